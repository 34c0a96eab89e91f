"""Certificates of the result in force, once an entry; a correction revokes what it changes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.models import Document, Kind
from contest_portal.refusals import NotAllowed
from contest_portal.thai import dates
from judging.models import Certificate, Decision, Ranking, Round, Sequel
from judging.rounds.paper import Paper, papers_of
from submissions.models import Entry

from .sequels import sequel_of

certificates_issued = Signal()  # ranking, entries: their ids; last in the transaction


@dataclass(frozen=True)
class Due:
    """What an entry is to be certified: the place only of winners."""

    kind: str
    place: int | None


def due_of(decision: Decision, sequel: Sequel) -> Due | None:
    """None where the entry gets no certificate."""
    if decision.award == Decision.Award.WINNER:
        return Due(Certificate.Kind.WINNER, decision.place)
    if decision.award == Decision.Award.MENTION:
        return Due(Certificate.Kind.MENTION, None)
    return Due(Certificate.Kind.PARTICIPATION, None) if sequel.certifies_participation else None


def missing(round_: Round) -> dict[UUID, Due]:
    """By entry: what the result in force gives and no standing certificate says."""
    in_force = Ranking.objects.in_force().filter(round=round_).first()
    if in_force is None:
        return {}
    sequel, have = sequel_of(round_), set(_standing(round_))
    due = {each.entry_id: due_of(each, sequel) for each in in_force.decisions.all()}
    return {entry: each for entry, each in due.items() if each and entry not in have}


def _standing(round_: Round) -> dict[UUID, Certificate]:
    standing = Certificate.objects.of_round(round_).standing().for_drawing()
    return {each.entry_id: each for each in standing}


def standing_of(entry: Entry) -> Certificate | None:
    """The newest of the entry that stands."""
    standing = Certificate.objects.standing().filter(entry=entry).for_drawing()
    return standing.order_by("-ranking__round__order", "-issued_at").first()


@transaction.atomic
def issue(round_: Round, *, by: User, at: datetime) -> int:
    """Issue what is missing; returns how many. A second time issues nothing."""
    locked = Round.objects.lock(round_.pk)
    reason = why_not_issue(locked)
    if reason:
        raise NotAllowed(reason, next_step=_("Open “After the release” and write who signs."))
    in_force = Ranking.objects.in_force().select_related("round__edition__organiser")
    ranking, sequel = in_force.get(round=locked), sequel_of(locked)
    due = missing(locked)
    entries = {entry.pk: entry for entry in Entry.objects.filter(pk__in=due)}
    papers = papers_of(entries.values())
    for pk, each in due.items():
        _issue(ranking, entries[pk], papers[pk], each, sequel, by=by, at=at)
    if due:
        audit.record(
            audit.Action.CERTIFICATES_ISSUED, ranking, by=by, facts={"count": len(due)},
            edition=locked.edition.slug,
        )  # fmt: skip
        certificates_issued.send(sender=Certificate, ranking=ranking, entries=list(due))
    return len(due)


def why_not_issue(round_: Round) -> str | None:
    """Why nothing can be issued; None when it can."""
    if not Ranking.objects.in_force().filter(round=round_).exists():
        return _("The results are not published.")
    if not sequel_of(round_).signatories:
        return _("Nobody is named who signs the certificates.")
    return None


def _issue(
    ranking: Ranking, entry: Entry, paper: Paper, due: Due, sequel: Sequel, *, by: User,
    at: datetime,
) -> None:  # fmt: skip
    snapshot = _snapshot(ranking, paper, due, sequel, at)
    Certificate.objects.create(
        ranking=ranking, entry=entry, kind=due.kind, place=due.place, issued_by=by, issued_at=at,
        document=Document.objects.issue(Kind.CERTIFICATE, snapshot, at=at),
    )  # fmt: skip


def _snapshot(ranking: Ranking, paper: Paper, due: Due, sequel: Sequel, at: datetime) -> dict:
    """As it is printed and as anybody reads it who verifies it; names as at submission."""
    edition = ranking.round.edition
    with translation.override("th"):
        return {
            "edition": edition.slug,
            "contest": _("“%(name)s” contest of %(year)s")
            % {"name": edition.name_th, "year": edition.year_be},
            "organiser": edition.organiser.name_th,
            "to": paper.lao_name,
            "place": paper.place,
            "title": paper.title,
            "sent_by": _named(paper.snapshot["submitted_by"]),
            "what": _what(due),
            "dated": at.isoformat(),
            "signatories": sequel.signatories,
        }


def _named(person: str) -> str:
    """Who sent the entry; "" for an account without a name, which is shown by its address."""
    return "" if "@" in person else person


def _what(due: Due) -> str:
    """รางวัล อันดับ 1, in the language in force."""
    words = str(Certificate.Kind(due.kind).label)
    if due.place is None:
        return words
    return _("%(award)s, rank %(place)s") % {"award": words, "place": due.place}


def revoke_changed(ranking: Ranking, *, by: User | None, at: datetime) -> int:
    """In the transaction that publishes a correction: what it no longer gives is revoked."""
    sequel = sequel_of(ranking.round)
    decisions = {each.entry_id: each for each in ranking.decisions.all()}
    revoked = 0
    for entry, certificate in _standing(ranking.round).items():
        decision = decisions.get(entry)
        due = due_of(decision, sequel) if decision else None
        if due == Due(certificate.kind, certificate.place):
            continue
        with translation.override("th"):
            reason = _("The result was corrected on %(date)s.") % {"date": dates.thai_date(at)}
        certificate.document.revoke(reason, at=at)
        facts = {"number": certificate.document.number, "reason": reason}
        audit.record(
            audit.Action.CERTIFICATE_REVOKED, certificate, by=by, facts=facts,
            edition=ranking.round.edition.slug,
        )  # fmt: skip
        revoked += 1
    return revoked
