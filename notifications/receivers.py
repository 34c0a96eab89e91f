"""The one place where facts become mails: rows of the outbox in the fact's own transaction."""

from collections.abc import Iterable

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts.claim_codes import mailbox_code_made
from contest_portal.accounts.colleagues import handed_over, kind_changed, membership_ended
from contest_portal.accounts.invitations import successor_invited
from contest_portal.accounts.membership import claim_decided, joining_asked
from contest_portal.accounts.models import Appointment, ClaimCode, Invitation, Membership, User
from contest_portal.accounts.roles import Kind, Permission, roles_with
from contest_portal.editions.models import Edition
from judging.models import Judge, Ranking
from judging.panel import judge_invited
from judging.ranking import entrants, results_published
from submissions import approvals, extensions
from submissions.approving import approval_answered, approval_asked
from submissions.extending import extension_asked, extension_decided
from submissions.models import (
    Approval,
    DueFile,
    Entry,
    Extension,
    SendBack,
    Submission,
)
from submissions.sendbacks import send_back_extended
from submissions.transfer.due import late_files_missed, late_files_told
from submissions.workflow import entry_advanced

from . import composing, outbox, waking
from .models import Message

A_BATCH = 200  # rows in one statement
LETTER_OF_STEP = {
    "submit": "receipt",
    "return": "entry_returned",
    "find_eligible": "entry_eligible",
    "find_ineligible": "entry_ineligible",
    "reopen": "entry_reopened",
}


@receiver(entry_advanced)
def tell_members(sender, entry: Entry, step: str, submission: Submission | None, note: str, **rest):
    """Every verified member of the LAO hears of what the office, or a colleague, did."""
    letter = LETTER_OF_STEP.get(step)
    if letter is None:
        return
    latest = submission or entry.submissions.last()
    context = {
        "entry": entry,
        "lao": entry.lao,
        "submission": latest,
        "snapshot": latest.document.snapshot,
        "note": note,
        **_asked(entry.send_backs.last()),
        "url": _entry_url(entry, step, latest),
    }
    occasion = _occasion(entry, step, latest)
    for person in _members(entry):
        _owe(letter, f"{letter}:{occasion}", person, entry.edition, context)


@receiver(send_back_extended)
def tell_of_time_to_answer(sender, send_back: SendBack, **rest):
    entry = send_back.entry
    context = {"entry": entry, "lao": entry.lao, **_asked(send_back)}
    context["url"] = _address("submissions:entry", entry.edition.slug, entry.pk)
    occasion = f"answer_extended:{send_back.pk}:{send_back.due_at.isoformat()}"
    for person in _members(entry):
        _owe("answer_extended", occasion, person, entry.edition, context)


def _asked(send_back: SendBack | None) -> dict:
    questions = send_back.questions.select_related("field") if send_back else []
    return {"send_back": send_back, "questions": questions}


def _occasion(entry: Entry, step: str, submission: Submission) -> str:
    """What makes this mail one of its kind: a returned entry may be returned again."""
    if step == "return":
        asked = entry.send_backs.last()
        return f"{asked.pk}:{asked.due_at.isoformat()}:{asked.questions.count()}"
    if step == "reopen":
        return f"{submission.number}:{submission.screenings.exclude(reopened_at=None).count()}"
    return submission.number


def _members(entry: Entry) -> list[User]:
    verified = Membership.objects.verified().filter(lao=entry.lao_id, user__is_active=True)
    return [membership.user for membership in verified.select_related("user")]


def _entry_url(entry: Entry, step: str, submission: Submission) -> str:
    slug = entry.edition.slug
    if step == "submit":
        return _address("submissions:receipt", slug, submission.number)
    return _address("submissions:entry", slug, entry.pk)


@receiver(approval_asked)
def tell_signatories(sender, approval: Approval, **rest):
    entry = approval.entry
    context = _about_approval(approval)
    for signatory in approvals.signatories(entry):
        occasion = f"approval_asked:{approval.pk}"
        _owe("approval_asked", occasion, signatory.user, entry.edition, context)


@receiver(approval_answered)
def tell_who_asked(sender, approval: Approval, **rest):
    """A signatory who answers before anybody asked need not be told."""
    by = approval.approved_by or approval.returned_by
    if approval.asked_by != by:
        letter = "approval_given" if approval.approved_by else "approval_returned"
        context = _about_approval(approval)
        occasion = f"{letter}:{approval.pk}"
        _owe(letter, occasion, approval.asked_by, approval.entry.edition, context)


