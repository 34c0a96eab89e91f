"""Every message that code and templates use has its Thai."""

from collections import defaultdict

import polib
import pytest
from django.conf import settings

from contest_portal import catalogues


@pytest.mark.parametrize("app", catalogues.CATALOGUED_APPS)
def test_every_message_has_its_thai(app):
    catalogue = polib.pofile(str(catalogues.catalogue_path(settings.BASE_DIR, app)))

    translated = {
        (entry.msgid, entry.msgid_plural or None) for entry in catalogue if entry.translated()
    }

    assert catalogues.messages_of(settings.BASE_DIR, app) - translated == set()


@pytest.mark.parametrize("app", catalogues.CATALOGUED_APPS)
def test_no_thai_is_left_over_from_a_message_nobody_uses(app):
    catalogue = polib.pofile(str(catalogues.catalogue_path(settings.BASE_DIR, app)))

    kept = {(entry.msgid, entry.msgid_plural or None) for entry in catalogue}

    assert kept - catalogues.messages_of(settings.BASE_DIR, app) == set()


@pytest.mark.parametrize("app", catalogues.CATALOGUED_APPS)
def test_thai_keeps_the_placeholders_of_its_message(app):
    catalogue = polib.pofile(str(catalogues.catalogue_path(settings.BASE_DIR, app)))

    broken = [entry.msgid for entry in catalogue if not _same_placeholders(entry)]

    assert broken == []


def test_a_message_has_the_same_thai_wherever_it_stands():
    """Django joins the catalogues of all apps: of two texts, one would silently win."""
    texts = defaultdict(set)
    for app in catalogues.CATALOGUED_APPS:
        for entry in polib.pofile(str(catalogues.catalogue_path(settings.BASE_DIR, app))):
            texts[entry.msgid].add(entry.msgstr or entry.msgstr_plural.get(0))

    assert {msgid: thai for msgid, thai in texts.items() if len(thai) > 1} == {}


def _same_placeholders(entry: polib.POEntry) -> bool:
    wanted = catalogues.placeholders(entry.msgid_plural or entry.msgid)
    thai = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    return catalogues.placeholders(thai) == wanted
