"""What each role does next, for its home page: the most pressing thing first."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.conflicts import declaring
from judging.models import Amendment, Appeal, Inquiry, Judge, Ranking, Round, Sheet
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


def judging_steps(user: User, edition: Edition) -> Iterator[Step]:
    """About every round that is under way, as the pages that they lead to; then about results."""
    rounds = _rounds_under_way(edition)
    if not rounds:
        url = reverse("judging:panel", args=[edition.slug])
        begun = Sheet.objects.in_edition(edition).counted().exists()
        yield counted(_("Follow the judging"), "", 0, url, begun=begun)
    for round_ in rounds:
        yield from _round_steps(round_, several=len(rounds) > 1)
    yield from _appeal_steps(user, edition)
    yield from _inquiry_steps(user, edition)
    yield from _amendment_steps(user, edition)
    yield from _release_steps(user, edition)


def _rounds_under_way(edition: Edition) -> list[Round]:
    """Opened, and neither published nor decided who goes on."""
    opened = edition.rounds.for_pages().filter(opens_at__lte=clock.now(), passages=None)
    return [round_ for round_ in opened if not round_.is_released]


def _round_steps(round_: Round, *, several: bool) -> Iterator[Step]:
    sheets = Sheet.objects.in_round(round_)
    count = sheets.awaited().count()
    words = ngettext("{count} sheet is unsigned", "{count} sheets are unsigned", count)
    signed = sheets.counted().exists()
    heading = _("Follow the judging: {round}") if several else _("Follow the judging")
    url = _judging_page("panel", round_)
    yield counted(heading.format(round=round_), words, count, url, begun=signed)
    if signed and not count:
        yield from _what_follows(round_, several=several)


def _judging_page(name: str, round_: Round) -> str:
    return reverse(f"judging:{name}", args=[round_.edition.slug]) + round_.query


def _what_follows(round_: Round, *, several: bool) -> Iterator[Step]:
    """Every sheet is signed: which entries go on is decided, or the ranking worked out."""
    words = _("Every sheet of {round} is signed") if several else _("Every sheet is signed")
    words = words.format(round=round_)
    if round_.kind == Round.Kind.QUALIFYING or round_.fed.exists():
        url = _judging_page("passage", round_)
        yield Step(_("Decide which entries go on"), words, url, "warn")
    elif not round_.rankings.exists():
        yield Step(_("Work out the ranking"), words, _judging_page("ranking", round_), "warn")


def _release_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Results and corrections that another prepared, and upheld appeals without a correction."""
    newest = Ranking.objects.newest().filter(round__edition=edition)
    waiting = newest.awaiting_a_second_person().exclude(prepared_by=user).defer("matrix")
    for ranking in waiting.select_related("round__edition"):
        words = _("Wait for your release as the second person")
        yield Step(_("Results"), words, _judging_page("ranking", ranking.round), "warn")
    upheld = Appeal.objects.to_correct().filter(ranking__round__edition=edition)
    prepared = newest.filter(released_at=None).values("round")
    owing = edition.rounds.filter(rankings__appeals__in=upheld).exclude(pk__in=prepared)
    for round_ in owing.distinct():
        words = _("An appeal is upheld, and the result is not corrected yet")
        url = _judging_page("ranking", round_)
        yield Step(_("Correct the published result"), words, url, "warn")


def _appeal_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Who prepared the result does not answer."""
    waiting = Appeal.objects.waiting().filter(entry__edition=edition)
    count = waiting.exclude(ranking__prepared_by=user).count()
    words = ngettext("{count} appeal waits", "{count} appeals wait", count)
    url = reverse("judging:appeal_list", args=[edition.slug])
    if count:
        yield counted(_("Answer appeals"), words, count, url, begun=True)


def _inquiry_steps(user: User, edition: Edition) -> Iterator[Step]:
    """To the round whose question has waited longest."""
    readable = Inquiry.objects.readable_by(user).waiting()
    waiting = readable.filter(sheet__assignment__judge__round__edition=edition)
    count = waiting.count()
    if count:
        words = ngettext(
            "{count} question of a judge waits for an answer",
            "{count} questions of judges wait for an answer",
            count,
        )
        round_ = waiting.for_reading()[0].sheet.assignment.judge.round
        url = reverse("judging:inquiry_list", args=[edition.slug]) + round_.query
        yield counted(_("Answer judges' questions"), words, count, url, begun=True)


def _amendment_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Corrections of marks: those that others proposed, then those that judges have signed."""
    heading = _("Correct signed marks")
    own = Amendment.objects.filter(sheet__assignment__judge__round__edition=edition)
    for each in own.readable_by(user).proposed().exclude(proposed_by=user).only("pk"):
        url = reverse("judging:amendment", args=[edition.slug, each.pk])
        yield Step(heading, _("Waits for your approval as the second person"), url, "warn")
    newest = Ranking.objects.newest().filter(round__edition=edition)
    prepared = newest.filter(released_at=None).values("round")
    signed = own.to_publish().exclude(ranking__round__in=prepared)
    last = signed.select_related("ranking__round__edition").defer("ranking__matrix").last()
    if last:
        url = _judging_page("ranking", last.ranking.round)
        yield Step(heading, _("Signed anew: prepare the correction of the result"), url, "warn")


def judge_steps(user: User, edition: Edition) -> Iterator[Step]:
    invited = Judge.objects.current().filter(user=user, round__edition=edition)
    if invited.filter(accepted_at=None, declined_at=None).exists():
        url = reverse("judging:invitation", args=[edition.slug])
        yield Step(_("You are invited to judge"), _("Accept or decline"), url, "warn")
    for judge in invited.filter(declared_at=None).select_related("round__edition"):
        if declaring.is_owed(judge, clock.now()):
            words = _("Go through the list before you are given any sheet")
            url = _judging_page("declaration", judge.round)
            yield Step(_("Say with which entries you have an interest"), words, url, "warn")
    opened = Amendment.objects.open_to(user)
    for each in opened.filter(sheet__assignment__judge__round__edition=edition).only("sheet"):
        url = reverse("judging:sheet_amend", args=[edition.slug, each.sheet_id])
        yield Step(_("Correct signed marks"), _("Mark and sign anew"), url, "warn")
    sheets = Sheet.objects.in_edition(edition).visible_to(user)
    count = sheets.unsigned().count()
    words = ngettext("{count} sheet to sign", "{count} sheets to sign", count)
    url = reverse("judging:desk", args=[edition.slug])
    yield counted(_("Score entries"), words, count, url, begun=sheets.exists())


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
    (P.SCORE_ENTRY, judge_steps),
    (P.MANAGE_PEOPLE, people_steps),
    (P.SET_CLOCK, clock_steps),
]