def _about_approval(approval: Approval) -> dict:
    entry = approval.entry
    url = _address("submissions:entry_approval", entry.edition.slug, entry.pk)
    return {"approval": approval, "entry": entry, "lao": entry.lao, "url": url}


@receiver(claim_decided)
def tell_claimant(sender, membership: Membership, verified: bool, reason: str, by: User, **rest):
    """The person hears the answer; the organisation's owners of everybody whom they did not let in
    themselves."""
    edition = Edition.objects.current()
    if edition is None:
        return
    letter = "claim_verified" if verified else "claim_refused"
    page = _address("submissions:entry_list", edition.slug)
    url = page if verified else _address("accounts:lao_search")
    context = {**_about(membership), "reason": reason, "url": url}
    _owe(letter, f"{letter}:{membership.pk}", membership.user, edition, context)
    if verified:
        _tell_owners("colleague_joined", membership, by=by)


@receiver(joining_asked)
def tell_owners_of_a_wish(sender, membership: Membership, **rest):
    _tell_owners("joining_asked", membership, by=membership.user)


@receiver(mailbox_code_made)
def send_code_to_mailbox(sender, code: ClaimCode, words: str, by: User, **rest):
    edition = Edition.objects.current()
    if edition is None:
        return
    context = {"lao": code.lao, "asking": by, "code": words}
    _owe_to(
        code.address,
        "mailbox_code",
        f"mailbox_code:{code.pk}",
        edition,
        context,
        lane=Message.Lane.CODE,
    )


@receiver(membership_ended)
def tell_of_an_end(sender, membership: Membership, reason: str, by: User, **rest):
    """Whoever was removed reads why; the owners hear of everybody who went."""
    if membership.user_id != by.pk:
        context = {"reason": reason, "url": _address("home")}
        _tell("membership_ended", membership, membership.user, **context)
    _tell_owners("member_left", membership, by=by)


@receiver(kind_changed)
def tell_of_a_kind(sender, membership: Membership, by: User, **rest):
    if membership.user_id != by.pk:
        occasion = f"{membership.pk}:{membership.kind}:{clock.machine_now().isoformat()}"
        _tell("kind_changed", membership, membership.user, occasion=occasion)


@receiver(handed_over)
def tell_of_a_handing_over(sender, giver: Membership, successor: Membership, by: User, **rest):
    """Giver and successor, but for the one who has just done it."""
    people = [person for person in (giver.user, successor.user) if person.pk != by.pk]
    for person in people:
        occasion = f"{giver.pk}:{successor.pk}:{person.pk}"
        _tell("handed_over", successor, person, giver=giver.user, occasion=occasion)


@receiver(successor_invited)
def invite_successor(sender, invitation: Invitation, by: User, **rest):
    edition = Edition.objects.current()
    if edition is None:
        return
    url = _address("accounts:invitation", invitation.pk)
    context = {"lao": invitation.lao, "giver": by, "url": url}
    _owe_to(invitation.email, "successor_invited", f"successor:{invitation.pk}", edition, context)


def _tell_owners(letter: str, membership: Membership, *, by: User) -> None:
    """Those who answer for the organisation, but for who did it and whom it is about."""
    owners = Membership.objects.owners_of(membership.lao).select_related("user")
    for owner in owners.exclude(user__in=[by, membership.user]):
        _tell(letter, membership, owner.user, occasion=f"{membership.pk}:{owner.user_id}")


def _tell(
    letter: str, membership: Membership, person: User, *, occasion: str = "", **context: object
) -> None:
    """A mail about a membership, to its person or to somebody else of the organisation."""
    edition = Edition.objects.current()
    if edition is None:
        return
    page = _address("accounts:organisation", membership.lao_id)
    everything = {"url": page, **_about(membership), **context}
    _owe(letter, f"{letter}:{occasion or membership.pk}", person, edition, everything)


def _about(membership: Membership) -> dict[str, object]:
    kind = Kind(membership.kind).label
    return {"lao": membership.lao, "member": membership.user, "kind": kind}


@receiver(judge_invited)
def tell_judge(sender, judge: Judge, **rest):
    edition = judge.round.edition
    context = {"judge": judge, "round": judge.round, "url": _address("judging:desk", edition.slug)}
    occasion = f"judge_invited:{judge.pk}:{judge.invited_at.isoformat()}"
    _owe("judge_invited", occasion, judge.user, edition, context)


