"""Reminding the people of LAOs: who registered and began nothing, who wrote and did not send, whose
named files have not come.

Whom a reminder goes to is asked of the tables when it is owed, and what ends the need for it takes
it back in its own transaction.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import Membership
from contest_portal.editions.models import Edition
from contest_portal.editions.working_days import holidays_of, working_days_between
from contest_portal.registry.models import LAO
from contest_portal.thai.bangkok import in_bangkok
from notifications.mailing import composing, outbox, waking
from notifications.mailing.owing import address_of
from notifications.models import Abstention, Message
from notifications.progress import matrix, plan
from submissions.deadlines import extensions
from submissions.models import Entry, Status
from submissions.transfer import promises

from . import reminders

A_BATCH = 500


class Rule(models.TextChoices):
    """`value` is also the mail's kind."""

    NO_DRAFT = "nudge_no_draft", _("Registered, and nothing begun")
    UNSENT = "nudge_unsent", _("Begun, and not sent")
    FILES = "nudge_files", _("Sent, and named files have not come")


@dataclass(frozen=True)
class Nudge:
    """One reminder to one person. `occasion` tells the second reminder from the first; `entry` is
    the one that waits for files."""

    rule: Rule
    membership: Membership
    occasion: str
    closes_at: datetime
    entry: Entry | None = None

    @property
    def lao(self) -> LAO:
        return self.membership.lao


def plan_all(*, at: datetime) -> int:
    """Owe what is due at `at` (contest time) and was not yet; returns how many mails."""
    open_ones = Edition.objects.filter(opens_at__lte=at).select_related("organiser", "channel")
    return sum(_nudge(edition, at=at) for edition in open_ones if _is_open(edition, at))


def _is_open(edition: Edition, at: datetime) -> bool:
    """Also in the hours in which named files may follow."""
    return at < extensions.closing_for_everyone(edition) + promises.grace_of(edition)


@transaction.atomic
def _nudge(edition: Edition, *, at: datetime) -> int:
    if not reminders.is_time(edition, at=at):
        return 0
    new = [_draft(edition, nudge) for nudge in waiting(edition, at=at)]
    Message.objects.bulk_create(new, ignore_conflicts=True, batch_size=A_BATCH)
    if new:
        audit.record(
            audit.Action.NUDGED, edition, by=None, edition=edition.slug, facts={"mails": len(new)}
        )
        waking.wake()
    return len(new)


def waiting(edition: Edition, *, at: datetime) -> list[Nudge]:
    """Whom a reminder would go to at `at`, who was not sent the same before."""
    known = set(_owed(edition).values_list("dedupe_key", flat=True))
    due = (nudge for rule in Rule for nudge in DUE[rule](edition, at))
    return [nudge for nudge in due if _key(edition, nudge) not in known]


def counts(edition: Edition) -> list[tuple[str, int]]:
    """How many mails of each rule were owed so far, in words."""
    found = Counter(_owed(edition).values_list("kind", flat=True))
    return [(rule.label, found[rule]) for rule in Rule]


def _owed(edition: Edition) -> models.QuerySet[Message]:
    which = Q()
    for rule in Rule:
        which |= Q(dedupe_key__startswith=f"{rule}:{edition.pk}:")
    return Message.objects.filter(which, kind__in=Rule.values)


def _key(edition: Edition, nudge: Nudge) -> str:
    return f"{nudge.rule}:{edition.pk}:{nudge.membership.pk}:{nudge.occasion}"


def _begun_nothing(edition: Edition, at: datetime) -> Iterable[Nudge]:
    """So many working days after they were confirmed, of LAOs without an entry."""
    days, holidays = plan.plan_of(edition).draft_nudge_days, holidays_of(edition)
    today, closes_at = in_bangkok(at).date(), extensions.closing_for_everyone(edition)
    if at >= closes_at:
        return
    entries = Entry.objects.in_edition(edition)
    for membership in _members(edition).exclude(lao__in=entries.values("lao")):
        confirmed = in_bangkok(max(membership.verified_at, edition.opens_at)).date()
        if working_days_between(confirmed, today, holidays) >= days:
            yield Nudge(Rule.NO_DRAFT, membership, "", closes_at)


