"""Questions that the tables of this app answer."""

from datetime import datetime

from django.db import models

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Entries that exist for a person: their own LAOs', or all for those who may see the list."""
        if user.may(Permission.SEE_ENTRIES):
            return self
        return self.filter(lao__in=user.memberships.current().values("lao"))

    def writable_by(self, user: User):
        return self.filter(lao__in=user.memberships.current().values("lao"))

    def in_edition(self, edition):
        return self.filter(edition=edition)

    def awaiting_screening(self):
        return self.filter(status="submitted")

    def eligible(self):
        return self.filter(status="eligible")



class AttachmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None)


class ExtensionQuerySet(models.QuerySet):
    def applying_to(self, entry):
        """Extensions whose scope holds the entry."""
        return self.filter(
            models.Q(entry=entry)
            | models.Q(lao=entry.lao_id)
            | models.Q(province=entry.lao.province_id)
            | models.Q(entry=None, lao=None, province=None),
            edition=entry.edition_id,
        )

    def longest(self, entry) -> datetime | None:
        return self.applying_to(entry).aggregate(until=models.Max("until"))["until"]
