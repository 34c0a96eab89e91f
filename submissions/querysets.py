"""Questions that the tables of this app answer."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from contest_portal import scanner
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission

# The scope that names neither an entry nor a place.
EVERYONE = Q(entry=None, lao=None, amphoe=None, province=None)


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
        from .deadlines.extensions import (
            closing_expression,  # it reads models, which read this module
        )

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
        """Adds `receipt` (number), `arrived_at`, `arrival_doubtful` and `snapshot` of the version
        that counts."""
        last = (
            apps.get_model("submissions", "Submission")
            .objects.filter(entry=OuterRef("pk"))
            .order_by("-arrived_at", "-recorded_at")
        )
        return self.annotate(
            receipt=Subquery(last.values("document__number")[:1]),
            arrived_at=Subquery(last.values("arrived_at")[:1]),
            arrival_doubtful=Subquery(last.values("arrival_doubtful")[:1]),
            snapshot=Subquery(last.values("document__snapshot")[:1]),
        )

    def with_progress(self):
        """Adds `answered`: how many questions that every entry must answer hold something."""
        return self.annotate(
            answered=_rows_of("Answer", ~Q(value="")) + _rows_of("Attachment", Q(removed_at=None))
        )


def _always_needed():
    return apps.get_model("editions", "FormField").objects.always_needed().values("pk")


def _rows_of(model: str, condition: Q):
    """How many of an entry's rows answer required questions, as an expression."""
    rows = apps.get_model("submissions", model).objects.filter(condition, entry=OuterRef("pk"))
    required = rows.filter(field__in=_always_needed()).order_by().values("entry")
    counted = Subquery(required.annotate(number=Count("pk")).values("number"))
    return models.functions.Coalesce(counted, 0)


class SubmissionQuerySet(models.QuerySet):
    def counting(self):
        """Of each entry the version that counts: the one that arrived last."""
        newest = self.model.objects.filter(entry=OuterRef("entry"))
        latest = newest.order_by("-arrived_at", "-recorded_at").values("pk")[:1]
        return self.filter(pk=Subquery(latest))

    def visible_to(self, user: User):
        if user.may(Permission.SEE_ENTRIES):
            return self
        return self.filter(_own_entries(user, "entry__"))


LOCKED = ("refused", "quarantined")
OFFICE = "officedocument"  # in every content type of an Office file


def fit_verdicts() -> tuple[str, ...]:
    """Verdicts of files that judges may see. Where a scanner is set up, it has to have spoken."""
    return ("clean",) if scanner.is_on() else ("clean", "not_scanned")


class AttachmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None)

    def unlocked(self):
        return self.exclude(verdict__in=LOCKED)

    def fit_for_judges(self):
        """Whose contents others than the sender may see: with a scanner, what it found clean."""
        return self.filter(verdict__in=fit_verdicts())

    def fit_for_public(self):
        """What nobody scanned is never shown to everybody, and Office files to nobody."""
        return self.filter(verdict="clean").exclude(content_type__contains=OFFICE)

    def unfinished(self):
        """Not scanned though there is a scanner, or with pages that have no picture yet."""
        awaiting = {"waiting", "clean", "not_scanned"} - set(fit_verdicts()) | {"waiting"}
        undrawn = Q(drawn__lt=models.F("to_draw"))
        return self.filter(Q(verdict__in=awaiting) | undrawn & Q(verdict__in=fit_verdicts()))

    def visible_to(self, user: User):
        """One's own entries' files; officers see a file once it was submitted."""
        own = self.filter(_own_entries(user, "entry__"))
        if not user.may(Permission.SEE_ENTRIES):
            return own
        submitted = self.model.submissions.through.objects.values("attachment")
        return self.filter(Q(pk__in=submitted) | _own_entries(user, "entry__"))

    def open_to(self, user: User):
        """Files that a person may look at: one's own unless locked, others' once fit for judges."""
        own = _own_entries(user, "entry__") & ~Q(verdict__in=LOCKED)
        return self.visible_to(user).filter(own | Q(verdict__in=fit_verdicts()))

    def handed_to(self, user: User):
        """Files whose original bytes a person may have: one's own; of others', Office files only,
        which have no other form."""
        office = Q(content_type__contains=OFFICE)
        return self.open_to(user).filter(office | _own_entries(user, "entry__"))


class UploadQuerySet(models.QuerySet):
    def open(self):
        """Whose bytes may still come, or are here and not looked at yet."""
        return self.filter(ended_at=None, attachment=None, refused_at=None)

    def whole(self):
        """All bytes are here; nobody has said yet what they are."""
        return self.open().exclude(arrived_at=None)

    def shown(self):
        """What the page of the question lists: on its way, or refused and not put aside."""
        return self.filter(ended_at=None, attachment=None)

    def promised(self):
        """Named by a submission, which has not got them yet."""
        due = apps.get_model("submissions", "DueFile").objects.filter(arrived_at=None)
        return self.filter(pk__in=due.values("upload"))

    def visible_to(self, user: User):
        """Parts of files are the organisation's own business."""
        return self.filter(_own_entries(user, "entry__"))


class DueFileQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(arrived_at=None, missed_at=None)


class ApprovalQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, and neither given nor sent back."""
        return self.filter(approved_at=None, returned_at=None)

    def of_content(self, digest: str):
        """Given to exactly these answers and files."""
        return self.exclude(approved_at=None).filter(content_digest=digest)


class ExtensionQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for or proposed, and not yet decided."""
        return self.filter(approved_at=None, refused_at=None)

    def approved(self):
        return self.exclude(approved_at=None)

    def for_everyone(self):
        return self.filter(EVERYONE)

    def applying_to(self, entry):
        """Approved extensions whose scope holds the entry, saved or not yet."""
        lao = entry.lao
        scope = Q(entry=entry.pk) | Q(lao=lao.pk) | Q(province=lao.province_id) | EVERYONE
        if lao.amphoe_id:
            scope |= Q(amphoe=lao.amphoe_id)
        return self.approved().filter(scope, edition=entry.edition_id)

    def concerning(self, user: User):
        """Approved extensions for what a person works on, or for everyone."""
        laos = user.memberships.current().values("lao")
        return self.approved().filter(
            EVERYONE
            | Q(lao__in=laos)
            | Q(amphoe__in=user.memberships.current().values("lao__amphoe"))
            | Q(province__in=user.memberships.current().values("lao__province"))
            | Q(entry__in=apps.get_model("submissions", "Entry").objects.writable_by(user))
        )

    def longest(self) -> datetime | None:
        return self.aggregate(until=models.Max("until"))["until"]

    def with_places(self):
        """With everything that a sentence about their scope names."""
        return self.select_related(
            "entry__lao__province", "entry__lao__amphoe", "lao__province", "lao__amphoe",
            "amphoe__province", "province",
        )  # fmt: skip
