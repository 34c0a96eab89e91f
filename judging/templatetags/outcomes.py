"""Template tags about what came of an entry."""

from django import template

from judging import outcomes
from submissions.models import Entry

register = template.Library()


@register.simple_tag
def published_outcome(entry: Entry) -> str:
    """The entry's rank and award in words; "" before the release, and for entries not judged."""
    decision = outcomes.published([entry]).get(entry.pk)
    return outcomes.in_words(decision) if decision else ""
