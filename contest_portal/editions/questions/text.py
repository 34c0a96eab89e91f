"""Short and long text, with a budget of characters as a reader counts them."""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField
from contest_portal.thai.counting import grapheme_count

from .kind import LONGEST_TEXT, Kind, Value, text_of


class Text(Kind):
    can_have_budget = True

    def problem(self, field: FormField, value: Value) -> str:
        most = field.budget or LONGEST_TEXT
        over = grapheme_count(value) - most
        if over <= 0:
            return ""
        return ngettext(
            "%(over)s character too long. Shorten it to %(budget)s.",
            "%(over)s characters too long. Shorten it to %(budget)s.",
            over,
        ) % {"over": f"{over:,}", "budget": f"{most:,}"}

    def widget(self, field: FormField, value: Value) -> forms.Widget:
        return forms.TextInput(attrs=budget_of(field))


class LongText(Text):
    def tidy(self, field: FormField, typed: Value) -> str:
        return text_of(typed)

    def widget(self, field: FormField, value: Value) -> forms.Widget:
        return forms.Textarea(attrs={"rows": 7, **budget_of(field)})


def budget_of(field: FormField) -> dict[str, str]:
    """For the script that counts while one types."""
    return {"data-budget": str(field.budget)} if field.budget else {}


def used_words(field: FormField, value: Value) -> SafeString | str:
    """How much of the budget is used, counted on by a script; going over is marked."""
    if not field.budget or not isinstance(value, str):
        return ""
    used = grapheme_count(value)
    words = _("%(used)s of %(most)s characters used")
    return format_html(
        '<span class="budget nb{}" data-budget-words="{}">{}</span>',
        " budget--over" if used > field.budget else "",
        words % {"used": "{used}", "most": f"{field.budget:,}"},
        words % {"used": f"{used:,}", "most": f"{field.budget:,}"},
    )
