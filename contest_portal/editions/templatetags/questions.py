"""Template tags that show answers, whatever the type of their question."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from contest_portal.editions.questions import KINDS, conditions, kind_of
from contest_portal.editions.questions.kind import Printed, Value

register = template.Library()


@register.simple_tag
def answer_value(answer: object) -> SafeString:
    """Of an answer on a paper ({"type", "value"}) or of an item of an entry."""
    if isinstance(answer, dict):
        return _shown(answer["type"], answer["value"])
    return _shown(answer.type, answer.printed)


@register.simple_tag
def value_of(field: FormField, value: Value) -> SafeString:
    """Of a value that might be stored as the answer to a question."""
    return _shown(field.type, kind_of(field).printed(field, value))


@register.simple_tag
def condition_words(field: FormField) -> str:
    return conditions.words(field)


def _shown(type_: str, printed: Printed) -> SafeString:
    if printed in ("", None, []):
        return format_html('<span class="quiet">{}</span>', _("Not answered"))
    kind = KINDS.get(type_) or KINDS[FormField.Type.LONG_TEXT]
    facts = {"value": printed, "words": kind.words(printed), "rows": kind.rows(printed)}
    return SafeString(render_to_string(kind.template, facts))
