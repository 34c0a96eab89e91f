"""Whether the rules of a table make sense, and whether a change of them keeps given answers."""

from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField

from .number import wrong_range

MOST_COLUMNS = 6
MOST_ROWS = 30
NUMBER_RULES = ("min", "max", "decimals")


def most_rows(rules: dict) -> int:
    return len(rules.get("rows", [])) or rules.get("most_rows", 10)


def wrong(rules: dict) -> str:
    """Why the rules do not make sense, in words for the organiser; ""."""
    checks = (_wrong_columns, _wrong_rows, _wrong_references)
    return next(filter(None, (check(rules) for check in checks)), "")


def _wrong_columns(rules: dict) -> str:
    columns = rules.get("columns", [])
    if not 1 <= len(columns) <= MOST_COLUMNS:
        return _("A table has from 1 to %(most)s columns.") % {"most": MOST_COLUMNS}
    if _repeats(columns):
        return _("Two columns have the same key.")
    for column in columns:
        if column.get("type") not in ("text", "number"):
            return _("A column holds text or numbers.")
        if found := wrong_range({name: column[name] for name in NUMBER_RULES if name in column}):
            return found
    return ""


def _wrong_rows(rules: dict) -> str:
    if not isinstance(most_rows(rules), int) or not 1 <= most_rows(rules) <= MOST_ROWS:
        return _("A table has from 1 to %(most)s rows.") % {"most": MOST_ROWS}
    return _("Two rows have the same key.") if _repeats(rules.get("rows", [])) else ""


def _wrong_references(rules: dict) -> str:
    columns = {column["key"] for column in rules["columns"]}
    rows = {row["key"] for row in rules.get("rows", [])}
    named = {column["goes_with"] for column in rules["columns"] if column.get("goes_with")}
    named |= {key for pair in rules.get("compare", []) for key in pair}
    places = [place.rpartition(".") for place in rules.get("means", {})]
    named |= {column for _row, _point, column in places}
    if named - columns or {row for row, _point, _column in places if row} - rows:
        return _("The rules name a row or a column that the table does not have.")
    unknown = set(rules.get("means", {}).values()) - set(FormField.Means.values)
    return _("The table says that it means something unknown.") if unknown else ""


def _repeats(named: list[dict]) -> bool:
    return len({each["key"] for each in named}) < len(named)


def breaks(before: dict, after: dict) -> str:
    """Why given answers could not be read by the changed rules; "" where they could."""
    if bool(before.get("rows")) != bool(after.get("rows")):
        return _("Rows that are given and rows that are counted cannot be exchanged.")
    kept = {(column["key"], column["type"]) for column in after.get("columns", [])}
    if {(column["key"], column["type"]) for column in before.get("columns", [])} - kept:
        return _("Columns that have answers cannot be taken out or hold something else.")
    rows = {row["key"] for row in after.get("rows", [])}
    if {row["key"] for row in before.get("rows", [])} - rows:
        return _("Rows that have answers cannot be taken out.")
    return ""
