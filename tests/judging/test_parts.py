"""The rubric of an edition file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models import ProtectedError

from contest_portal.editions import loading
from judging.models import Level, Round
from judging.parts import load_rubric

from .factories import make_entry, make_judge, make_sheet

SAMPLE = Path(loading.__file__).parent / "data" / "2565.toml"


def test_the_sample_edition_has_a_round_of_five_criteria(db):
    edition = loading.load_file(SAMPLE)

    round_ = Round.objects.get(edition=edition)
    assert (round_.scores_per_entry, round_.opens_at, round_.closes_at) == (
        3,
        datetime(2022, 10, 9, 17, tzinfo=UTC),
        datetime(2022, 10, 31, 17, tzinfo=UTC),
    )
    assert [each.weight for each in round_.criteria.all()] == [25, 25, 20, 15, 15]
    assert [level.lowest_mark for level in round_.criteria.first().levels.all()] == [0, 4, 7, 9]


def test_loading_again_changes_what_changed_and_doubles_nothing(db):
    edition = loading.load_file(SAMPLE)
    rubric = {
        "name_th": "รอบสุดท้าย",
        "criteria": [
            {"key": "model", "title_th": "ต้นแบบ", "weight": 40,
             "levels": [{"from": 0, "words_th": "ยังไม่เห็น"}]},
        ],
    }  # fmt: skip

    load_rubric(edition, rubric)

    round_ = Round.objects.get()
    criterion = round_.criteria.get()
    assert (round_.name_th, criterion.key, criterion.weight) == ("รอบสุดท้าย", "model", 40)
    assert Level.objects.count() == 1


def test_a_criterion_that_was_marked_does_not_vanish(round_, edition):
    make_sheet(make_judge(round_), make_entry(edition), {"real_use": 7})

    with pytest.raises(ProtectedError):
        load_rubric(edition, {"name_th": "รอบตัดสิน", "criteria": []})
