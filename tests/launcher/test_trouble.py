"""Failures become one line that says what to do."""

import errno

import pytest

from launcher.trouble import FULL_DISK, diagnosis, told


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("npm error code ENOSPC", "the disk is full"),
        ("created successfully because ensurepip is not", "this Python cannot make virtual"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "a download differs"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "the server's certificate is not trusted"),
        ("ERROR: Could not find a version that satisfies", "the package index cannot be reached"),
        ("npm error code EAI_AGAIN", "the package index cannot be reached"),
        ("psycopg2.OperationalError: connection to server at", "the database cannot be reached"),
    ],
)
def test_the_cause_is_read_from_what_the_tool_wrote(output, advice):
    assert diagnosis(f"Collecting django\n{output}\n").startswith(advice)


def test_an_unknown_failure_is_not_explained_away():
    assert diagnosis("Segmentation fault") == ""


def test_a_full_disk_is_told_as_such():
    assert told(OSError(errno.ENOSPC, "No space left on device", "x")) == f"{FULL_DISK}."


def test_an_unwritable_folder_is_named():
    error = PermissionError(errno.EACCES, "Permission denied", "/srv/data")

    assert told(error) == "/srv/data: Permission denied; check the folder and its owner."
