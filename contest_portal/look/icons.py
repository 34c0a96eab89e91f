"""Icons: single SVG files of bootstrap-icons, inlined into the page that uses them."""

import re
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.safestring import SafeString, mark_safe

DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
OPENING = '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'


@cache
def svg(name: str) -> SafeString:
    """The icon as hidden decoration: the word beside it carries the meaning."""
    path = settings.BASE_DIR / "var" / "vendor" / "icons" / f"{name}.svg"
    if not path.is_file():
        raise ImproperlyConfigured(f"No icon {name!r}: name it in static/icons.txt, set up again.")
    drawing = " ".join(DRAWING.search(path.read_text(encoding="utf-8"))[1].split())
    return mark_safe(f"{OPENING}{drawing}</svg>")  # noqa: S308  (a vendored file, no visitor's)
