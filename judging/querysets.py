"""Questions that the tables of this app answer."""

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.prepared import Given


class RoundQuerySet(models.QuerySet):
    def lock(self, pk):
        """The round, held until the transaction ends: its panel and ranking change one by one."""
        return self.select_for_update(of=("self",)).select_related("edition").get(pk=pk)

    def with_release(self):
        """Adds `is_released`, so that asking whether a round is closed costs nothing more."""
        return self.annotate(is_released=_released(OuterRef("pk")))

    def for_pages(self):
        """With what every page of a round asks it, in the same question."""
        others = self.model.objects.filter(edition=OuterRef("edition")).exclude(pk=OuterRef("pk"))
        related = self.with_release().select_related("edition__organiser")
        return related.annotate(has_siblings=Exists(others))

    def open_to(self, user: User, at):
        """Open now, with sheets for this judge; what closes first, first."""
        sheets = apps.get_model("judging", "Sheet").objects.visible_to(user)
        theirs = sheets.filter(assignment__judge__round=OuterRef("pk"))
        return self.filter(Exists(theirs), opens_at__lte=at, closes_at__gt=at).order_by(
            "closes_at", "order"
        )

    def current(self, at):
        """The newest that has opened; before any has, the first. An edition's, in this order."""
        opened = Case(When(opens_at__lte=at, then=F("order")), default=0 - F("order"))
        return self.alias(nearness=opened).order_by("-nearness")


class JudgeQuerySet(models.QuerySet):
    def current(self):
        """Everybody on the panel, in the order of invitation: whatever they answered, if at all."""
        return self.filter(left_at=None).order_by("invited_at", "id")

    def serving(self):
        """Judges who accepted: only they are asked to read anything."""
        return self.current().exclude(accepted_at=None)

    def visible_to(self, user: User):
        """Appointments that exist for a person: the own ones; all of them for officers."""
        return self if user.may(Permission.MANAGE_JUDGING) else self.filter(user=user)


class AssignmentQuerySet(models.QuerySet):
    def live(self):
        """Not ended, and without a conflict of the same person in any round."""
        conflict = _conflict(OuterRef("judge__user"), OuterRef("entry"))
        return self.filter(~Exists(conflict), ended_at=None)


class SheetQuerySet(models.QuerySet):
    def live(self):
        person, entry = OuterRef("assignment__judge__user"), OuterRef("assignment__entry")
        return self.filter(~Exists(_conflict(person, entry)), assignment__ended_at=None)

    def visible_to(self, user: User | Given):
        """Sheets that exist for a judge who accepted: the own ones, of entries without conflict."""
        own = self.live().filter(assignment__judge__user=user, assignment__judge__left_at=None)
        return own.exclude(assignment__judge__accepted_at=None)

    def without_words(self):
        """For pages of others: what a judge notes in private is not even read for them."""
        return self.defer("comment", "private_note")

    def in_edition(self, edition):
        return self.filter(assignment__judge__round__edition=edition)

    def in_round(self, round_):
        return self.filter(assignment__judge__round=round_)

    def unsigned(self):
        return self.filter(signed_at=None)

    def counted(self):
        """Signed sheets whose marks enter the ranking."""
        return self.live().exclude(signed_at=None)

    def awaited(self):
        """Sheets that a judge still owes."""
        return self.live().filter(signed_at=None, assignment__judge__left_at=None)

    def with_progress(self):
        """Adds `given` (criteria marked or not applicable), `needed` (those of them that are not
        optional) and `reviews` (signed, of the entry in the same round)."""
        of_entry = self.model.objects.counted().filter(
            assignment__entry=OuterRef("assignment__entry"),
            assignment__judge__round=OuterRef("assignment__judge__round"),
        )
        marks = apps.get_model("judging", "Mark").objects.filter(sheet=OuterRef("pk"))
        needed = marks.filter(criterion__is_optional=False)
        return self.annotate(
            given=_count_by(marks, "sheet"),
            needed=_count_by(needed, "sheet"),
            reviews=_count_by(of_entry, "assignment__entry"),
        )

    def with_calibration(self):
        """Adds `calibration`: which of the round's calibration entries it is of, None of others."""
        return self.annotate(calibration=_in_round("Calibration", "order"))

    def for_reading(self):
        """With everything a page about the sheet shows."""
        return self.with_round().select_related("assignment__submission__document")

    def for_saving(self):
        """With what saving asks, and no more of the round and its edition than that."""
        asked = ("kind", "opens_at", "closes_at", "edition__slug")
        round_ = (f"assignment__judge__round__{name}" for name in asked)
        own = (field.name for field in self.model._meta.concrete_fields)
        return self.with_round().only(*own, "assignment__entry", "assignment__judge__user", *round_)

    def with_round(self):
        """Not the entry's paper, which is long, and read only where a page has to show it."""
        read = self.annotate(is_released=_released(OuterRef("assignment__judge__round")))
        return read.select_related("assignment__judge__round__edition")

    def for_listing(self):
        """With the entry's paper and nothing that a list does not show."""
        own = ("opened_at", "saved_at", "signed_at", "verdict")
        shown = (*own, "assignment__submission__document__snapshot")
        return self.select_related("assignment__submission__document").only(*shown)

    def in_scoring_order(self):
        """Calibration entries first, then in a final the order of presentation; else never saved
        first, of these the fewest reviews; then what was saved longest ago."""
        return (
            self.with_progress()
            .with_calibration()
            .annotate(slot=_in_round("Slot", "position"))
            .order_by(
                F("calibration").asc(nulls_last=True),
                F("slot").asc(nulls_last=True),
                F("saved_at").asc(nulls_first=True),
                "reviews",
                "assignment__entry__number",
            )
        )