def _not_sent(edition: Edition, at: datetime) -> Iterable[Nudge]:
    """So many days before the LAO's own deadline, the last of them that has begun; of LAOs that
    have a draft and have sent nothing."""
    sent = Entry.objects.in_edition(edition).filter(status__in=matrix.RECEIVED)
    drafts = Entry.objects.in_edition(edition).filter(status=Status.DRAFT)
    own = drafts.with_closing().filter(lao=OuterRef("lao")).order_by("-closing_at")
    people = _members(edition).filter(lao__in=drafts.values("lao"))
    people = people.exclude(lao__in=sent.values("lao"))
    people = people.annotate(closing_at=Subquery(own.values("closing_at")[:1]))
    for membership in people.filter(closing_at__gt=at):
        occasion = _last_call(edition, membership.closing_at - at)
        if occasion:
            yield Nudge(Rule.UNSENT, membership, occasion, membership.closing_at)


def _files_missing(edition: Edition, at: datetime) -> Iterable[Nudge]:
    """On the same days before the last moment for files that an entry named when it was sent."""
    waiting = promises.entries_waiting(edition, at=at)
    entries = {entry.lao_id: entry for entry in waiting.order_by("-files_due_at")}
    for membership in _members(edition).filter(lao__in=entries):
        entry = entries[membership.lao_id]
        occasion = _last_call(edition, entry.files_due_at - at)
        if occasion:
            occasion = f"{entry.number}:{occasion}"
            yield Nudge(Rule.FILES, membership, occasion, entry.files_due_at, entry)


def _last_call(edition: Edition, left: timedelta) -> str:
    """Which of the plan's days before an end has begun last; "" while none has."""
    begun = sorted(plan.plan_of(edition).sending_nudge_days)
    return next((str(days) for days in begun if left <= timedelta(days=days)), "")


DUE: dict[Rule, Callable[[Edition, datetime], Iterable[Nudge]]] = {
    Rule.NO_DRAFT: _begun_nothing,
    Rule.UNSENT: _not_sent,
    Rule.FILES: _files_missing,
}


def _members(edition: Edition) -> models.QuerySet[Membership]:
    """Verified people whose LAO has not said that it does not enter."""
    said = Abstention.objects.filter(edition=edition, ended_at=None)
    found = Membership.objects.verified().filter(user__is_active=True)
    found = found.exclude(lao__in=said.values("lao"))
    return found.select_related("user", "lao__amphoe", "lao__province").order_by(
        F("lao__province__sort_key"), "lao__sort_key", "claimed_at"
    )


def _draft(edition: Edition, nudge: Nudge) -> Message:
    slug, lao = edition.slug, nudge.lao
    context = {
        "edition": edition,
        "lao": lao,
        "closes_at": nudge.closes_at,
        "entry": nudge.entry,
        "url": _where_to_go_on(slug, nudge.entry),
        "not_this_year_url": address_of("notifications:not_this_year", slug, lao.pk),
    }
    return outbox.draft(
        lane=Message.Lane.BULK,
        kind=nudge.rule,
        key=_key(edition, nudge),
        to=nudge.membership.user.email,
        sender=composing.sender_of(edition.organiser),
        about=about(nudge.rule, edition, lao),
        **composing.compose(nudge.rule, context),
    )


def _where_to_go_on(slug: str, entry: Entry | None) -> str:
    if entry is None:
        return address_of("submissions:entry_list", slug)
    return address_of("submissions:entry", slug, entry.pk)


def about(rule: Rule, edition: Edition, lao: LAO) -> str:
    """How the outbox knows an LAO's reminders, to stop them."""
    return f"{rule}:{edition.slug}:{lao.pk}"


def abouts(edition: Edition, lao: LAO) -> list[str]:
    return [about(rule, edition, lao) for rule in Rule]


def stop_when_complete(edition: Edition, lao: LAO, *, at: datetime) -> None:
    """No reminder of files to an LAO none of whose entries waits for one any more."""
    if not promises.entries_waiting(edition, at=at).filter(lao=lao).exists():
        stop(Rule.FILES, edition, lao)


def stop(rule: Rule, edition: Edition, lao: LAO) -> int:
    """What it reminds of has been done; returns how many open mails that stopped."""
    return outbox.cancel(about=about(rule, edition, lao))
