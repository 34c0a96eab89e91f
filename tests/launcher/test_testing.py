"""The reader is told in one line each which data and which browser the tests run on."""

from launcher.testing import browser_line, reference_line


def test_it_says_when_the_reference_folder_is_given():
    assert reference_line("/srv/reference").startswith("PORTAL_REFERENCE_DATA is /srv/reference:")


def test_it_says_when_the_reference_folder_is_not_given():
    assert reference_line("").startswith("PORTAL_REFERENCE_DATA is not set:")


def test_it_says_which_browser_is_used():
    assert browser_line("/usr/bin/chromium") == "/usr/bin/chromium opens every page."


def test_it_says_what_is_left_out_without_a_browser():
    assert browser_line(None).endswith("the tests that look at pages in a browser are skipped.")
