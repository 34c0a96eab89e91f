"""Addresses of the pages of one round, and why it has no entries."""

from django import template
from django.urls import reverse

from judging.models import Round
from judging.rounds import entries

register = template.Library()


@register.simple_tag
def round_url(round_: Round, name: str, *args: object) -> str:
    """The page's address, with the round in it where the edition has several."""
    return reverse(name, args=[round_.edition.slug, *args]) + round_.query


@register.simple_tag
def why_no_entries(round_: Round) -> str:
    return entries.why_none(round_)
