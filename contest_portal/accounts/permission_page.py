"""docs/permissions.md: the permission table of roles.py, for a reader who reads no code."""

from django.utils import translation
from django.utils.translation import gettext

from .roles import NEED_SECOND_FACTOR, TABLE, Permission, Role

HEADING = """\
# สิทธิของแต่ละบทบาท · What each role may do

หน้านี้สร้างจาก `contest_portal/accounts/roles.py` ด้วยคำสั่ง `./portal manage write_permissions`
This page is written from `contest_portal/accounts/roles.py` by `./portal manage write_permissions`.
"""
NOTES = """\
ตารางบอกว่าบทบาทหนึ่งทำงานชนิดใดได้ ส่วนชิ้นงานใดเป็นของใครนั้น แต่ละคนเห็นเฉพาะของตน
เช่น อปท. ของตน จังหวัดของตน ผลงานที่ได้รับมอบ งานที่ต้องมีคนที่สอง (อนุมัติหนังสือเวียน ประกาศผล
ขยายเวลาให้มากกว่าหนึ่งผลงาน ล้างการยืนยันตัวตน) ผู้จัดทำทำเองไม่ได้

The table says what kind of thing a role may do. Which things are theirs is another question: people
see those of their own LAO, of their own province, or assigned to them. What needs a second person
(approving a circular, releasing results, more time for more than one entry, resetting a second
factor) is never done by the person who prepared it.
"""


def written() -> str:
    return "\n".join([HEADING, *_legend(), "", *_table(), "", NOTES])


def _legend() -> list[str]:
    """Roles by their number in the table, and who needs a second factor."""
    lines = ["| | บทบาท · Role | ยืนยันตัวตนสองขั้น · Second factor |", "|---|---|:---:|"]
    for number, role in enumerate(Role, start=1):
        needs = "●" if role in NEED_SECOND_FACTOR else ""
        lines.append(f"| {number} | {_both(_label(role))} | {needs} |")
    return lines


def _table() -> list[str]:
    numbers = [str(number) for number, _role in enumerate(Role, start=1)]
    head = ["สิทธิ · Permission", *numbers]
    rows = [[_both(permission.value), *_marks(permission)] for permission in Permission]
    rule = ["---", *(":---:" for _number in numbers)]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def _marks(permission: Permission) -> list[str]:
    return ["●" if permission in TABLE[role] else "" for role in Role]


def _label(role: Role) -> str:
    """The English name, which is also what the catalogue knows it by."""
    with translation.override("en"):
        return str(role.label)


def _both(english: str) -> str:
    with translation.override("th"):
        return f"{gettext(english)}<br>{english}"