@receiver(extension_asked)
def tell_officers(sender, extension: Extension, **rest):
    """Close to the deadline nobody looks at a list by chance: those who may say yes get a mail."""
    edition = extension.edition
    may_decide = Appointment.objects.current().filter(
        role__in=roles_with(Permission.EXTEND_DEADLINE), edition_slug__in=["", edition.slug]
    )
    context = {
        "extension": extension,
        "entry": extension.entry,
        "lao": extension.entry.lao,
        "url": _address("submissions:extension", edition.slug, extension.pk),
    }
    officers = User.objects.filter(appointments__in=may_decide, is_active=True).distinct()
    for officer in officers:
        _owe("extension_asked", f"extension_asked:{extension.pk}", officer, edition, context)


@receiver(extension_decided)
def tell_those_concerned(sender, extension: Extension, approved: bool, **rest):
    """More time concerns every verified member of the organisations; a no, who asked."""
    people = _members_of(extension) if approved else [extension.requested_by]
    letter = "deadline_extended" if approved else "extension_refused"
    context = {
        "extension": extension,
        "whom": extensions.whom(extension),
        "url": _extension_url(extension),
    }
    _owe_all(letter, f"{letter}:{extension.pk}", people, extension.edition, context)


def _members_of(extension: Extension) -> Iterable[User]:
    verified = Membership.objects.verified().filter(lao__in=extensions.laos_of(extension))
    return User.objects.filter(memberships__in=verified, is_active=True).distinct()


def _extension_url(extension: Extension) -> str:
    slug = extension.edition.slug
    if extension.entry_id:
        return _address("submissions:entry", slug, extension.entry_id)
    return _address("submissions:entry_list", slug)


@receiver(late_files_told)
def tell_of_late_files(sender, entry: Entry, submission: Submission, due_files: list[DueFile],
                       outcome: str, **rest):  # fmt: skip
    """Named files that are all here, that have to be sent again, or that never came."""
    occasion = f"late_files:{outcome}:{submission.number}"
    if outcome == "refused":  # each try is an occasion of its own
        occasion += f":{due_files[0].upload_id}:{due_files[0].upload.refused_at}"
    context = {
        "entry": entry,
        "submission": submission,
        "due_files": due_files,
        "due_at": max(due_file.due_at for due_file in due_files),
        "outcome": outcome,
        "url": _entry_url(entry, "late_files", submission),
    }
    for person in _members(entry):
        _owe("late_files", occasion, person, entry.edition, context)


@receiver(late_files_missed)
def tell_officers_of_missed_files(sender, edition: Edition, entries: list[Entry], at, **rest):
    """One mail a round to whoever screens, however many entries there are."""
    context = {"entries": entries, "url": _address("submissions:screening_list", edition.slug)}
    appointed = Appointment.objects.current().filter(
        role__in=roles_with(Permission.SCREEN_ENTRY), edition_slug__in=("", edition.slug)
    )
    people = User.objects.filter(is_active=True, pk__in=appointed.values("user"))
    _owe_all("files_missed", f"files_missed:{edition.pk}:{at.isoformat()}", people, edition,
             context)  # fmt: skip


@receiver(results_published)
def tell_entrants(sender, ranking: Ranking, **rest):
    edition = ranking.round.edition
    context = {"url": _address("results:results", edition.slug)}
    for person in entrants(ranking.round):
        _owe("results_published", f"results:{ranking.pk}", person, edition, context)


def _owe_all(
    letter: str, occasion: str, people: Iterable[User], edition: Edition, context: dict
) -> None:
    """The same mail to many: written once, owed in a few statements, behind receipts and codes."""
    words = composing.compose(letter, {"edition": edition, **context})
    mails = [
        outbox.draft(
            lane=Message.Lane.BULK, kind=letter, key=f"{occasion}:{person.pk}", to=person.email,
            sender=composing.sender_of(edition.organiser), **words,
        )
        for person in people
    ]  # fmt: skip
    Message.objects.bulk_create(mails, batch_size=A_BATCH, ignore_conflicts=True)
    waking.wake()


def _owe(letter: str, occasion: str, person: User, edition: Edition, context: dict) -> Message:
    """One mail to one person about one occasion; a second time changes nothing."""
    return _owe_to(person.email, letter, f"{occasion}:{person.pk}", edition, context)


def _owe_to(
    address: str, letter: str, key: str, edition: Edition, context: dict,
    lane: str = Message.Lane.NOTICE,
) -> Message:  # fmt: skip
    """One mail to an address, known as somebody's or not. `key` names the occasion."""
    return outbox.enqueue(
        lane=lane,
        kind=letter,
        key=key,
        to=address,
        sender=composing.sender_of(edition.organiser),
        **composing.compose(letter, {"edition": edition, **context}),
    )


def _address(name: str, *args: object) -> str:
    return settings.PORTAL_ORIGIN + reverse(name, args=args)
