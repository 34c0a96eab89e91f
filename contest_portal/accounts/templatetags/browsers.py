"""A browser by the names that people know it by."""

import re

from django import template

register = template.Library()

# In this order: Edge and Chrome also call themselves Safari, Android calls itself Linux.
BROWSERS = {"LINE": r"\bLine/", "Edge": r"\bEdg", "Firefox": r"\bFirefox/|\bFxiOS/",
            "Chrome": r"\bChrome/|\bCriOS/", "Safari": r"\bSafari/"}  # fmt: skip
SYSTEMS = {"Android": r"\bAndroid\b", "iPhone": r"\biPhone\b", "iPad": r"\biPad\b",
           "Windows": r"\bWindows\b", "macOS": r"\bMac OS X\b", "Linux": r"\bLinux\b"}  # fmt: skip


@register.filter
def browser_name(user_agent: str) -> str:
    """“Chrome · Windows”; the beginning of the text itself for what is not known."""
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return " · ".join(filter(None, known)) or user_agent[:40] or "?"


def _first(patterns: dict[str, str], text: str) -> str:
    return next((name for name, pattern in patterns.items() if re.search(pattern, text)), "")
