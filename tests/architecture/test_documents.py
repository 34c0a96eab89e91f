"""What the documents point to exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def documents() -> list[Path]:
    base = settings.BASE_DIR
    return sorted([*base.glob("*.md"), *(base / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_link_and_picture_of_a_document_exists(path):
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]

    assert [target for target in local if not (path.parent / target).exists()] == []
