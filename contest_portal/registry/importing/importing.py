"""The whole import, in one transaction: all of the file or nothing of it."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal import audit, clock
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO, Province

from . import applying, districts, dla, tidy
from .comparing import Decisions, Plan, compare
from .districts import DistrictChanges
from .facts import LaoFacts
from .places import Places
from .problems import Problem, Problems, Refused
from .reading import Table, read_table

SHAPES = (tidy, dla)


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do when `dry_run`."""

    shape: str
    plan: Plan
    districts: DistrictChanges
    dry_run: bool


def import_registry(
    path: Path,
    *,
    amphoes: Path | None = None,
    decisions: Decisions = Decisions(),  # noqa: B008  (frozen)
    dry_run: bool = False,
    by: object = None,
) -> Outcome:
    """Bring the register up to date from a file of either shape.

    Raises Refused when the file is nonsense and NotAllowed beside samples; nothing is changed then.
    """
    table = read_table(path, columns=tidy.COLUMNS + dla.COLUMNS)
    shape = _shape_of(table)
    district_table = read_table(amphoes, columns=districts.COLUMNS) if amphoes else None
    with transaction.atomic():
        _have_the_register_alone()
        changes = districts.load(district_table) if district_table else DistrictChanges()
        plan = _bring_up_to_date(table, shape, decisions)
        outcome = Outcome(shape.NAME, plan, changes, dry_run)
        _record(outcome, table, by)
        transaction.set_rollback(dry_run)
    return outcome


def _shape_of(table: Table) -> ModuleType:
    """The shape whose columns the file has. Raises Refused with what the nearer one lacks."""
    nearest = min(SHAPES, key=lambda shape: len(table.lacks(shape.COLUMNS)) / len(shape.COLUMNS))
    lacking = table.lacks(nearest.COLUMNS)
    if lacking:
        words = _("The columns %(names)s are missing.") % {"names": ", ".join(lacking)}
        raise Refused([Problem(1, words, table.name)])
    return nearest


def _have_the_register_alone() -> None:
    """Two imports wait for each other; and samples never stand beside a real register."""
    list(Province.objects.select_for_update(no_key=True).order_by("pk"))
    if LAO.objects.filter(sample=True).exists():
        raise NotAllowed(
            gettext_lazy("This portal holds sample LAOs, so a real register cannot be imported."),
            next_step=gettext_lazy("Start clean: ./portal up --empty --data NEW_FOLDER."),
        )


def _bring_up_to_date(table: Table, shape: ModuleType, decisions: Decisions) -> Plan:
    places = Places.known()
    if not places.districts:
        raise Refused([Problem(0, _("The register knows no districts yet: add --amphoes FILE."))])
    facts = _parse(table, shape, places)
    standing = list(LAO.objects.select_related("province", "amphoe").order_by("code"))
    plan = compare(standing, facts, decisions)
    applying.apply(plan, standing, places, at=clock.now())
    return plan


def _parse(table: Table, shape: ModuleType, places: Places) -> list[LaoFacts]:
    problems = Problems(table.name)
    facts = shape.parse(table, places, problems)
    problems.refuse_if_any()
    return facts


def _record(outcome: Outcome, table: Table, by: object) -> None:
    plan = outcome.plan
    facts = {
        "file": table.name,
        "sha256": table.digest,
        "shape": outcome.shape,
        "districts_added": outcome.districts.added,
        "districts_renamed": outcome.districts.renamed,
        "unchanged": plan.unchanged,
        "added": len(plan.added),
        "renamed": [change.facts.code for change in plan.renamed],
        "moved": [change.facts.code for change in plan.moved],
        "corrected": len(plan.corrected),
        "new_codes": {change.before["code"]: change.facts.code for change in plan.recoded},
        "disappeared": [lao.code for lao in plan.disappeared],
        "returned": [lao.code for lao in plan.returned],
    }
    audit.record(audit.Action.REGISTER_IMPORTED, by=by, facts=facts)
