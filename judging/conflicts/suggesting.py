"""Conflicts that the register suggests. Officers pin each or set it aside with a reason.

Until somebody decides, a suggested pair is not handed out. Five things are looked for:

* the judge works for the organisation that entered (which cannot be set aside);
* the judge worked there before;
* the judge works in the same province, for another organisation or for the province itself;
* the entry names the vendor of another entry with which the judge is in conflict;
* the entry names the judge, or the judge's address, as its vendor or as whom to ask.

What an entry says is what judges read: the last submission that arrived in time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from contest_portal.refusals import NotAllowed
from contest_portal.thai.folding import fold
from judging.models import Conflict, Judge, Round, SetAside
from judging.rounds.entries import of_round
from judging.rounds.paper import latest_submissions
from submissions.models import Entry, Submission

from . import backgrounds, barring
from .backgrounds import Background

Kind = Conflict.Kind
Means = FormField.Means
SHORTEST_NAME = 6  # folded characters: shorter names stand in other words by chance


@dataclass(frozen=True)
class Work:
    """An entry as far as suggestions look: who entered it, where, and whom it names, folded."""

    entry: UUID
    number: str
    lao: UUID
    province: str
    vendors: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """`why` says in words what the register knows."""

    judge: UUID
    entry: UUID
    kind: str
    why: str

    @property
    def key(self) -> str:
        return f"{self.judge}:{self.entry}:{self.kind}"


def works_of(round_: Round) -> list[Work]:
    """In the order of their numbers, as judges read them: by the submission in force, not by what
    was typed since. Two queries."""
    entries = of_round(round_).order_by("number")
    submitted = latest_submissions(entries.order_by())
    return [
        Work(
            entry, number, lao, province,
            vendors=_named(submitted[entry], Means.VENDOR),
            contacts=_named(submitted[entry], Means.CONTACT),
        )
        for entry, number, lao, province in entries.values_list(
            "pk", "number", "lao", "lao__province"
        )
    ]  # fmt: skip


def _named(submission: Submission, means: str) -> frozenset[str]:
    answers = submission.document.snapshot["answers"]
    said = (answer["value"] for answer in answers if answer["means"] == means)
    return frozenset(fold(each) for each in said if isinstance(each, str) and each.strip())


def between(
    background: Background, works: Iterable[Work], conflicted: Iterable[UUID] = ()
) -> Iterator[tuple[Work, str, str]]:
    """(work, kind, why), at most one a work: the first of the list above that holds."""
    works = list(works)
    vendors = _vendors_of(works, set(conflicted))
    for work in works:
        if found := _found(background, work, vendors):
            yield work, *found


def _found(
    background: Background, work: Work, vendors: Mapping[str, str]
) -> tuple[str, str] | None:
    if lao := background.employers.get(work.lao):
        return Kind.WORKS_THERE, _("Works for %(lao)s") % {"lao": lao.display_name}
    if lao := background.former.get(work.lao):
        return Kind.FORMER_POST, _("Worked for %(lao)s before") % {"lao": lao.display_name}
    if work.province in background.provinces:
        return Kind.SAME_PROVINCE, _("Works in the same province")
    for vendor in sorted(work.vendors & vendors.keys()):
        words = _("Names the same vendor as entry %(number)s, with which there is a conflict")
        return Kind.BUSINESS, words % {"number": vendors[vendor]}
    if _is_named(background, work.vendors):
        return Kind.BUSINESS, _("The entry names this person as its vendor")
    if _is_named(background, work.contacts):
        return Kind.HELPED, _("The entry names this person as whom to ask")
    return None


def _vendors_of(works: list[Work], conflicted: set[UUID]) -> dict[str, str]:
    """{vendor: number of an entry that names it} over the entries in conflict."""
    return {
        vendor: work.number
        for work in reversed(works)
        if work.entry in conflicted
        for vendor in work.vendors
    }


def _is_named(background: Background, said: frozenset[str]) -> bool:
    names = [fold(background.name), fold(background.email)]
    return any(name in each for name in names if len(name) >= SHORTEST_NAME for each in said)


def pending(round_: Round, declared: set[barring.Pair] | None = None) -> list[Suggestion]:
    """What nobody has decided yet, by judge in the order of invitation, then by entry.

    Who has read `barring.declared` already passes it on.
    """
    decided = barring.declared(round_) if declared is None else declared
    aside = set(SetAside.objects.filter(judge__round=round_).values_list("judge", "entry", "kind"))
    return [
        each
        for each in _all(round_)
        if (each.judge, each.entry) not in decided
        and (each.judge, each.entry, each.kind) not in aside
    ]


def of_judge(judge: Judge) -> list[Suggestion]:
    return [each for each in pending(judge.round) if each.judge == judge.pk]


def _all(round_: Round) -> list[Suggestion]:
    judges = round_.judges.current().filter(declined_at=None).select_related("user")
    return of_judges(list(judges), round_)


def of_judges(judges: Sequence[Judge], round_: Round) -> list[Suggestion]:
    """Of these judges, of whichever round, with the entries of this one; decided or not."""
    if not judges:
        return []
    known = backgrounds.of_people(judge.user for judge in judges)
    works = works_of(round_)
    conflicted = _in_conflict(judges)
    return [
        Suggestion(judge.pk, work.entry, kind, why)
        for judge in judges
        for work, kind, why in between(known[judge.user_id], works, conflicted[judge.user_id])
    ]


def _in_conflict(judges: Sequence[Judge]) -> defaultdict[UUID, set[UUID]]:
    """By person: the entries whose vendors are suspect. A shared province tells of no vendor."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    declared = Conflict.objects.filter(judge__user__in=[judge.user_id for judge in judges])
    for user, entry in declared.exclude(kind=Kind.SAME_PROVINCE).values_list(
        "judge__user", "entry"
    ):
        found[user].add(entry)
    return found


