"""This layer's own shares of an edition file: categories, calendar, holidays and the entry form."""

from . import parts
from .models import Category, Edition, FormField, FormSection, Holiday, Milestone


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
    for order, row in enumerate(rows, start=1):
        facts = {key: value for key, value in row.items() if key != "fields"}
        section, _ = FormSection.objects.update_or_create(
            edition=edition, key=row["key"], defaults={**facts, "order": order}
        )
        _load_fields(section, row["fields"])


def _load_fields(section: FormSection, rows: list[dict]) -> None:
    for order, row in enumerate(rows, start=1):
        FormField.objects.update_or_create(
            section=section, key=row["key"], defaults={**row, "order": order}
        )


def register() -> None:
    parts.register("categories", load_categories)
    parts.register("milestones", load_milestones)
    parts.register("holidays", load_holidays)
    parts.register("sections", load_sections)
