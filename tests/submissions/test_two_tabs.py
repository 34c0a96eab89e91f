"""Two open pages save at the same time: no update is lost, and the stale one is always told."""

import pytest

from contest_portal.refusals import NotAllowed
from submissions.models import Answer, AnswerVersion, Entry, Status
from submissions.sending import workflow
from submissions.writing import answers
from submissions.writing.answers import Turn
from tests.factories import WORKING_DAY, make_field, make_member
from tests.submissions.factories import make_complete_entry, make_entry
from tests.submissions.test_racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

SAVES = 200
RACES = 15


@pytest.fixture
def entry():
    return make_entry()


@pytest.fixture
def colleagues(entry):
    return entry.started_by, make_member(entry.lao)


class Tab:
    """An open page that adds a word to what it has seen, as often as it is asked to."""

    def __init__(self, entry, key: str, by, name: str) -> None:
        self.entry, self.key, self.by, self.name = entry, key, by, name
        self.section = entry.edition.sections.get()
        self.seen, self.text = 0, ""
        self.saved: list[str] = []
        self.told = 0

    def write(self) -> None:
        for number in range(SAVES):
            self.add(f"{self.name}{number}")

    def add(self, word: str) -> None:
        """Try until it is saved; each time one is told of a newer version, one reads it first."""
        for turn in range(1, 1000):
            wanted = f"{self.text} {word}".strip()
            saved = answers.save_section(
                self.entry, self.section, {self.key: wanted}, by=self.by, at=WORKING_DAY,
                versions={self.key: self.seen}, turns={self.key: Turn(self.name * 32, turn)},
            )  # fmt: skip
            if self.key in saved.versions:
                self.seen, self.text = saved.versions[self.key], wanted
                self.saved.append(word)
                return
            theirs = saved.conflicts[self.key].theirs
            self.told += 1
            self.seen, self.text = theirs.version, theirs.value
        raise AssertionError("never saved")


def test_two_tabs_on_one_answer_lose_no_word_and_whoever_is_stale_is_told(entry, colleagues):
    make_field(entry.edition.sections.get(), key="story", type="long_text")
    tabs = [Tab(entry, "story", by, name) for by, name in zip(colleagues, "ab", strict=True)]

    assert at_once(*(tab.write for tab in tabs)) == [None, None]

    words = Answer.objects.get().value.split()
    assert sorted(words) == sorted(word for tab in tabs for word in tab.saved)
    assert len(words) == 2 * SAVES
    taken = AnswerVersion.objects.filter(taken=True)
    assert list(taken.order_by("version").values_list("version", flat=True)) == list(
        range(1, 2 * SAVES + 1)
    )
    assert AnswerVersion.objects.filter(taken=False).count() == sum(tab.told for tab in tabs)


def test_two_tabs_on_different_answers_never_meet(entry, colleagues):
    for key in ("a", "b"):
        make_field(entry.edition.sections.get(), key=key, type="long_text")
    tabs = [Tab(entry, name, by, name) for by, name in zip(colleagues, "ab", strict=True)]

    assert at_once(*(tab.write for tab in tabs)) == [None, None]

    assert [tab.told for tab in tabs] == [0, 0]
    assert sorted(Answer.objects.values_list("field__key", "version")) == [
        ("a", SAVES), ("b", SAVES),
    ]  # fmt: skip


def submitting(entry):
    key = f"race-{entry.pk}"
    return lambda: workflow.submit(entry, by=entry.started_by, at=WORKING_DAY, key=key)


def withdrawing(entry):
    return lambda: workflow.advance(entry, "withdraw", by=entry.started_by, at=WORKING_DAY)


def saving(entry, title):
    facts = {"by": entry.started_by, "at": WORKING_DAY, "versions": {"title": 1}}
    section = entry.edition.sections.get()
    return lambda: answers.save_section(entry, section, {"title": title}, **facts)


def test_submitting_and_withdrawing_at_once_end_as_one_after_the_other():
    for _race in range(RACES):
        entry = make_complete_entry()

        submitted, withdrawn = at_once(submitting(entry), withdrawing(entry))

        assert isinstance(withdrawn, Entry), withdrawn
        assert Entry.objects.get(pk=entry.pk).status == Status.WITHDRAWN
        refused = isinstance(submitted, NotAllowed)
        assert refused or submitted == entry.last_submission, submitted
        assert entry.submissions.count() == (0 if refused else 1)


def test_saving_and_submitting_at_once_send_a_version_that_was_saved():
    for _race in range(RACES):
        entry = make_complete_entry()

        submitted, saved = at_once(submitting(entry), saving(entry, "ชื่อใหม่"))

        assert saved.versions == {"title": 2}, saved
        [title] = [answer["value"] for answer in submitted.document.snapshot["answers"]]
        assert title in ("ขออนุญาตออนไลน์", "ชื่อใหม่")
