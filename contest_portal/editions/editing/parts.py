"""Adding, changing and retiring a part of the form."""

from datetime import datetime

from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormSection

from .questions import refuse_while_needed
from .window import (
    facts_of,
    locked,
    only_words_differ,
    record,
    refuse_after_closing,
    refuse_older,
)


@transaction.atomic
def save_part(part: FormSection, *, version: int, by: User, at: datetime) -> FormSection:
    """Write a new part, or one as it was changed over the version that was seen."""
    edition = locked(part.edition)
    part.edition = edition
    stored = FormSection.objects.filter(pk=part.pk).first() if part.pk else None
    if part.pk:
        refuse_older(stored, version)
    if stored is None or not only_words_differ(facts_of(stored), facts_of(part)):
        refuse_after_closing(edition, at=at)
    part.version = stored.version + 1 if stored else 1
    part.save()
    action = audit.Action.PART_CHANGED if stored else audit.Action.PART_ADDED
    record(action, part, by=by, before=facts_of(stored) if stored else None)
    return part


@transaction.atomic
def retire_part(part: FormSection, *, version: int, by: User, at: datetime) -> None:
    """Show it no more; the answers to its questions are kept."""
    edition = locked(part.edition)
    refuse_after_closing(edition, at=at)
    stored = FormSection.objects.get(pk=part.pk)
    stored.edition = edition
    refuse_older(stored, version)
    refuse_while_needed(list(stored.fields.current()))
    before = facts_of(stored)
    stored.retired_at, stored.version = at, stored.version + 1
    stored.save(update_fields=["retired_at", "version"])
    record(audit.Action.PART_RETIRED, stored, by=by, before=before)