class PairRuleQuerySet(models.QuerySet):
    def standing(self, round_):
        """Not lifted, of the round's judges, in the order of ruling."""
        return self.filter(judge__round=round_, lifted_at=None).order_by("decided_at", "id")


class InquiryQuerySet(models.QuerySet):
    def readable_by(self, user: User):
        """None about an entry that a conflict hides from this person."""
        conflicts = apps.get_model("judging", "Conflict").objects.filter(judge__user=user)
        return self.exclude(sheet__assignment__entry__in=conflicts.values("entry"))

    def with_reach(self):
        """Adds `reaches_judge` (who asked still has the sheet) and `is_in_conflict`."""
        person = OuterRef("sheet__assignment__judge__user")
        conflict = _conflict(person, OuterRef("sheet__assignment__entry"))
        return self.annotate(reaches_judge=_reached(), is_in_conflict=Exists(conflict))

    def waiting(self):
        """Not answered, and the judge could still read an answer."""
        return self.filter(_reached(), answered_at=None)

    def for_reading(self):
        """With the judge, the entry's paper and the round; not what else the judge wrote."""
        judge, document = "assignment__judge", "assignment__submission__document"
        related = (f"sheet__{judge}__user", f"sheet__{judge}__round__edition", f"sheet__{document}")
        read = self.select_related(*related, "answered_by")
        return read.defer("sheet__comment", "sheet__private_note")


class AmendmentQuerySet(models.QuerySet):
    def readable_by(self, user: User):
        """None of the own sheets, nor about an entry that a conflict hides from this person."""
        conflicts = apps.get_model("judging", "Conflict").objects.filter(judge__user=user)
        others = self.exclude(sheet__assignment__judge__user=user)
        return others.exclude(sheet__assignment__entry__in=conflicts.values("entry"))

    def unfinished(self):
        """Waits for the second person or for the judge, whose sheet still counts."""
        sheets = apps.get_model("judging", "Sheet").objects.counted()
        return self.filter(signed_at=None, ended_at=None, sheet__in=sheets)

    def proposed(self):
        return self.unfinished().filter(agreed_at=None)

    def agreed(self):
        """Waits for the judge."""
        return self.unfinished().exclude(agreed_at=None)

    def open_to(self, user: User):
        """What this judge may mark and sign anew."""
        sheets = apps.get_model("judging", "Sheet").objects.visible_to(user)
        return self.agreed().filter(sheet__in=sheets)

    def in_round(self, round_):
        return self.filter(sheet__assignment__judge__round=round_)

    def signed(self):
        """Those of one sheet in the order of signing: the last one counts."""
        return self.exclude(signed_at=None).order_by("number")

    def to_publish(self):
        """Signed, and no result that holds their marks is published yet."""
        in_force = apps.get_model("judging", "Ranking").objects.in_force()
        return self.signed().filter(ranking__in=in_force)


class RankingQuerySet(models.QuerySet):
    def released(self):
        return self.filter(released_at__isnull=False)

    def in_force(self):
        """Released, and not corrected by another that is released."""
        corrected = self.model.objects.released().filter(corrects=OuterRef("pk"))
        return self.released().filter(~Exists(corrected))

    def newest(self):
        """The last preparation of each round: the others were replaced by it."""
        later = self.model.objects.filter(round=OuterRef("round"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def waiting_for_the_clock(self):
        """Approved for an instant that has not come, or that nobody has acted on yet."""
        return self.filter(publish_at__isnull=False, released_at=None, held_at=None)

    def awaiting_a_second_person(self):
        return self.filter(released_at=None).filter(Q(publish_at=None) | Q(held_at__isnull=False))

    def due(self, at):
        return self.waiting_for_the_clock().filter(publish_at__lte=at)

    def for_reading(self):
        people = ("prepared_by", "approved_by", "released_by")
        related = ("round__edition__organiser", "corrects", *people)
        return self.select_related(*related).defer("matrix", "corrects__matrix")


def _released(round_: OuterRef) -> Exists:
    rankings = apps.get_model("judging", "Ranking").objects
    return Exists(rankings.released().filter(round=round_))


def _in_round(model: str, column: str) -> Subquery:
    """A column of what was arranged for the sheet's entry in its round."""
    arranged = apps.get_model("judging", model).objects.filter(
        entry=OuterRef("assignment__entry"), round=OuterRef("assignment__judge__round")
    )
    return Subquery(arranged.values(column)[:1])


def _reached() -> Exists:
    sheets = apps.get_model("judging", "Sheet").objects.live()
    return Exists(sheets.filter(pk=OuterRef("sheet"), assignment__judge__left_at=None))


def _count_by(rows: models.QuerySet, group: str) -> Coalesce:
    """How many rows: counted apart, so that no wide row is grouped."""
    counted = rows.order_by().values(group).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))


def _conflict(person: OuterRef, entry: OuterRef) -> models.QuerySet:
    conflicts = apps.get_model("judging", "Conflict").objects
    return conflicts.filter(judge__user=person, entry=entry)
