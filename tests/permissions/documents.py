"""Rows of the pages where anybody checks a paper."""

from tests.permissions.expectations import everybody, row


def receipt_a(world):
    return {"number": world.submission_a.document.number}


ROWS = {
    "documents:verify_any": row(get=everybody(200), post=everybody(405)),
    "documents:verify": row(receipt_a, get=everybody(200), post=everybody(405)),
}
