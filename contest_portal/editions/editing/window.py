"""Whether the form may change now, and that nobody overwrites what a colleague changed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest
from contest_portal.editions.models import Edition, FormField, FormSection
from contest_portal.refusals import NotAllowed

WORDS = ("_th", "_en")
NOT_RULES = frozenset({"id", "version", "_state", "order"})


class ChangedMeanwhile(NotAllowed):
    """A colleague changed the same thing after the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("A colleague changed this after you opened the page."),
            next_step=_("What you typed is still here. Open the page again beside it, compare, "
                        "and save once more."),
        )  # fmt: skip


class NotNow(NotAllowed):
    """After the closing instant."""

    def __init__(self) -> None:
        super().__init__(
            _("Entries are closed: only the words of the form may change now."),
            next_step=_("What people have sent was asked under these rules."),
        )


def locked(edition: Edition) -> Edition:
    """The edition as it is now; its form is changed by one person at a time."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


def may_change_only_words(edition: Edition, *, at: datetime) -> bool:
    return at >= edition.closes_at


def refuse_after_closing(edition: Edition, *, at: datetime) -> None:
    if may_change_only_words(edition, at=at):
        raise NotNow


def refuse_older(stored: FormSection | FormField | None, version: int) -> None:
    if stored is None or stored.version != version or stored.retired_at is not None:
        raise ChangedMeanwhile


def facts_of(thing: FormSection | FormField) -> dict[str, Any]:
    """Its columns as JSON, for comparing and for the audit."""
    facts = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
    return {name: _plain(value) for name, value in facts.items() if name not in NOT_RULES}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (dict, list, str, int, bool, type(None))) else str(value)


def without_words(value: Any) -> Any:
    """Facts without the organiser's words: equal where only wording differs."""
    if isinstance(value, dict):
        return {
            name: without_words(part) for name, part in value.items() if not name.endswith(WORDS)
        }
    return [without_words(part) for part in value] if isinstance(value, list) else value


def only_words_differ(before: dict, after: dict) -> bool:
    return without_words(before) == without_words(after)


def record(
    action: audit.Action, thing: FormSection | FormField, *, by: User, before: dict | None = None
) -> None:
    """One audit event, and one more version of the form."""
    after = facts_of(thing)
    section = thing.section if isinstance(thing, FormField) else thing
    edition = section.edition
    edition.form_version += 1
    edition.save(update_fields=["form_version"])
    changed = [name for name in after if before is None or before[name] != after[name]]
    audit.record(
        action, thing, by=by, edition=edition.slug,
        facts={"part": section.key, "key": thing.key, "words": str(_thai(thing)),
               "changed": changed, "version": thing.version},
        before=digest(before) if before else "", after=digest(after),
    )  # fmt: skip


def _thai(thing: FormSection | FormField) -> str:
    return thing.label_th if isinstance(thing, FormField) else thing.title_th
