"""Template filters about versions of answers."""

from collections.abc import Mapping
from uuid import UUID

from django import template

register = template.Library()


@register.filter
def version_of(present: Mapping[UUID, int], question: UUID) -> int:
    """The version of an answer that counts now; 0 where it was never given."""
    return present.get(question, 0)
