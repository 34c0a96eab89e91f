"""The reader is told in one line each which data and which browser the tests run on."""

from launcher import chromium
from launcher.testing import browser_line, reference_line


def test_it_says_when_the_reference_folder_is_given():
    assert reference_line("/srv/reference").startswith("PORTAL_REFERENCE_DATA is /srv/reference:")


def test_it_says_when_the_reference_folder_is_not_given():
    assert reference_line("").startswith("PORTAL_REFERENCE_DATA is not set:")


def test_it_says_which_browser_is_used():
    wanted = {"PORTAL_REQUIRE": "compose,browser"}

    assert browser_line(wanted, "/usr/bin/chromium") == "/usr/bin/chromium opens every page."
    assert browser_line(wanted, None) == f"{chromium.MISSING}."
    assert browser_line({}, None) == (
        "PORTAL_REQUIRE=browser is not set: no page is opened in Chromium."
    )
