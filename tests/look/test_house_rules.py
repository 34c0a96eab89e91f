"""Rules of the look that any page could break: no inline style or script, no stray colour."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)


def pages() -> list[Path]:
    """Mails are left out: their readers know no style sheet."""
    return [path for path in TEMPLATES.rglob("*.html") if "email" not in str(path.parent)]


def test_no_page_has_inline_style_or_script():
    guilty = [path.name for path in pages() if INLINE.search(path.read_text(encoding="utf-8"))]

    assert guilty == []


def test_colours_are_named_in_the_tokens_only():
    sheets = ["base.css", "components.css", "plain.css", "fonts.css"]
    css = {
        name: (settings.BASE_DIR / "static" / "css" / name).read_text("utf-8") for name in sheets
    }

    assert {name: COLOUR.findall(text) for name, text in css.items()} == {
        name: [] for name in sheets
    }


def test_every_token_that_a_sheet_uses_exists():
    folder = settings.BASE_DIR / "static" / "css"
    css = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.css"))

    used = {name for name in re.findall(r"var\((--[\w-]+)", css) if not name.startswith("--bs-")}
    defined = set(re.findall(r"(--[\w-]+):", css))

    assert used - defined == set()
