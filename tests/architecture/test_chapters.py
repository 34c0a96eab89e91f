"""The docstring of a chapter says which module is which, and names nothing that is gone."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

CHAPTERS = {
    "submissions": ("writing", "files", "sending", "deadlines", "screening"),
    "judging": (
        "rounds", "conflicts", "assigning", "sheets", "judges", "ranking", "deciding", "results",
    ),
    "notifications": (
        "letters", "carrying", "mailing", "circulars", "progress", "reminding", "answers",
        "calling",
    ),
}  # fmt: skip
PACKAGES = [settings.BASE_DIR / app / name for app, names in CHAPTERS.items() for name in names]
NAMED = re.compile(r"`(\w+)`")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: f"{path.parent.name}.{path.name}")
def test_the_title_of_a_chapter_names_its_modules(package):
    title = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))

    named = set(NAMED.findall(ast.get_docstring(title)))

    assert named == {path.stem for path in package.glob("*.py") if not _needs_no_name(path)}


def _needs_no_name(path: Path) -> bool:
    """Forms are found by their ending, beside the rule they serve."""
    return path.stem == "__init__" or path.stem.endswith(("forms", "form"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: f"{path.parent.name}.{path.name}")
def test_a_chapter_re_exports_nothing(package):
    title = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))

    assert [ast.unparse(line) for line in title.body[1:]] == []
