"""A circular from the first draft to the last mail: prepared by one person, approved by another."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest, digest_bytes
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed, Words
from notifications.letters import parsing
from notifications.mailing import outbox, waking
from notifications.models import Circular, Message

from . import addressing
from .audience import Audience, audience_of

Status = Circular.Status

CHANGEABLE = (Status.DRAFT, Status.CHECKED, Status.APPROVED)


@dataclass(frozen=True)
class Content:
    """What a circular says; the original letter is kept byte for byte."""

    number: str
    dated: date
    speed: str
    subject: str
    addressee: str
    body: str
    original: bytes
    note: str = ""
    signed_sha256: str = ""
    audience: Audience = field(default_factory=Audience)

    @property
    def digest(self) -> str:
        # Named only where there is one, so that a letter without keeps the digest it always had.
        signed = {"signed": self.signed_sha256} if self.signed_sha256 else {}
        chosen = {"audience": asdict(self.audience)} if self.audience != Audience() else {}
        return digest({
            **signed,
            **chosen,
            "number": self.number,
            "dated": self.dated.isoformat(),
            "speed": self.speed,
            "subject": self.subject,
            "addressee": self.addressee,
            "body": self.body,
            "note": self.note,
            "original": digest_bytes(self.original),
        })  # fmt: skip


def content_of(circular: Circular) -> Content:
    names = {each.name for each in fields(Content)} - {"original", "audience"}
    facts = {name: getattr(circular, name) for name in names}
    original = bytes(circular.original)
    return Content(original=original, audience=audience_of(circular), **facts)


@transaction.atomic
def prepare(edition: Edition, content: Content, *, by: User, at: datetime) -> Circular:
    """A new draft. An edition has each letter number once, cancelled ones apart."""
    folded = parsing.fold_number(content.number)
    _refuse_second_of_its_number(Circular(edition=edition), folded)
    circular = Circular(edition=edition, prepared_by=by, prepared_at=at)
    _write(circular, content, folded)
    circular.save()
    _record(audit.Action.CIRCULAR_PREPARED, circular, by=by, after=circular.content_digest)
    return circular


@transaction.atomic
def revise(circular: Circular, content: Content, *, by: User, at: datetime) -> Circular:
    """Change what it says. Any change makes a new version, and an earlier approval void.

    Whoever changes it becomes the one who prepared it, and so cannot approve it.
    """
    circular = locked(circular)
    _must_be(circular, *CHANGEABLE)
    before = circular.content_digest
    if content.digest == before:
        return circular
    folded = parsing.fold_number(content.number)
    _refuse_second_of_its_number(circular, folded)
    _write(circular, content, folded)
    circular.version += 1
    circular.prepared_by, circular.prepared_at = by, at
    _void_approval(circular)
    circular.save()
    _record(
        audit.Action.CIRCULAR_PREPARED, circular, by=by, before=before,
        after=circular.content_digest,
    )  # fmt: skip
    return circular


def _write(circular: Circular, content: Content, folded: str) -> None:
    words = {name: value for name, value in vars(content).items() if name != "audience"}
    for name, value in words.items():
        setattr(circular, name, value)
    audience = content.audience
    circular.regions, circular.with_laos = list(audience.regions), audience.with_laos
    circular.silent_on_id = audience.silent_on_id or None
    circular.number_folded = folded
    circular.content_digest = content.digest


def _void_approval(circular: Circular) -> None:
    circular.status = Status.DRAFT
    circular.approved_by = circular.approved_at = None
    circular.approved_digest = ""


def _refuse_second_of_its_number(circular: Circular, folded: str) -> None:
    others = circular.edition.circulars.exclude(pk=circular.pk).exclude(status=Status.CANCELLED)
    if others.filter(number_folded=folded).exists():
        raise NotAllowed(
            _("This edition has a circular with this number already."),
            next_step=_("Look at the list of circulars, or correct the number."),
        )


@transaction.atomic
def hand_over(circular: Circular, *, by: User, at: datetime) -> Circular:
    """Checked by its author: every province can be written to. Now a second person decides."""
    circular = locked(circular)
    _must_be(circular, Status.DRAFT)
    if addressing.problems(circular):
        raise NotAllowed(
            _("Some provinces cannot be written to yet."),
            next_step=_("Correct the addresses that the circular's page lists."),
        )
    circular.status = Status.CHECKED
    circular.save(update_fields=["status"])
    _record(audit.Action.CIRCULAR_CHECKED, circular, by=by, after=circular.content_digest)
    return circular


def may_change(circular: Circular) -> bool:
    """Whether what it says can still change."""
    return circular.status in CHANGEABLE


def refuse_change(circular: Circular) -> None:
    _must_be(circular, *CHANGEABLE)


def why_not_approve(circular: Circular, *, by: User) -> Words | None:
    """Why this person may not say yes to it, or send it; the buttons and the verbs both ask."""
    if circular.prepared_by_id == by.pk:
        return _("You prepared this circular, so another officer has to approve and send it.")
    return None


def refuse_approval(circular: Circular, *, by: User) -> None:
    """Raises NotAllowed when this person cannot approve it as it is now."""
    _must_be(circular, Status.CHECKED)
    _refuse_its_author(circular, by=by)


@transaction.atomic
def approve(circular: Circular, *, by: User, at: datetime) -> Circular:
    circular = locked(circular)
    refuse_approval(circular, by=by)
    circular.status = Status.APPROVED
    circular.approved_by, circular.approved_at = by, at
    circular.approved_digest = content_of(circular).digest
    circular.save(update_fields=["status", "approved_by", "approved_at", "approved_digest"])
    _record(audit.Action.CIRCULAR_APPROVED, circular, by=by, after=circular.approved_digest)
    return circular


def refuse_release(circular: Circular, *, by: User) -> None:
    """Raises NotAllowed when this person cannot send it as it is now."""
    _must_be(circular, Status.APPROVED, *Circular.OUT)
    _refuse_its_author(circular, by=by)
    if content_of(circular).digest != circular.approved_digest:
        raise NotAllowed(
            _("The circular was changed after it was approved."),
            next_step=_("Hand it over for approval again."),
        )


@transaction.atomic
def release(circular: Circular, *, by: User, at: datetime) -> Circular:
    """Owe every office its letter, all at once. Running it again adds only what is missing."""
    circular = locked(circular)
    refuse_release(circular, by=by)
    is_first = circular.status == Status.APPROVED
    circular.status = Status.RELEASING
    circular.released_at = circular.released_at or at
    circular.save(update_fields=["status", "released_at"])
    added = addressing.address(circular, by=by)
    if is_first or added:
        _record(
            audit.Action.CIRCULAR_RELEASED, circular, by=by, facts={"letters": added},
            after=circular.approved_digest,
        )  # fmt: skip
    waking.wake()
    return circular


@transaction.atomic
def cancel(circular: Circular, *, by: User, at: datetime) -> Circular:
    """Nothing more of it is sent. What the relay has accepted cannot be called back."""
    circular = locked(circular)
    if circular.status == Status.CANCELLED:
        return circular
    circular.status = Status.CANCELLED
    circular.save(update_fields=["status"])
    stopped = outbox.cancel(recipient__in=circular.recipients.values("pk"))
    _record(audit.Action.CIRCULAR_CANCELLED, circular, by=by, facts={"stopped": stopped})
    return circular


def close_finished() -> int:
    """Circulars none of whose mails is open any more have been sent; returns how many."""
    still_open = Message.objects.filter(
        recipient__circular=OuterRef("pk"), state__in=Message.OPEN_STATES
    )
    return Circular.objects.filter(~Exists(still_open), status=Status.RELEASING).update(
        status=Status.RELEASED
    )


def locked(circular: Circular) -> Circular:
    """The row as it is now, held until the end of the transaction."""
    return Circular.objects.select_for_update(of=("self",)).get(pk=circular.pk)


def _must_be(circular: Circular, *statuses: str) -> None:
    if circular.status not in statuses:
        raise NotAllowed(
            _("This cannot be done while the circular is “%(status)s”.")
            % {"status": circular.get_status_display()},
            next_step=_("Look at the circular again: somebody may have changed it meanwhile."),
        )


def _refuse_its_author(circular: Circular, *, by: User) -> None:
    reason = why_not_approve(circular, by=by)
    if reason:
        raise NotAllowed(reason, next_step=_("Ask a colleague to open this page."))


def _record(action: audit.Action, circular: Circular, *, by: User, **facts) -> None:
    audit.record(action, circular, by=by, edition=circular.edition.slug, **facts)
