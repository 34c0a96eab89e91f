"""How numbers of judging are written into pages and drawings."""

from decimal import Decimal
from fractions import Fraction

from django import template

from contest_portal.thai.counting import cut
from judging.numbers.scoring import half_up

register = template.Library()

LONGEST_NAME = 34


@register.filter
def short_number(value: Fraction) -> Decimal:
    """68.3"""
    return half_up(value, places=1)


@register.filter
def signed(value: Decimal) -> str:
    """+2.8 or −0.9, with a minus sign as wide as the plus."""
    return f"{value:+}".replace("-", "−")


@register.filter
def unlocalised(value: float) -> str:
    """A coordinate, with a point in every language."""
    return str(value)


@register.filter
def cut_name(title: str) -> str:
    """A title that fits beside a chart; the table below has it whole."""
    return cut(title, LONGEST_NAME)
