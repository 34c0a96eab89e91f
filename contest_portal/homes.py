"""What each role does next, for its home page: the most pressing thing first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.models import Ranking, Sheet
from notifications.models import Circular
from submissions.models import Entry, Status

from .accounts.models import Membership, SecondFactorReset, User
from .accounts.roles import Permission
from .editions.models import Edition

P = Permission


@dataclass(frozen=True)
class Step:
    """`kind` is a status chip's kind; `words` say how much waits."""

    heading: str
    words: str
    url: str
    kind: str = "info"

    @property
    def chip(self) -> str:
        return {"warn": _("Waits for you"), "done": _("In order"), "info": _("Next")}[self.kind]


def steps_for(user: User, edition: Edition) -> list[Step]:
    """Steps of all the person's roles; those that wait for somebody come first."""
    found = [
        step for permission, steps in HOMES if user.may(permission) for step in steps(user, edition)
    ]
    return sorted(found, key=lambda step: step.kind == "done")


def lao_steps(user: User, edition: Edition) -> Iterator[Step]:
    entries = list(Entry.objects.writable_by(user).in_edition(edition))
    url = reverse("submissions:entry_list", args=[edition.slug])
    if user.memberships.awaiting().exists():
        yield Step(
            _("Your affiliation is being confirmed"),
            _("You may write already. Submitting opens when an officer has confirmed it."),
            url,
            "warn",
        )
    if not entries:
        new = reverse("submissions:entry_new", args=[edition.slug])
        yield Step(_("Start an entry"), _("Three short parts and one PDF"), new)
    for entry in entries:
        yield _entry_step(entry, edition)


def _entry_step(entry: Entry, edition: Edition) -> Step:
    url = reverse("submissions:entry", args=[edition.slug, entry.pk])
    heading = _("Entry {number}").format(number=entry.number)
    kinds = {Status.DRAFT: "info", Status.RETURNED: "warn"}
    return Step(heading, entry.get_status_display(), url, kinds.get(Status(entry.status), "done"))


def newcomer_steps(user: User, edition: Edition) -> Iterator[Step]:
    only_role = len(user.roles) == 1
    if only_role:
        yield Step(
            _("Find the organisation you work for"),
            _("By name, district or code. Then an officer confirms that you work there."),
            reverse("accounts:lao_search"),
        )


def claim_steps(user: User, edition: Edition) -> Iterator[Step]:
    count = Membership.objects.awaiting().decidable_by(user).count()
    words = ngettext("{count} person is waiting", "{count} people are waiting", count)
    yield _counted(_("Confirm who works where"), words, count, reverse("accounts:claim_list"))


def circular_steps(user: User, edition: Edition) -> Iterator[Step]:
    circulars = list(edition.circulars.defer("original", "body"))
    if not circulars:
        url = reverse("notifications:circular_new", args=[edition.slug])
        yield Step(_("Compose the circular"), _("Nothing has been sent to the provinces yet"), url)
    for circular in circulars:
        yield from _circular_step(circular, user, edition)
    yield _silent_provinces(edition)


def _circular_step(circular: Circular, user: User, edition: Edition) -> Iterator[Step]:
    url = reverse("notifications:circular", args=[edition.slug, circular.pk])
    heading = _("Circular {number}").format(number=circular.number)
    if circular.status == Circular.Status.CHECKED and circular.prepared_by_id != user.pk:
        yield Step(heading, _("Waits for your approval as the second person"), url, "warn")
    elif circular.status in (Circular.Status.DRAFT, Circular.Status.APPROVED):
        yield Step(heading, circular.get_status_display(), url)


def _silent_provinces(edition: Edition) -> Step:
    sent = (Circular.Status.RELEASING, Circular.Status.RELEASED)
    count = sum(
        circular.recipients.filter(acknowledgement=None).count()
        for circular in edition.circulars.filter(status__in=sent).only("pk")
    )
    words = ngettext("{count} has not acknowledged", "{count} have not acknowledged", count)
    url = reverse("notifications:province_list", args=[edition.slug])
    return _counted(_("Follow the provinces"), words, count, url)


