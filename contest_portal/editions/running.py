"""The edition that is shown now, as the layers below need it: its slug and its working days."""

from datetime import date

from contest_portal.accounts import contest_facts

from .models import Edition
from .working_days import holidays_of, working_day_after


class ShownEdition:
    def slug(self) -> str:
        edition = Edition.objects.current()
        return edition.slug if edition else ""

    def working_day_after(self, day: date, number: int) -> date:
        edition = Edition.objects.current()
        return working_day_after(day, number, holidays_of(edition) if edition else frozenset())


def register() -> None:
    contest_facts.tell(ShownEdition())