@transaction.atomic
def pin(round_: Round, keys: Iterable[str], *, by: User, at: datetime) -> int:
    """Declare the suggested conflicts among these; returns how many there were."""
    chosen = _still_pending(round_, keys)
    judges, entries = _rows(chosen)
    for each in chosen:
        barring.declare(
            judges[each.judge], entries[each.entry], by=by, at=at, kind=each.kind, reason=each.why
        )
    return len(chosen)


@transaction.atomic
def set_aside(round_: Round, keys: Iterable[str], *, by: User, at: datetime, reason: str) -> int:
    """Say that these are no conflicts; returns how many there were.

    Raises NotAllowed without a reason, and for who works for the organisation.
    """
    if not reason.strip():
        raise NotAllowed(_("Say in a few words why these are no conflicts."))
    chosen = _still_pending(round_, keys)
    if any(each.kind == Kind.WORKS_THERE for each in chosen):
        raise NotAllowed(
            _("Who works for an organisation cannot judge its entries."),
            next_step=_("Pin this conflict, or correct the affiliation first."),
        )
    for each in chosen:
        SetAside.objects.create(
            judge_id=each.judge, entry_id=each.entry, kind=each.kind, reason=reason.strip(),
            decided_by=by, decided_at=at,
        )  # fmt: skip
    audit.record(
        audit.Action.SUGGESTIONS_SET_ASIDE,
        round_,
        by=by,
        facts={"reason": reason.strip(), "pairs": [each.key for each in chosen]},
        edition=round_.edition.slug,
    )
    return len(chosen)


def _still_pending(round_: Round, keys: Iterable[str]) -> list[Suggestion]:
    """In Thai, for what is said is kept. Holds the round until the transaction ends."""
    locked, wanted = Round.objects.lock(round_.pk), set(keys)
    with translation.override("th"):
        return [each for each in pending(locked) if each.key in wanted]


def _rows(chosen: list[Suggestion]) -> tuple[dict[UUID, Judge], dict[UUID, Entry]]:
    judges = Judge.objects.select_related("round__edition").in_bulk([one.judge for one in chosen])
    return judges, Entry.objects.in_bulk([one.entry for one in chosen])
