"""Template tags about what came of an entry."""

from django import template
from django.utils.translation import gettext as _

from contest_portal import clock
from contest_portal.accounts.models import User
from judging.models import Certificate, Decision
from judging.results import appeals, certificates, feedback, outcomes
from submissions.models import Entry

register = template.Library()


@register.simple_tag
def published_outcome(entry: Entry) -> str:
    """The entry's rank and award in words; "" before the release, and for entries not judged."""
    decision = outcomes.published([entry]).get(entry.pk)
    return outcomes.in_words(decision) if decision else ""


@register.simple_tag
def own_feedback(entry: Entry) -> feedback.Feedback | None:
    """What its members are told about their entry; None where nothing is."""
    return feedback.told(entry)


@register.simple_tag
def appeal_link(entry: Entry, user: User) -> str:
    """What the link to the appeal says; "" where there is none and none can be written."""
    ranking = appeals.result_of(entry)
    appeal = appeals.appeal_of(entry, ranking) if ranking else None
    if appeal and appeal.filed_at:
        words = _("Appeal %(number)s: %(state)s")
        return words % {"number": appeal.number, "state": appeal.get_verdict_display()}
    if appeals.why_not_write(entry, by=user, at=clock.now()):
        return ""
    return _("Appeal against the result")


@register.simple_tag
def own_certificate(entry: Entry) -> Certificate | None:
    return certificates.standing_of(entry)


@register.simple_tag
def award_cause(decision: Decision) -> str:
    """Why the award is not the one that the place alone would give."""
    return outcomes.cause_in_words(decision)
