"""This layer's own shares of an edition file: categories, calendar, holidays and the entry form."""

from . import parts
from .models import Category, Edition, FormField, FormSection, Holiday, Milestone
from .questions import kind_of


def load_categories(edition: Edition, rows: list[dict]) -> None:
    for order, row in enumerate(rows, start=1):
        Category.objects.update_or_create(
            edition=edition, key=row["key"], defaults={**row, "order": order}
        )


def load_milestones(edition: Edition, rows: list[dict]) -> None:
    edition.milestones.all().delete()
    Milestone.objects.bulk_create(Milestone(edition=edition, **row) for row in rows)


def load_holidays(edition: Edition, rows: list[dict]) -> None:
    edition.holidays.all().delete()
    Holiday.objects.bulk_create(Holiday(edition=edition, **row) for row in rows)


def load_sections(edition: Edition, rows: list[dict]) -> None:
    """Parts and questions; a question's `asked_if` names an earlier one as "part.question"."""
    asked: dict[str, FormField] = {}
    for order, row in enumerate(rows, start=1):
        facts = {key: value for key, value in row.items() if key != "fields"}
        section, _created = FormSection.objects.update_or_create(
            edition=edition, key=row["key"], defaults={**facts, "order": order}
        )
        for place, question in enumerate(row["fields"], start=1):
            asked[f"{row['key']}.{question['key']}"] = _load_field(section, question, place, asked)


def _load_field(
    section: FormSection, row: dict, order: int, asked: dict[str, FormField]
) -> FormField:
    facts = {**row, **_condition(row, asked), "order": order}
    field, _created = FormField.objects.update_or_create(
        section=section, key=row["key"], defaults=facts
    )
    if wrong := kind_of(field).wrong_rules(field):
        raise ValueError(f"{section.key}.{field.key}: {wrong}")
    return field


def _condition(row: dict, asked: dict[str, FormField]) -> dict:
    """`asked_if = { question, answers, effect }` as columns; none where the row has none."""
    condition = row.get("asked_if")
    if not condition:
        return {"asked_if": None}
    if condition["question"] not in asked:
        raise ValueError(f"{row['key']}: asks about {condition['question']}, which is not earlier")
    return {
        "asked_if": asked[condition["question"]],
        "asked_if_answers": condition.get("answers", []),
        "asked_if_effect": condition.get("effect", FormField.Effect.ASK),
    }


def register() -> None:
    parts.register("categories", load_categories)
    parts.register("milestones", load_milestones)
    parts.register("holidays", load_holidays)
    parts.register("sections", load_sections)
