"""A judge's own sheet. One of an entry in conflict is as if it did not exist."""

from uuid import UUID

from django.db.models import QuerySet, UUIDField

from contest_portal.accounts.models import User
from contest_portal.prepared import Given, Prepared
from judging.models import Sheet


def to_read(pk: UUID, judge: User) -> Sheet:
    """With everything a page about it shows. Raises Sheet.DoesNotExist."""
    return TO_READ.get(sheet=pk, judge=judge.pk)


def to_save(pk: UUID, judge: User) -> Sheet:
    """With no more than saving asks. Raises Sheet.DoesNotExist."""
    return TO_SAVE.get(sheet=pk, judge=judge.pk)


def held(pk: UUID, judge: User) -> Sheet:
    """As `to_save`, asked once nobody else changes the sheet until the transaction ends."""
    Sheet.objects.select_for_update().only("pk").get(pk=pk)
    return to_save(pk, judge)


def _one() -> QuerySet:
    visible = Sheet.objects.visible_to(Given("judge", UUIDField()))
    return visible.filter(pk=Given("sheet", UUIDField()))


TO_READ = Prepared(lambda: _one().for_reading())
TO_SAVE = Prepared(lambda: _one().for_saving())