def province_steps(user: User, edition: Edition) -> Iterator[Step]:
    for province in {appointment.province for appointment in _provincial(user)}:
        url = reverse("notifications:province", args=[edition.slug, province.code])
        heading = _("{province}: how far our organisations are").format(province=province.name)
        yield Step(heading, _("The circular, who registered, who submitted"), url)


def _provincial(user: User):
    return user.appointments.current().exclude(province=None).select_related("province")


def screening_steps(user: User, edition: Edition) -> Iterator[Step]:
    count = Entry.objects.in_edition(edition).awaiting_screening().count()
    words = ngettext("{count} entry waits", "{count} entries wait", count)
    url = reverse("submissions:screening_list", args=[edition.slug])
    yield _counted(_("Screen entries"), words, count, url)


def extension_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Proposals of one's own wait for somebody else."""
    waiting = edition.extensions.waiting()
    count = waiting.exclude(Q(entry=None) & Q(requested_by=user)).count()
    words = ngettext("{count} request waits", "{count} requests wait", count)
    url = reverse("submissions:extension_queue", args=[edition.slug])
    yield _counted(_("Decide about more time"), words, count, url)


def judging_steps(user: User, edition: Edition) -> Iterator[Step]:
    sheets = Sheet.objects.filter(
        assignment__judge__round__edition=edition, assignment__ended_at=None, signed_at=None
    )
    words = ngettext("{count} sheet is unsigned", "{count} sheets are unsigned", sheets.count())
    url = reverse("judging:panel", args=[edition.slug])
    yield _counted(_("Follow the judging"), words, sheets.count(), url)
    proposed = Ranking.objects.filter(round__edition=edition, released_at=None)
    if proposed.exclude(prepared_by=user).exists():
        ranking = reverse("judging:ranking", args=[edition.slug])
        yield Step(_("Results"), _("Wait for your release as the second person"), ranking, "warn")


def judge_steps(user: User, edition: Edition) -> Iterator[Step]:
    count = Sheet.objects.visible_to(user).filter(signed_at=None).count()
    words = ngettext("{count} sheet to sign", "{count} sheets to sign", count)
    yield _counted(_("Score entries"), words, count, reverse("judging:desk", args=[edition.slug]))


def people_steps(user: User, edition: Edition) -> Iterator[Step]:
    resets = SecondFactorReset.objects.open().exclude(user=user).exclude(requested_by=user)
    count = resets.count()
    words = ngettext("{count} request waits", "{count} requests wait", count)
    url = reverse("accounts:person_list")
    if count:
        yield _counted(_("Lost second proofs"), words, count, url)
    yield Step(_("People and their roles"), _("Appoint, end, disable"), url)


def clock_steps(user: User, edition: Edition) -> Iterator[Step]:
    yield Step(
        _("Move the clock of the demonstration"),
        _("Jump to the deadline, to the judging, to the result"),
        reverse("demonstration:clock"),
    )


def _counted(heading: str, words: str, count: int, url: str) -> Step:
    return Step(heading, words.format(count=count), url, "warn" if count else "done")


HOMES = [
    (P.WRITE_ENTRY, lao_steps),
    (P.CLAIM_LAO, newcomer_steps),
    (P.APPROVE_CIRCULAR, circular_steps),
    (P.SEE_PROVINCE, province_steps),
    (P.VERIFY_CLAIM, claim_steps),
    (P.SCREEN_ENTRY, screening_steps),
    (P.EXTEND_DEADLINE, extension_steps),
    (P.MANAGE_JUDGING, judging_steps),
    (P.SCORE_ENTRY, judge_steps),
    (P.MANAGE_PEOPLE, people_steps),
    (P.SET_CLOCK, clock_steps),
]
