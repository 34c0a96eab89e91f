"""A province notes which of its LAOs it told. It holds the link; what it says is its own word."""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.audit import Actor
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO, Amphoe
from notifications.letters import links, placeholders
from notifications.models import Acknowledgement, Circular, Forwarding, Recipient
from notifications.progress import standing
from submissions.deadlines import extensions

from . import acknowledgements


def laos_of(recipient: Recipient, hop: Amphoe | None = None) -> QuerySet[LAO]:
    """The LAOs that the province passes the letter on to, by district; or those of one district."""
    laos = LAO.objects.in_register().filter(province=recipient.province_id)
    if hop:
        laos = laos.filter(amphoe=hop)
    return laos.select_related("amphoe").order_by("amphoe__sort_key", "sort_key", "code")


def refuse(recipient: Recipient) -> None:
    """Raise NotAllowed where there is nothing to pass on: not answered, not theirs, cancelled."""
    answer = standing.answer_of(recipient)
    if recipient.circular.status == Circular.Status.CANCELLED:
        raise NotAllowed(
            _("This circular was cancelled."), next_step=_("You do not need to do anything.")
        )
    if answer is None:
        raise NotAllowed(
            _("The letter has not been acknowledged yet."),
            next_step=_("Acknowledge it first, then note whom you told."),
        )
    if answer.answer == Acknowledgement.Answer.NOT_OURS:
        raise NotAllowed(
            _("Your office answered that the letter is not for it."),
            next_step=_("If that was a mistake, call the department."),
        )


def draft_letter(recipient: Recipient) -> str:
    """A draft for the province's own letter: in Thai, whatever language the page has."""
    return _written("letter", recipient)


def line_text(recipient: Recipient) -> str:
    """What the province pastes into its LINE groups, with the link that it passes on."""
    return _written("line", recipient)


def _written(name: str, recipient: Recipient) -> str:
    edition = recipient.circular.edition
    facts = {
        "recipient": recipient,
        "circular": placeholders.filled_for(
            recipient.circular, recipient.province, link=contest_url()
        ),
        "edition": edition,
        "contest_url": contest_url(),
        "passed_on_url": links.passed_on_url_of(recipient),
        "closes_at": extensions.closing_for_everyone(edition),
    }
    with translation.override("th"):
        return render_to_string(f"notifications/forwarding_{name}.txt", facts).strip()


def contest_url() -> str:
    return settings.PORTAL_ORIGIN + reverse("landing")


@transaction.atomic
def note(
    recipient: Recipient,
    laos: Collection[LAO],
    *,
    way: str,
    told_on: date,
    by: User | AnonymousUser,
    at: datetime,
    hop: Amphoe | None = None,
) -> int:
    """These were told; returns how many are new. Who was noted before keeps the first way and day.

    An LAO of another province is no LAO of this letter: ValueError.
    """
    refuse(recipient)
    if any(lao.province_id != recipient.province_id for lao in laos):
        raise ValueError("an LAO of another province")
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    known = set(recipient.forwardings.values_list("lao", flat=True))
    new = [lao for lao in laos if lao.pk not in known]
    Forwarding.objects.bulk_create(
        Forwarding(recipient=recipient, lao=lao, way=way, told_on=told_on, noted_at=at)
        for lao in new
    )
    if new:
        facts = {"way": way, "told_on": told_on.isoformat(), "laos": [lao.code for lao in new]}
        _record(audit.Action.LAOS_TOLD, recipient, by=by, facts=facts, hop=hop)
    return len(new)


@transaction.atomic
def take_back(
    recipient: Recipient, laos: Collection[LAO], *, by: User | AnonymousUser,
    hop: Amphoe | None = None,
) -> int:  # fmt: skip
    """These were not told after all; returns how many notes that ended."""
    refuse(recipient)
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    wrong = recipient.forwardings.filter(lao__in=[lao.pk for lao in laos]).select_related("lao")
    codes = sorted(each.lao.code for each in wrong)
    if codes:
        wrong.delete()
        _record(audit.Action.LAOS_NOT_TOLD, recipient, by=by, facts={"laos": codes}, hop=hop)
    return len(codes)


def _record(
    action: audit.Action, recipient: Recipient, *, by: User | AnonymousUser, facts: dict,
    hop: Amphoe | None,
) -> None:  # fmt: skip
    """Behind a district's link that office speaks, not who answered for the province."""
    district = Actor(id="", label=f"ที่ว่าการอำเภอ{hop.name_th}", role="link") if hop else None
    audit.record(
        action, recipient, by=district or acknowledgements.holder(recipient, by), facts=facts,
        edition=recipient.circular.edition.slug, province=recipient.province_id,
    )  # fmt: skip
