"""The home page of those who judge and of those who manage the judging: what waits, by round."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.conflicts import declaring
from judging.models import Amendment, Appeal, Inquiry, Judge, Ranking, Reopening, Round, Sheet
from judging.rounds.window import why_over
from judging.sheets import reopening

from . import clock
from .accounts.models import User
from .editions.models import Edition
from .home_steps import Step, counted


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
    prepared = _prepared(edition)
    waiting = prepared.awaiting_a_second_person().exclude(prepared_by=user).defer("matrix")
    for ranking in waiting.select_related("round__edition"):
        words = _("Wait for your release as the second person")
        yield Step(_("Results"), words, _judging_page("ranking", ranking.round), "warn")
    upheld = Appeal.objects.to_correct().filter(ranking__round__edition=edition)
    owing = edition.rounds.filter(rankings__appeals__in=upheld)
    for round_ in owing.exclude(pk__in=prepared.values("round")).distinct():
        words = _("An appeal is upheld, and the result is not corrected yet")
        url = _judging_page("ranking", round_)
        yield Step(_("Correct the published result"), words, url, "warn")


def _prepared(edition: Edition) -> QuerySet[Ranking]:
    """Results and corrections that wait for their release."""
    return Ranking.objects.newest().filter(round__edition=edition, released_at=None)


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
    signed = own.to_publish().exclude(ranking__round__in=_prepared(edition).values("round"))
    last = signed.select_related("ranking__round__edition").defer("ranking__matrix").last()
    if last:
        url = _judging_page("ranking", last.ranking.round)
        yield Step(heading, _("Signed anew: prepare the correction of the result"), url, "warn")


def reopening_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Signed sheets that judges ask to change, where the person may answer."""
    for round_ in _rounds_under_way(edition):
        if why_over(round_, clock.now()) or not reopening.presides(user, round_):
            continue
        asked = Reopening.objects.filter(sheet__in=reopening.signed_for(user, round_))
        count = asked.filter(answered_at=None).count()
        if count:
            words = ngettext(
                "{count} signed sheet is to be changed", "{count} signed sheets are to be changed",
                count,
            )  # fmt: skip
            url = _judging_page("signed_sheets", round_)
            yield counted(_("Answer judges who ask for their sheet"), words, count, url, begun=True)


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
