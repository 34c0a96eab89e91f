"""Questions of every type, and what somebody typed into each."""

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.editions.models import FormField, FormSection
from tests.factories import make_field, make_user

T = FormField.Type
CHOICES = [{"key": "a", "words_th": "ก"}, {"key": "b", "words_th": "ข"}]
STEPS = {
    "row_th": "ขั้นที่", "most_rows": 5,
    "columns": [
        {"key": "before", "type": "text", "words_th": "เดิม", "unit_th": "ขั้นตอน"},
        {"key": "old", "type": "number", "words_th": "นาที", "unit_th": "นาที",
         "goes_with": "before"},
        {"key": "after", "type": "text", "words_th": "ตอนนี้"},
        {"key": "new", "type": "number", "words_th": "นาที", "unit_th": "นาที",
         "goes_with": "after"},
    ],
    "compare": [["before", "after"], ["old", "new"]],
    "means": {"before": "steps_before", "old": "minutes_before", "new": "minutes_after"},
}  # fmt: skip
NAMED_ROWS = {
    "rows": [{"key": "steps", "words_th": "ขั้นตอน"}, {"key": "minutes", "words_th": "นาที"}],
    "columns": [
        {"key": "old", "type": "number", "words_th": "ก่อน"},
        {"key": "new", "type": "number", "words_th": "หลัง"},
    ],
    "compare": [["old", "new"]], "means": {"steps.old": "steps_before"},
}  # fmt: skip
EVERY_TYPE = {
    "text": {"type": T.TEXT, "budget": 40},
    "long_text": {"type": T.LONG_TEXT, "budget": 40},
    "number": {"type": T.NUMBER, "rules": {"unit_th": "คน", "max": 9000, "decimals": 1}},
    "date": {"type": T.DATE},
    "month": {"type": T.DATE, "rules": {"precision": "month"}},
    "choice": {"type": T.CHOICE, "choices": CHOICES, "rules": {"other": True}},
    "many": {"type": T.MANY_CHOICES, "choices": CHOICES, "rules": {"other": True, "most": 2}},
    "table": {"type": T.TABLE, "rules": STEPS},
    "named": {"type": T.TABLE, "rules": NAMED_ROWS},
    "url": {"type": T.URL},
}


def make_question(section: FormSection, name: str, **facts) -> FormField:
    return make_field(section, **{"key": name, **EVERY_TYPE[name], **facts})


def make_organiser() -> User:
    return make_user(role=Role.ORGANISER)
