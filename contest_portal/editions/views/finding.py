"""The edition, part or question that an address names; and a part as an entrant sees it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from contest_portal.editions.models import Edition, FormField, FormSection
from contest_portal.editions.questions.asking import Question, QuestionForm

PREVIEW = "preview"


def edition_of(slug: str) -> Edition:
    editions = Edition.objects.select_related("organiser", "channel")
    return get_object_or_404(editions, slug=slug)


def part_of(edition: Edition, key: str) -> FormSection:
    part = get_object_or_404(edition.sections.current(), key=key)
    part.edition = edition
    return part


def question_of(edition: Edition, pk: UUID) -> FormField:
    fields = FormField.objects.current().select_related("section", "asked_if")
    question = get_object_or_404(fields, pk=pk, section__edition=edition)
    question.section.edition = edition
    return question


def preview(part: FormSection, proposed: FormField | None = None) -> dict:
    """The part as an entrant sees it, with a question as it would be in its place."""
    present = part.fields.current().select_related("asked_if", "section").order_by("order")
    fields = [proposed if proposed and field.pk == proposed.pk else field for field in present]
    if proposed and proposed not in fields:
        fields.append(proposed)
    for field in fields:
        field.section.edition = part.edition
    form = QuestionForm(
        [Question(field, is_needed=field.required) for field in fields], problems={}, prefix=PREVIEW
    )
    return {"preview_rows": [(field, form[field.key]) for field in fields], "preview_part": part}
