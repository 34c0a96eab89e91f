"""What each role does next, for its home page: the most pressing thing first."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.answers import acknowledgements
from notifications.circulars import amending
from notifications.letters import links
from notifications.models import Circular, Recipient
from submissions.models import Entry

from . import clock
from .accounts.models import Membership, SecondFactorReset, User
from .accounts.roles import Permission
from .editions.models import Edition
from .entrant_home import affiliation_steps, entry_steps
from .home_steps import Step, counted
from .judging_home import judge_steps, judging_steps, reopening_steps

P = Permission


def steps_for(user: User, edition: Edition) -> list[Step]:
    """Steps of all the person's roles; those that wait for somebody come first."""
    found = [
        step for permission, steps in HOMES if user.may(permission) for step in steps(user, edition)
    ]
    return sorted(found, key=lambda step: step.rests)


def claim_steps(user: User, edition: Edition) -> Iterator[Step]:
    count = Membership.objects.awaiting().decidable_by(user, at=clock.now()).count()
    words = ngettext("{count} person is waiting", "{count} people are waiting", count)
    url = reverse("accounts:claim_list")
    begun = Membership.objects.of_officer(user).exists()
    yield counted(_("Confirm who works where"), words, count, url, begun=begun)


def circular_steps(user: User, edition: Edition) -> Iterator[Step]:
    circulars = list(edition.circulars.defer("original", "body"))
    if not circulars:
        url = reverse("notifications:circular_new", args=[edition.slug])
        yield Step(_("Compose the circular"), _("Nothing has been sent to the provinces yet"), url)
    for circular in circulars:
        yield from _circular_step(circular, user, edition)
    for correction in amending.waiting_for(user, edition):
        heading = _("Correction of circular {number}").format(number=correction.circular.number)
        url = reverse("notifications:circular_correct", args=[edition.slug, correction.circular_id])
        yield Step(heading, _("Waits for your approval as the second person"), url, "warn")
    yield _silent_provinces(edition)


def _circular_step(circular: Circular, user: User, edition: Edition) -> Iterator[Step]:
    url = reverse("notifications:circular", args=[edition.slug, circular.pk])
    heading = _("Circular {number}").format(number=circular.number)
    if circular.status == Circular.Status.CHECKED and circular.prepared_by_id != user.pk:
        yield Step(heading, _("Waits for your approval as the second person"), url, "warn")
    elif circular.status in (Circular.Status.DRAFT, Circular.Status.APPROVED):
        yield Step(heading, circular.get_status_display(), url)


def _silent_provinces(edition: Edition) -> Step:
    released = (Circular.Status.RELEASING, Circular.Status.RELEASED)
    sent = edition.circulars.filter(status__in=released).only("pk")
    count = sum(
        circular.recipients.provinces().filter(acknowledgement=None).count() for circular in sent
    )
    words = ngettext("{count} has not acknowledged", "{count} have not acknowledged", count)
    url = reverse("notifications:province_list", args=[edition.slug])
    return counted(_("Follow the provinces"), words, count, url, begun=bool(sent))


def province_steps(user: User, edition: Edition) -> Iterator[Step]:
    provinces = {appointment.province for appointment in _provincial(user)}
    unanswered = Recipient.objects.provinces().filter(
        circular__edition=edition, circular__status__in=Circular.OUT, acknowledgement=None
    )
    for copy in unanswered.filter(province__in=provinces).select_related("circular", "province"):
        heading = _("The letter to {province} awaits acknowledgement")
        words = _("Letter {number}: open it and acknowledge it").format(number=copy.circular)
        url = links.path_of(copy)
        yield Step(heading.format(province=copy.province.name), words, url, "warn")
    for copy in acknowledgements.reopened(edition, provinces):
        heading = _("The letter to {province} was corrected").format(province=copy.province.name)
        words = _("Letter {number}: open it and acknowledge the correction")
        url = links.path_of(copy)
        yield Step(heading, words.format(number=copy.circular.number), url, "warn")
    for province in provinces:
        url = reverse("notifications:province", args=[edition.slug, province.code])
        heading = _("{province}: how far our organisations are").format(province=province.name)
        yield Step(heading, _("The circular, who registered, who submitted"), url)


def _provincial(user: User):
    return user.appointments.current().exclude(province=None).select_related("province")


def screening_steps(user: User, edition: Edition) -> Iterator[Step]:
    entries = Entry.objects.in_edition(edition)
    count = entries.awaiting_screening().count()
    begun = entries.exclude(submissions=None).exists()
    words = ngettext("{count} entry waits", "{count} entries wait", count)
    url = reverse("submissions:screening_list", args=[edition.slug])
    yield counted(_("Screen entries"), words, count, url, begun=begun)


def extension_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Proposals of one's own wait for somebody else."""
    waiting = edition.extensions.waiting()
    count = waiting.exclude(Q(entry=None) & Q(requested_by=user)).count()
    words = ngettext("{count} request waits", "{count} requests wait", count)
    url = reverse("submissions:extension_queue", args=[edition.slug])
    begun = edition.extensions.exists()
    yield counted(_("Decide about more time"), words, count, url, begun=begun)


def people_steps(user: User, edition: Edition) -> Iterator[Step]:
    resets = SecondFactorReset.objects.open(clock.now()).exclude(user=user)
    count = resets.exclude(requested_by=user).count()
    words = ngettext("{count} request waits", "{count} requests wait", count)
    url = reverse("accounts:person_list")
    if count:
        yield counted(_("Lost second proofs"), words, count, url, begun=True)
    yield Step(_("People and their roles"), _("Appoint, end, disable"), url)


def clock_steps(user: User, edition: Edition) -> Iterator[Step]:
    yield Step(
        _("Move the clock of the demonstration"),
        _("Jump to the deadline, to the judging, to the result"),
        reverse("demonstration:clock"),
    )


HOMES = [
    (P.CLAIM_LAO, affiliation_steps),
    (P.WRITE_ENTRY, entry_steps),
    (P.APPROVE_CIRCULAR, circular_steps),
    (P.SEE_PROVINCE, province_steps),
    (P.VERIFY_CLAIM, claim_steps),
    (P.SCREEN_ENTRY, screening_steps),
    (P.EXTEND_DEADLINE, extension_steps),
    (P.MANAGE_JUDGING, judging_steps),
    (P.REOPEN_SHEET, reopening_steps),
    (P.SCORE_ENTRY, judge_steps),
    (P.MANAGE_PEOPLE, people_steps),
    (P.SET_CLOCK, clock_steps),
]
