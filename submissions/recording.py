"""Audit events about an entry, with the LAO and province it belongs to."""

from contest_portal import audit
from contest_portal.accounts.models import User

from .models import Entry


def record(
    action: audit.Action, entry: Entry, *, by: User | None, facts: dict | None = None
) -> None:
    audit.record(
        action, entry, by=by, facts=facts, edition=entry.edition.slug, lao=entry.lao.code,
        province=entry.lao.province_id,
    )  # fmt: skip
