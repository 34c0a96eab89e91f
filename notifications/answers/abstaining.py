"""Saying that an LAO does not enter this year. It ends its reminders and is asked why."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.audit import Actor
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from notifications.mailing import outbox
from notifications.models import Abstention
from notifications.reminding import nudging
from submissions.deadlines import extensions


@dataclass(frozen=True)
class Reason:
    """What a person wrote; `said_by` is the name and position, or the account's."""

    why: str
    said_by: str
    words: str = ""


@transaction.atomic
def say(
    edition: Edition, lao: LAO, reason: Reason, *, by: User | AnonymousUser, at: datetime
) -> Abstention:
    """Keep it; reminders that are owed stop. Said again, the first stays."""
    refuse_after_closing(edition, at=at)
    said, is_new = Abstention.objects.get_or_create(
        edition=edition, lao=lao, ended_at=None, defaults={**vars(reason), "at": at}
    )
    if is_new:
        outbox.cancel(about__in=nudging.abouts(edition, lao))
        _record(audit.Action.NOT_THIS_YEAR, said, by=by, why=said.why)
    return said


@transaction.atomic
def take_back(
    edition: Edition, lao: LAO, *, by: User | AnonymousUser | Actor, at: datetime
) -> bool:
    """The LAO enters after all; whether there was anything to take back."""
    said = current(edition, lao)
    if said is None:
        return False
    said.ended_at = at
    said.save(update_fields=["ended_at"])
    _record(audit.Action.AFTER_ALL, said, by=by)
    return True


def refuse_after_closing(edition: Edition, *, at: datetime) -> None:
    """Raise NotAllowed once nobody can enter any more."""
    if at >= extensions.closing_for_everyone(edition):
        raise NotAllowed(
            _("Entries are closed, so there is nothing to decide any more."),
            next_step=_("You do not need to do anything."),
        )


def current(edition: Edition, lao: LAO) -> Abstention | None:
    return Abstention.objects.filter(edition=edition, lao=lao, ended_at=None).first()


def reasons(edition: Edition) -> list[tuple[str, int]]:
    """Why LAOs do not enter, in words, the most frequent first."""
    said = edition.abstentions.filter(ended_at=None).values_list("why", flat=True)
    return [(Abstention.Why(why).label, count) for why, count in Counter(said).most_common()]


def latest_words(edition: Edition, most: int) -> QuerySet[Abstention]:
    """What was written beside the reasons, the last first."""
    said = edition.abstentions.filter(ended_at=None).exclude(words="")
    return said.select_related("lao__province", "lao__amphoe").order_by("-at")[:most]


def _record(
    action: audit.Action, said: Abstention, *, by: User | AnonymousUser | Actor, **facts: str
) -> None:
    is_stranger = isinstance(by, AnonymousUser)
    actor = Actor(id="", label=said.said_by, role="link") if is_stranger else by
    audit.record(
        action, said, by=actor, edition=said.edition.slug, lao=said.lao.code,
        province=said.lao.province_id, facts=facts,
    )  # fmt: skip
