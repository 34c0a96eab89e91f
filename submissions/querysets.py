"""Questions that the tables of this app answer."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission


def _own_entries(user: User, prefix: str = "") -> Q:
    """Entries of the LAOs where one is verified, and what one started while the claim waits.

    Anybody may claim an LAO: until somebody confirms it, colleagues' entries do not exist.
    """
    verified = user.memberships.verified().values("lao")
    claimed = user.memberships.current().values("lao")
    started = Q(**{f"{prefix}lao__in": claimed, f"{prefix}started_by": user})
    return Q(**{f"{prefix}lao__in": verified}) | started


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Entries that exist for a person: their own, or all for those who may see the list."""
        return self if user.may(Permission.SEE_ENTRIES) else self.writable_by(user)

    def writable_by(self, user: User):
        return self.filter(_own_entries(user))

    def in_edition(self, edition):
        return self.filter(edition=edition)

    def awaiting_screening(self):
        return self.filter(status="submitted")

    def eligible(self):
        return self.filter(status="eligible")

    def with_closing(self):
        """Adds `closing_at`, the SQL twin of `extensions.closing_instant`."""
        from .extensions import closing_expression  # it reads models, which read this module

        return self.annotate(closing_at=closing_expression())

    def open_at(self, at: datetime):
        """Entries whose LAO may still submit at `at`: the deadline rule in SQL."""
        return self.with_closing().filter(edition__opens_at__lte=at, closing_at__gt=at)

    def with_title(self):
        """Adds `title`: the answer that means the title, "" while there is none."""
        answers = apps.get_model("submissions", "Answer").objects
        titles = answers.filter(entry=OuterRef("pk"), field__means="title").values("value")[:1]
        return self.annotate(title=Subquery(titles))

    def with_last_submission(self):
        """Adds `receipt` (number), `arrived_at` and `snapshot` of the version that counts."""
        last = (
            apps.get_model("submissions", "Submission")
            .objects.filter(entry=OuterRef("pk"))
            .order_by("-arrived_at", "-recorded_at")
        )
        return self.annotate(
            receipt=Subquery(last.values("document__number")[:1]),
            arrived_at=Subquery(last.values("arrived_at")[:1]),
            snapshot=Subquery(last.values("document__snapshot")[:1]),
        )

    def with_progress(self):
        """Adds `answered`: how many of the required questions hold something."""
        return self.annotate(
            answered=_rows_of("Answer", ~Q(value="")) + _rows_of("Attachment", Q(removed_at=None))
        )


def _rows_of(model: str, condition: Q):
    """How many of an entry's rows answer required questions, as an expression."""
    rows = apps.get_model("submissions", model).objects.filter(condition, entry=OuterRef("pk"))
    required = rows.filter(field__required=True).order_by().values("entry")
    counted = Subquery(required.annotate(number=Count("pk")).values("number"))
    return models.functions.Coalesce(counted, 0)


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        if user.may(Permission.SEE_ENTRIES):
            return self
        return self.filter(_own_entries(user, "entry__"))


class AttachmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None)

    def visible_to(self, user: User):
        """One's own entries' files; officers see a file once it was submitted."""
        own = self.filter(_own_entries(user, "entry__"))
        if not user.may(Permission.SEE_ENTRIES):
            return own
        submitted = self.model.submissions.through.objects.values("attachment")
        return self.filter(Q(pk__in=submitted) | _own_entries(user, "entry__"))


class ExtensionQuerySet(models.QuerySet):
    def applying_to(self, entry):
        """Extensions whose scope holds the entry, saved or not yet."""
        return self.filter(
            Q(entry=entry.pk)
            | Q(lao=entry.lao_id)
            | Q(province=entry.lao.province_id)
            | Q(entry=None, lao=None, province=None),
            edition=entry.edition_id,
        )

    def longest(self, entry) -> datetime | None:
        return self.applying_to(entry).aggregate(until=models.Max("until"))["until"]
