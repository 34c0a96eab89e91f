"""A judge is invited, reminded, or declines; those whose entries were judged hear of results."""

from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from contest_portal.accounts.models import Membership, User
from contest_portal.thai.bangkok import calendar_day
from judging.judges.invitations import judge_declined, judge_invited
from judging.judges.reminding import Debt, judges_reminded
from judging.models import Amendment, Inquiry, Judge, Ranking, Reopening, Round
from judging.results.certificates import certificates_issued
from judging.results.embargo import release_held
from judging.results.releasing import entrants, results_published
from judging.sheets.amending import amendment_opened, amendment_proposed
from judging.sheets.inquiring import inquiry_answered, inquiry_asked
from judging.sheets.reopening import reopening_answered, reopening_asked
from notifications.mailing.owing import address_of, owe, owe_all


@receiver(judge_invited)
def tell_judge(sender, judge: Judge, **rest):
    edition = judge.round.edition
    context = {
        "judge": judge,
        "round": judge.round,
        "url": address_of("judging:invitation", edition.slug),
    }
    occasion = f"judge_invited:{judge.pk}:{judge.invited_at.isoformat()}"
    owe("judge_invited", occasion, judge.user, edition, context)


@receiver(judge_declined)
def tell_who_invited(sender, judge: Judge, **rest):
    """Invitations of earlier versions do not know whom to tell."""
    if judge.invited_by is None:
        return
    edition = judge.round.edition
    context = {
        "judge": judge,
        "round": judge.round,
        "url": address_of("judging:panel", edition.slug),
    }
    occasion = f"judge_declined:{judge.pk}:{judge.invited_at.isoformat()}"
    owe("judge_declined", occasion, judge.invited_by, edition, context)


@receiver(judges_reminded)
def tell_who_owes(sender, round_: Round, debts: list[Debt], at: datetime, **rest):
    """One mail a judge and day, whoever asks for it."""
    edition = round_.edition
    for debt in debts:
        context = {
            "round": round_,
            "unsigned": debt.unsigned,
            "url": address_of("judging:desk", edition.slug),
        }
        occasion = f"judge_reminder:{debt.judge.pk}:{calendar_day(at)}"
        owe("judge_reminder", occasion, debt.judge.user, edition, context)


@receiver(reopening_asked)
def tell_who_can_open(sender, reopening: Reopening, people: list[User], **rest):
    judge = reopening.sheet.assignment.judge
    edition = judge.round.edition
    context = {
        "judge": judge.user,
        "round": judge.round,
        "url": address_of("judging:signed_sheets", edition.slug) + judge.round.query,
    }
    occasion = f"reopening_asked:{reopening.pk}"
    for person in people:
        owe("reopening_asked", occasion, person, edition, context)


@receiver(reopening_answered)
def tell_whose_sheet_it_is(sender, reopening: Reopening, judge: Judge, **rest):
    edition = judge.round.edition
    context = {
        "reopening": reopening,
        "opened": reopening.answer == Reopening.Answer.OPENED,
        "url": address_of("judging:sheet", edition.slug, reopening.sheet_id),
    }
    occasion = f"reopening_answered:{reopening.pk}"
    owe("reopening_answered", occasion, judge.user, edition, context)


@receiver(amendment_proposed)
def tell_who_can_agree(sender, amendment: Amendment, people: list[User], **rest):
    round_ = amendment.sheet.assignment.judge.round
    edition = round_.edition
    context = {
        "round": round_,
        "url": address_of("judging:amendment", edition.slug, amendment.pk),
    }
    occasion = f"amendment_proposed:{amendment.pk}"
    for person in people:
        owe("amendment_proposed", occasion, person, edition, context)


@receiver(amendment_opened)
def tell_who_signs_anew(sender, amendment: Amendment, judge: Judge, **rest):
    """The entry is not named: a conflict may hide it before the mail is read."""
    edition = judge.round.edition
    context = {
        "round": judge.round,
        "url": address_of("judging:sheet_amend", edition.slug, amendment.sheet_id),
    }
    owe("amendment_opened", f"amendment_opened:{amendment.pk}", judge.user, edition, context)


@receiver(inquiry_asked)
def tell_who_can_answer(sender, inquiry: Inquiry, people: list[User], **rest):
    judge = inquiry.sheet.assignment.judge
    edition = judge.round.edition
    context = {
        "judge": judge.user,
        "round": judge.round,
        "url": address_of("judging:inquiry", edition.slug, inquiry.pk),
    }
    occasion = f"inquiry_asked:{inquiry.pk}"
    for person in people:
        owe("inquiry_asked", occasion, person, edition, context)


@receiver(inquiry_answered)
def tell_who_asked(sender, inquiry: Inquiry, judge: Judge, **rest):
    """Where the answer stands, not the answer: a conflict may hide the entry before it is read."""
    edition = judge.round.edition
    context = {
        "round": judge.round,
        "url": address_of("judging:sheet_ask", edition.slug, inquiry.sheet_id),
    }
    owe("inquiry_answered", f"inquiry_answered:{inquiry.pk}", judge.user, edition, context)


@receiver(results_published)
def tell_entrants(sender, ranking: Ranking, **rest):
    edition = ranking.round.edition
    context = {"ranking": ranking, "url": address_of("results:results", edition.slug)}
    letter = "results_corrected" if ranking.corrects_id else "results_published"
    owe_all(letter, f"results:{ranking.pk}", entrants(ranking.round), edition, context)


@receiver(certificates_issued)
def tell_who_is_certified(sender, ranking: Ranking, entries: list[UUID], **rest):
    """Once a person and result, whichever of their entries have one."""
    edition = ranking.round.edition
    memberships = Membership.objects.verified().filter(lao__entries__in=entries)
    people = User.objects.filter(is_active=True, pk__in=memberships.values("user"))
    context = {"url": address_of("submissions:entry_list", edition.slug)}
    owe_all("certificate_issued", f"certificates:{ranking.pk}", people, edition, context)


@receiver(release_held)
def tell_who_set_the_release(sender, ranking: Ranking, reason: str, **rest):
    """Both persons: who prepared it and who approved it."""
    edition = ranking.round.edition
    context = {
        "ranking": ranking,
        "reason": reason,
        "url": address_of("judging:ranking", edition.slug) + ranking.round.query,
    }
    occasion = f"release_held:{ranking.pk}:{ranking.publish_at.isoformat()}"
    for person in (ranking.prepared_by, ranking.approved_by):
        owe("release_held", occasion, person, edition, context)
