"""Rows of the portal's own pages and of signing in."""

from tests.permissions.expectations import LOGIN, everybody, members_only, row

NOT_OFFERED = everybody(405)


ROWS = {
    "landing": row(get=everybody(200), post=everybody(405)),
    "home": row(get=members_only(200), post=members_only(405)),
    "language": row(get=everybody(405), post=everybody(302)),
    "healthz": row(get=everybody(200), post=everybody(405)),
    "readyz": row(get=everybody(200), post=everybody(405)),
}
