"""A number: exact, from 0 up unless the rules say otherwise, with a unit. Thai digits are read.

Rules: `unit_th`, `unit_en`, `min`, `max`, `decimals` (most digits after the point; any where it is
not given, 0 for whole numbers).
"""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField, in_language
from contest_portal.thai.numerals import to_arabic_digits

from .kind import Kind, Printed, Unclear, Value

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?")


class Number(Kind):
    rule_names = frozenset({"unit_th", "unit_en", "min", "max", "decimals"})
    template = "questions/number.html"

    def read(self, field: FormField, tidied: Value) -> str:
        """As "1284" or "12.5"; a unit typed after it is taken off."""
        if not tidied:
            return ""
        text = tidied
        for unit in filter(None, (field.rules.get("unit_th"), field.rules.get("unit_en"))):
            text = text.removesuffix(unit)
        return plain_number(text)

    def problem(self, field: FormField, value: Value) -> str:
        try:
            return number_problem(field.rules, self.read(field, value))
        except Unclear as unclear:
            return str(unclear)

    def meanings(self, field: FormField, value: Value) -> dict[str, Value]:
        return {} if self.problem(field, value) else super().meanings(field, value)

    def printed(self, field: FormField, value: Value) -> Printed:
        unit = unit_of(field.rules)
        return {"number": value, "unit": unit} if value and unit else value

    def words(self, printed: Printed) -> str:
        if isinstance(printed, dict):
            return f"{grouped(printed['number'])} {printed['unit']}"
        return grouped(printed)

    def shown(self, value: Value) -> str:
        return grouped(value)

    def widget(self, field: FormField, value: Value) -> forms.Widget:
        attrs = {"class": "in-s num", "inputmode": "decimal", "autocomplete": "off"}
        return forms.TextInput(attrs=attrs)

    def wrong_rules(self, field: FormField) -> str:
        return super().wrong_rules(field) or wrong_range(field.rules)


def plain_number(text: str) -> str:
    """The number that was typed, as it is stored. Raises Unclear."""
    digits = re.sub(r"[,\s]", "", to_arabic_digits(text))
    if not NUMBER.fullmatch(digits):
        raise Unclear(_("Write a number in digits, for example 45. At most 15 digits."))
    number = Decimal(digits).normalize()
    return f"{number if number else Decimal(0):f}"


def number_problem(rules: dict, value: str) -> str:
    """What the rules say against a number as it is stored, or against what is none."""
    if not value:
        return ""
    try:
        number = Decimal(plain_number(value))
    except Unclear as unclear:
        return str(unclear)
    return _out_of_range(rules, number) or _too_fine(rules, number)


def grouped(text: Value) -> str:
    """1,284; what is not a number stays as it is."""
    try:
        return f"{Decimal(text):,}" if NUMBER.fullmatch(text) else text
    except (InvalidOperation, TypeError):
        return str(text)


def unit_of(rules: dict) -> str:
    return in_language(rules.get("unit_th", ""), rules.get("unit_en", ""))


def wrong_range(rules: dict) -> str:
    try:
        least, most = (_decimal(rules.get(name)) for name in ("min", "max"))
    except InvalidOperation:
        return _("Write the least and the most as numbers.")
    if least is not None and most is not None and least > most:
        return _("The least is more than the most.")
    decimals = rules.get("decimals", 0)
    if not isinstance(decimals, int) or not 0 <= decimals <= 4:
        return _("Digits after the point: from 0 to 4.")
    return ""


def _decimal(rule: object) -> Decimal | None:
    return None if rule is None else Decimal(str(rule))


def _out_of_range(rules: dict, number: Decimal) -> str:
    least, most = _decimal(rules.get("min", 0)), _decimal(rules.get("max"))
    if least is not None and number < least:
        return _("Write a number from %(least)s up.") % {"least": f"{least:,}"}
    if most is not None and number > most:
        return _("Write a number that is at most %(most)s.") % {"most": f"{most:,}"}
    return ""


def _too_fine(rules: dict, number: Decimal) -> str:
    decimals = rules.get("decimals")
    if decimals is None or -int(number.as_tuple().exponent) <= decimals:
        return ""
    if decimals == 0:
        return _("Write a whole number, without a point.")
    return ngettext(
        "At most %(digits)s digit after the point.",
        "At most %(digits)s digits after the point.",
        decimals,
    ) % {"digits": decimals}
