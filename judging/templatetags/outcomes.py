"""Template tags about what came of an entry."""

from django import template

from judging import feedback, outcomes
from judging.models import Decision
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
def award_cause(decision: Decision) -> str:
    """Why the award is not the one that the place alone would give."""
    return outcomes.cause_in_words(decision)
