"""The 77 provinces' facts, which the project ships: names, region, letter code, tile on the map.

The last columns count each kind of LAO in DLA's register; Bangkok is not in it.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from .kinds import Kind
from .models import BANGKOK, Province

FACTS_FILE = Path(__file__).parent / "data" / "provinces.csv"
FACT_FIELDS = (
    "name_th",
    "name_en",
    "region",
    "letter_code",
    "has_governor",
    "tile_row",
    "tile_col",
    "sort_key",
)


@dataclass(frozen=True)
class ProvinceFacts:
    province: Province
    counts: dict[Kind, int]


def facts() -> list[ProvinceFacts]:
    """The rows of the file as unsaved provinces with their counts."""
    with FACTS_FILE.open(encoding="utf-8", newline="") as file:
        return [_facts_of(row) for row in csv.DictReader(file)]


def load() -> int:
    """Make the table hold the file's facts; returns how many provinces there are. Idempotent."""
    provinces = [row.province for row in facts()]
    Province.objects.bulk_create(
        provinces, update_conflicts=True, unique_fields=["code"], update_fields=FACT_FIELDS
    )
    return len(provinces)


def _facts_of(row: dict[str, str]) -> ProvinceFacts:
    province = Province(
        code=row["code"],
        name_th=row["name_th"],
        name_en=row["name_en"],
        region=row["region"],
        letter_code=row["letter_code"],
        has_governor=row["code"] != BANGKOK,
        tile_row=int(row["tile_row"]),
        tile_col=int(row["tile_col"]),
    )
    province.write_keys()
    return ProvinceFacts(province, {kind: int(row[kind]) for kind in Kind})
