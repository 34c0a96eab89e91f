"""The command prints the report, and the complaint of a file that is refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from contest_portal.registry.models import LAO
from tests.factories import make_lao

from .files import BANGKOK, KORAT, NONG_BUA, tidy_file

pytestmark = pytest.mark.usefixtures("places")


def run(*arguments) -> list[str]:
    out = StringIO()
    with translation.override("en"):
        call_command("import_registry", *arguments, stdout=out)
    return out.getvalue().splitlines()


def counts(lines: list[str]) -> dict[str, int]:
    """The counted lines of a report that are not zero."""
    counted = [line.split(maxsplit=1) for line in lines if line[:7].strip().isdigit()]
    return {words: int(number) for number, words in counted if number != "0"}


def test_the_report_counts_what_happened(tmp_path):
    lines = run(tidy_file(tmp_path, NONG_BUA, KORAT, BANGKOK))

    assert lines[0] == "Imported (tidy CSV):"
    assert counts(lines) == {"added": 3}


def test_the_report_names_what_changed_and_what_a_person_must_decide(tmp_path):
    run(tidy_file(tmp_path, NONG_BUA, KORAT))
    renumbered = {**NONG_BUA, "code": "6300199"}
    renamed = {**KORAT, "name_th": "เทศบาลนครโคราช", "name_en": ""}

    with translation.override("th"):
        lines = run(tidy_file(tmp_path, renumbered, renamed), "--dry-run")

    assert lines[0] == "Would import (tidy CSV); nothing was changed:"
    assert counts(lines) == {"renamed": 1, "to be decided": 1}
    assert any("6300101" in line and "--same 6300101=6300199" in line for line in lines)


def test_decisions_are_given_as_pairs(tmp_path):
    run(tidy_file(tmp_path, NONG_BUA, KORAT))
    path = tidy_file(tmp_path, {**NONG_BUA, "code": "6300199"}, KORAT)

    lines = run(path, "--same", "6300101=6300199")

    assert counts(lines) == {"unchanged": 1, "the same, as decided": 1}
    with pytest.raises(CommandError, match="must be OLD=NEW"):
        run(path, "--apart", "6300101")


def test_a_long_complaint_is_cut_and_says_that_nothing_was_changed(tmp_path):
    faults = [{**NONG_BUA, "code": "?"}] * 23

    with pytest.raises(CommandError) as refusal:
        run(tidy_file(tmp_path, *faults))

    lines = str(refusal.value).splitlines()
    assert lines[0] == "laos.csv line 2: “?” is not the code of an LAO."
    assert lines[20:] == ["… and 3 more", "Refused: nothing was changed."]
    assert refusal.value.returncode == 1
    assert LAO.objects.count() == 0


def test_samples_are_not_mixed_with_a_real_register(tmp_path):
    make_lao(sample=True, in_dla_register=False)

    with pytest.raises(CommandError, match=r"Start clean: \./portal up --empty"):
        run(tidy_file(tmp_path, NONG_BUA))
