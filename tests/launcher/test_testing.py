"""The reader is told in one line which data the tests run on."""

from launcher.testing import reference_line


def test_it_says_when_the_reference_folder_is_given():
    assert reference_line("/srv/reference").startswith("PORTAL_REFERENCE_DATA is /srv/reference:")


def test_it_says_when_the_reference_folder_is_not_given():
    assert reference_line("").startswith("PORTAL_REFERENCE_DATA is not set:")
