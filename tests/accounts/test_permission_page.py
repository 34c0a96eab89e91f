"""docs/permissions.md says what roles.py says."""

import re

from contest_portal.accounts.management.commands.write_permissions import PAGE
from contest_portal.accounts.permission_page import written
from contest_portal.accounts.roles import Permission, Role


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == written(), "./portal manage write_permissions"


def test_every_role_and_permission_stands_there_in_thai_and_english():
    page = written()

    lines = [line for line in page.splitlines() if "<br>" in line]
    assert len(lines) == len(Role) + len(Permission)
    assert [line for line in lines if not re.search("[ก-๙].*<br>[A-Za-z]", line)] == []
