"""Template tags of the look. They are built in: no template needs to load them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import segno
from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext

from contest_portal import clock
from contest_portal.look import icons, problems, squares, strip

register = template.Library()

CHIP_ICONS = {
    "idle": "circle",
    "info": "pencil",
    "warn": "exclamation-triangle",
    "stop": "x-octagon",
    "done": "check-circle",
}
NOTICE_ICONS = {
    "info": "info-circle",
    "warn": "exclamation-triangle",
    "stop": "x-octagon",
    "done": "check-circle",
}
NOTICE_OF_MESSAGE = {"success": "done", "warning": "warn", "error": "stop"}


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.svg(name)


@register.simple_tag
def status_chip(kind: str, words: str, icon: str = "") -> SafeString:
    """`kind` is idle, info, warn, stop or done; `icon` replaces the kind's own."""
    drawing = icons.svg(icon or CHIP_ICONS[kind])
    return format_html('<span class="chip chip--{}">{}{}</span>', kind, drawing, words)


@register.simple_block_tag
def notice(content: str, kind: str, heading: str = "", level: int = 2) -> SafeString:
    """`kind` is info, warn, stop or done; `level` is the heading's rank on the page."""
    context = {
        "kind": kind,
        "icon": NOTICE_ICONS[kind],
        "heading": heading,
        "level": level,
        "content": content,
    }
    return render_to_string("components/_notice.html", context)


@register.filter
def notice_kind(level_tag: str) -> str:
    """The notice that shows a message of Django's messages framework."""
    return NOTICE_OF_MESSAGE.get(level_tag, "info")


@register.inclusion_tag("components/_deadline_strip.html", takes_context=True)
def deadline_strip(context: template.Context, edition: Any, closes_at: datetime | None = None):
    """`closes_at` when it differs from the edition's: an extension for this reader."""
    closing = closes_at or edition.closes_at
    now = context.get("now") or clock.now()
    return {
        "closes_at": closing,
        "now": now,
        "machine_now": clock.machine_now(),
        "saved_at": context.get("saved_at"),
        "state": strip.state(closing, now),
        "left": closing - now,
        "extended": closing != edition.closes_at,
        "demonstration": context.get("demonstration"),
    }


@register.simple_tag
def form_problems(form: BaseForm | None) -> list[problems.Problem]:
    """What is wrong with a form, for the summary that is drawn first: a page may ask for one at its
    top, and the form draws one itself."""
    if form is None or vars(form).get("is_summed_up"):
        return []
    vars(form)["is_summed_up"] = True
    return problems.of(form)


@register.simple_tag
def back_link(url: str, words: str) -> SafeString:
    return format_html('<a class="back" href="{}">{}{}</a>', url, icons.svg("arrow-left"), words)


@register.simple_tag
def phone(number: str) -> SafeString:
    """A number to tap; an extension after ต่อ stays outside the link."""
    main, _separator, extension = number.partition(" ต่อ ")
    digits = "".join(filter(str.isdigit, main))
    link = format_html('<a href="tel:{}">{}</a>', digits, main)
    further = f" {gettext('ext.')} {extension}" if extension else ""
    return format_html('<span class="nb">{}{}</span>', link, further)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """`label` says what the code opens, for people who cannot see it."""
    drawing = segno.make(text, error="m").svg_inline(
        svgclass=None, lineclass="qr-dark", omitsize=True, border=2
    )
    body = drawing.removeprefix("<svg")
    return format_html(
        '<svg class="qr" role="img" aria-label="{}"{}',
        label,
        mark_safe(body),  # noqa: S308
    )


@register.simple_tag
def mark() -> SafeString:
    """The country as 77 squares; decoration beside the name."""
    return format_html(
        '<svg class="brand-mark" viewBox="0 0 45 90" aria-hidden="true" focusable="false">'
        '<path class="land" d="{}"/><path class="now" d="{}"/></svg>',
        squares.mark_path(now=False),
        squares.mark_path(now=True),
    )


@register.inclusion_tag("components/_tile_map.html")
def tile_map(tiles: Iterable[dict[str, Any]], label: str, picture: bool = False):
    """The map of 77 provinces. A picture has neither numbers nor links."""
    placed = []
    for tile in tiles:
        left, top = squares.tile_corner(tile["row"], tile["col"])
        placed.append(tile | {"left": left, "top": top})
    return {"tiles": placed, "label": label, "picture": picture}


@register.filter
def role_names(roles: Iterable[Any]) -> SafeString:
    """The names of roles in a sentence; a name does not break over two lines."""
    names = [format_html('<span class="nb">{}</span>', role.label) for role in roles]
    return mark_safe(get_text_list(names, gettext("and")))  # noqa: S308  (escaped one by one)
