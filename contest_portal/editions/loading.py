"""Loading an edition from a TOML file: a new one, or the same one again after an edit."""

import tomllib
from pathlib import Path

from django.db import transaction

from contest_portal import audit
from contest_portal.registry.models import Agency

from . import parts
from .models import Edition


def load_file(path: Path, *, by: object = None) -> Edition:
    """Create or update the edition that the file describes, in one transaction.

    Raises ValueError with the reason when the file is not an edition.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path} is not a readable edition file: {error}") from error
    return load(content, by=by)


@transaction.atomic
def load(content: dict, *, by: object = None) -> Edition:
    shares = dict(content)
    agencies = {row["code"]: _agency(row) for row in shares.pop("agencies", [])}
    edition = _edition(shares.pop("edition"), agencies)
    parts.load_all(edition, shares)
    audit.record(audit.Action.EDITION_LOADED, edition, by=by, edition=edition.slug)
    return edition


def _agency(row: dict) -> Agency:
    facts = {key: value for key, value in row.items() if key != "code"}
    return Agency.objects.update_or_create(code=row["code"], defaults=facts)[0]


def _edition(row: dict, agencies: dict[str, Agency]) -> Edition:
    facts = dict(row)
    slug = facts.pop("slug")
    for owner in ("organiser", "channel"):
        facts[owner] = agencies[facts[owner]]
    return Edition.objects.update_or_create(slug=slug, defaults=facts)[0]
