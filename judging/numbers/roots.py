"""Square roots to fifty digits: the only step at which exact numbers stop being rational."""

from decimal import Context, Decimal
from fractions import Fraction

DIGITS = 50


def square_root(value: Fraction) -> Decimal:
    """The root of a value >= 0, correct to about fifty significant digits."""
    context = Context(prec=DIGITS)
    return context.sqrt(context.divide(Decimal(value.numerator), Decimal(value.denominator)))
