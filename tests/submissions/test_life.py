"""Whatever happens to an entry, in whatever order: no step outside the rules, nothing lost."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from submissions import checks
from submissions.deadlines import extensions
from submissions.sending import receipts
from tests.submissions.life import Life

pytestmark = pytest.mark.django_db
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EVERY_STEP = {
    "start", "save_section", "attach", "remove", "submit", "advance", "propose", "approve",
}  # fmt: skip
NEVER = datetime(2600, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files_seen_before(monkeypatch):
    """The same two documents are attached again and again: each is really looked into once."""
    examine = checks.examine

    found = {}

    def once(copy, folder, *, accepted):
        content = copy.read_bytes()
        if content not in found:
            found[content] = examine(copy, folder, accepted=accepted)
        return found[content]

    monkeypatch.setattr(checks, "examine", once)


def live(examples: int, steps: int, **more) -> set[str]:
    """The steps that were really taken in that many lives."""
    Life.taken.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=PATIENT, print_blob=True, **more,
        ),
    )  # fmt: skip
    return set(Life.taken)


def test_some_lives_of_entries_obey_the_rules():
    live(examples=8, steps=30)


@pytest.mark.long
def test_many_lives_of_entries_obey_the_rules(capsys):
    taken = live(examples=80, steps=50)

    with capsys.disabled():
        print(f"\n{sum(Life.taken.values())} steps taken: {dict(Life.taken)}")
    assert taken == EVERY_STEP


def forgetting_the_deadline(monkeypatch):
    monkeypatch.setattr(extensions, "closing_instant", lambda entry: NEVER)


def forgetting_the_button(monkeypatch):
    monkeypatch.setattr(receipts, "already_issued", lambda entry, parts, key: None)


@pytest.mark.long
@pytest.mark.parametrize("mistake", [forgetting_the_deadline, forgetting_the_button])
def test_lives_under_a_wrong_rule_are_noticed(monkeypatch, mistake):
    """So that we know that the tests above could fail."""
    mistake(monkeypatch)

    with pytest.raises(Exception):  # noqa: B017  (whichever rule notices first)
        live(examples=60, steps=40, phases=[Phase.generate], database=None)
