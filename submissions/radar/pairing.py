"""Keeping the table of pairs up to date, and setting a pair aside.

`refresh` runs in the background: what is to be done stands in the rows (a version that counts and
has no sketch yet), so a lost task loses nothing and a second run changes nothing.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, SimilarPair, Sketch, Status, Submission
from submissions.recording import record

from . import reasons
from .chaining import Anchored, anchored, score
from .comparing import Corpus
from .sketching import packed, shingles, text_of

# Chosen on made-up texts of other seeds than those of the test: see tests/bench/radar.py.
LOWEST_SCORE = 0.22
LOWEST_COSINE = 0.1
NEAREST = 10
MOST_SHARING_A_FILE = 20  # a file that more entries have is a form that everybody was given
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Refreshed:
    compared: int
    pairs: int


def refresh(edition: Edition, *, at: datetime, most: int = MOST_AT_ONCE) -> Refreshed:
    """Compare up to `most` versions that were not compared yet with all others that count."""
    fresh = _sketch_new(edition, at=at, most=most)
    if not fresh:
        return Refreshed(0, 0)
    radar = _Radar(edition)
    pairs = sum(_keep(radar, submission, at=at) for submission in fresh)
    return Refreshed(len(fresh), pairs)


def counting(edition: Edition):
    """The versions that count: of each entry that is in the contest, the one that came last."""
    entries = Entry.objects.in_edition(edition).exclude(status=Status.WITHDRAWN)
    return Submission.objects.counting().filter(entry__in=entries)


def _sketch_new(edition: Edition, *, at: datetime, most: int) -> list[Submission]:
    waiting = counting(edition).filter(sketch=None).select_related("document", "entry")
    fresh = list(waiting.order_by("recorded_at", "pk")[:most])
    sketches = [
        Sketch(
            submission=submission,
            shingles=packed(shingles(text_of(submission.document.snapshot))),
            made_at=at,
        )
        for submission in fresh
    ]
    Sketch.objects.bulk_create(sketches, ignore_conflicts=True)
    return fresh


class _Radar:
    """All sketches that count, and the texts of those that are looked at closely."""

    def __init__(self, edition: Edition) -> None:
        rows = Sketch.objects.filter(submission__in=counting(edition)).order_by("pk")
        found = rows.values_list("submission", "submission__entry", "shingles")
        self.edition = edition
        self.submissions, self.entries, self.sketches = [], [], []
        for submission, entry, shingles_ in found.iterator():
            self.submissions.append(submission)
            self.entries.append(entry)
            self.sketches.append(bytes(shingles_))
        self.places = {submission: at for at, submission in enumerate(self.submissions)}
        self.corpus = Corpus(self.sketches)
        self.by_digest = self._by_digest()
        self.read: dict = {}

    def _by_digest(self) -> dict[str, set]:
        found = defaultdict(set)
        files = Submission.files.through.objects.filter(submission__in=counting(self.edition))
        for submission, digest in files.values_list("submission", "attachment__sha256"):
            found[digest].add(submission)
        return found

    def others(self, submission: Submission) -> set:
        """Keys of the versions worth a closer look."""
        place = self.places[submission.pk]
        near = self.corpus.nearest(place, self.sketches[place], most=NEAREST, lowest=LOWEST_COSINE)
        found = {self.submissions[other] for other in near}
        for digest in reasons.digests(submission.document.snapshot):
            same = self.by_digest[digest]
            found |= same if len(same) <= MOST_SHARING_A_FILE else set()
        return found - {submission.pk}

    def snapshot_and_text(self, pk) -> tuple[dict, Anchored]:
        if pk not in self.read:
            submission = Submission.objects.select_related("document").get(pk=pk)
            snapshot = submission.document.snapshot
            self.read[pk] = snapshot, anchored(text_of(snapshot), self.corpus.weigh)
        return self.read[pk]


@transaction.atomic
def _keep(radar: _Radar, submission: Submission, *, at: datetime) -> int:
    """Write the pairs of one version; those of an older version that no longer hold go.

    A pair that an officer set aside stays so while both versions are those that were read.
    """
    if submission.pk not in radar.places:
        return 0  # withdrawn, or sent again, since
    entry = submission.entry_id
    held = set()
    for other in radar.others(submission):
        other_entry = radar.entries[radar.places[other]]
        found = _compared(radar, submission.pk, other)
        if found and other_entry != entry:
            _write(sorted([(entry, submission.pk), (other_entry, other)]), *found, at=at)
            held.add(other_entry)
    gone = SimilarPair.objects.about(entry).open()
    gone.exclude(first__in=held).exclude(second__in=held).delete()
    return len(held)


def _compared(radar: _Radar, one: object, other: object) -> tuple[float, list[str]] | None:
    """Score and reasons; None where neither words nor a file are shared."""
    (first, left), (second, right) = radar.snapshot_and_text(one), radar.snapshot_and_text(other)
    likeness = score(left, right, lowest=LOWEST_SCORE)
    why = reasons.of(first, second, score=likeness, lowest=LOWEST_SCORE)
    if reasons.TEXT in why or reasons.FILE in why:
        return likeness, why
    return None


def _write(sides: list, likeness: float, why: list[str], *, at: datetime) -> None:
    (first, first_submission), (second, second_submission) = sides
    facts = {
        "first_submission_id": first_submission, "second_submission_id": second_submission,
        "score": likeness, "reasons": why,
    }  # fmt: skip
    present = SimilarPair.objects.filter(first=first, second=second).first()
    if present is None:
        SimilarPair.objects.create(first_id=first, second_id=second, found_at=at, **facts)
    elif (present.first_submission_id, present.second_submission_id) != (
        first_submission, second_submission,
    ):  # fmt: skip
        again = {"dismissed_at": None, "dismissed_by": None, "dismissal": "", "found_at": at}
        SimilarPair.objects.filter(pk=present.pk).update(**facts, **again)


@transaction.atomic
def dismiss(pair: SimilarPair, *, by: User, at: datetime, reason: str) -> SimilarPair:
    """An officer looked and says why it means nothing; a second time changes nothing."""
    pair = SimilarPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if not by.may(Permission.SCREEN_ENTRY):
        raise NotAllowed(_("Your role does not include this step."))
    if not reason.strip():
        raise NotAllowed(_("Write why the resemblance means nothing."))
    if pair.dismissed_at:
        return pair
    pair.dismissed_by, pair.dismissed_at, pair.dismissal = by, at, reason
    pair.save(update_fields=["dismissed_by", "dismissed_at", "dismissal"])
    for entry, other in ((pair.first, pair.second), (pair.second, pair.first)):
        facts = {"name": other.number, "note": reason}
        record(audit.Action.PAIR_DISMISSED, entry, by=by, facts=facts)
    return pair
