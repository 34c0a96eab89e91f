"""Rows of the pages that exist in a demonstration only."""

from tests.permissions.expectations import everybody, only, row

ROWS = {
    "demonstration:mailbox": row(get=everybody(200), post=everybody(405)),
    "demonstration:mail": row(
        lambda world: {"name": "20220928T090000000000-00000000"},
        get=everybody(404),
        post=everybody(405),
    ),
    "demonstration:clock": row(get=only(200, "administrator"), post=only(200, "administrator")),
}
