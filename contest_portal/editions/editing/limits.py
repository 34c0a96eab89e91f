"""How many files an entry may have, of which kinds, and how big."""

from datetime import datetime

from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition

from .window import ChangedMeanwhile, locked, refuse_after_closing

LIMITS = ("max_files", "max_file_bytes", "max_entry_bytes", "file_kinds")


@transaction.atomic
def change_limits(edition: Edition, limits: dict, *, version: int, by: User, at: datetime) -> None:
    """`limits` has the columns named in LIMITS. Files that are here already stay."""
    stored = locked(edition)
    refuse_after_closing(stored, at=at)
    if stored.form_version != version:
        raise ChangedMeanwhile
    before = {name: getattr(stored, name) for name in LIMITS}
    for name in LIMITS:
        setattr(stored, name, limits[name])
    stored.form_version += 1
    stored.save(update_fields=[*LIMITS, "form_version"])
    audit.record(
        audit.Action.LIMITS_CHANGED, stored, by=by, edition=stored.slug,
        facts={"before": before, "after": limits},
    )  # fmt: skip
