"""Icons are inlined from a short list; a name outside it fails where it is written."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from contest_portal.look import icons
from contest_portal.look.templatetags import look

LISTED = (settings.BASE_DIR / "static" / "icons.txt").read_text(encoding="utf-8").split()
IN_TEMPLATE = re.compile(r"""\{% icon ["']([a-z0-9-]+)["'] %\}|icon=["']([a-z0-9-]+)["']""")


def test_the_list_of_icons_is_in_order_and_names_each_once():
    assert sorted(set(LISTED)) == LISTED


def test_every_icon_that_a_template_names_is_on_the_list():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    named = {
        first or second
        for template in templates
        for first, second in IN_TEMPLATE.findall(template.read_text(encoding="utf-8"))
    }

    assert named - set(LISTED) == set()


def test_every_icon_of_a_chip_or_notice_is_on_the_list():
    named = {*look.CHIP_ICONS.values(), *look.NOTICE_ICONS.values()}

    assert named - set(LISTED) == set()


def test_every_listed_icon_can_be_drawn():
    assert all(icons.svg(name).startswith(icons.OPENING) for name in LISTED)


def test_an_unknown_icon_says_where_to_add_it():
    with pytest.raises(ImproperlyConfigured, match=r"static/icons\.txt"):
        icons.svg("unicorn")
