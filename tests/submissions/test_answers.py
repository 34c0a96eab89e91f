"""Saving answers: only changes, no silent overwriting, nothing typed is lost."""

import pytest

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from submissions.models import Answer, AnswerVersion, Entry, Status
from submissions.writing import answers, content, typed
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_field, make_member
from tests.submissions.factories import make_entry, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make_entry()


def value(entry, key="title") -> str:
    return Answer.objects.get(entry=entry, field__key=key).value


def test_a_save_without_a_change_writes_nothing(entry):
    write(entry, title="ชื่อ")

    saved = write(entry, title="ชื่อ")

    assert saved.changed == []
    assert Answer.objects.get().version == 1
    assert audit.about(entry).count() == 1


def test_every_value_that_was_saved_is_kept(entry):
    write(entry, title="หนึ่ง")
    write(entry, title="สอง")
    write(entry, title="")

    kept = AnswerVersion.objects.order_by("version").values_list("version", "value")
    assert list(kept) == [(1, "หนึ่ง"), (2, "สอง"), (3, "")]


def test_words_typed_over_an_older_version_do_not_overwrite_a_colleagues(entry):
    write(entry, title="ของเดิม")
    write(entry, title="ของเพื่อน", seen=1)

    saved = write(entry, title="ของฉัน", seen=1)

    assert value(entry) == "ของเพื่อน"
    assert saved.conflicts["title"].mine == "ของฉัน"
    assert saved.conflicts["title"].theirs.value == "ของเพื่อน"
    assert AnswerVersion.objects.get(taken=False).value == "ของฉัน"


def test_two_first_answers_at_once_do_not_overwrite_each_other(entry):
    write(entry, title="ของเพื่อน", seen=0)

    saved = write(entry, title="ของฉัน", seen=0)

    assert value(entry) == "ของเพื่อน"
    assert list(saved.conflicts) == ["title"]


def test_an_old_page_that_changed_nothing_is_no_conflict(entry):
    write(entry, title="ของเดิม")
    write(entry, title="ของเพื่อน")

    saved = write(entry, title="ของเดิม", seen=1)

    assert saved.conflicts == {}
    assert value(entry) == "ของเพื่อน"


def test_two_colleagues_in_different_fields_never_collide(entry):
    make_field(entry.edition.sections.get(), key="summary")
    write(entry, title="ชื่อ", seen=0)

    saved = write(entry, summary="เรื่องย่อ", seen=0)

    assert saved.conflicts == {}
    assert (value(entry), value(entry, "summary")) == ("ชื่อ", "เรื่องย่อ")


def test_an_answer_after_the_deadline_is_kept_as_a_late_draft(entry):
    saved = write(entry, title="มาช้า", at=DEADLINE)

    assert saved.late
    assert value(entry) == "มาช้า"
    assert audit.about(entry).get().facts["late"] is True


@pytest.mark.parametrize("status", [Status.ELIGIBLE, Status.INELIGIBLE, Status.WITHDRAWN])
def test_nothing_is_saved_once_the_entry_has_left_the_lao(entry, status):
    Entry.objects.filter(pk=entry.pk).update(status=status)

    with pytest.raises(NotAllowed):
        write(entry, title="ชื่อ")

    assert Answer.objects.count() == 0


def test_nobody_writes_into_an_entry_of_another_organisation(entry):
    section = entry.edition.sections.get()

    with pytest.raises(NotAllowed, match="หน่วยงานอื่น"):
        answers.save_section(
            entry, section, {"title": "แอบแก้"}, by=make_member(), at=WORKING_DAY, versions={}
        )


def test_what_cannot_be_read_is_kept_as_typed_and_blocks_sending(entry):
    make_field(entry.edition.sections.get(), key="users", type="number")

    saved = write(entry, title="ชื่อ", users="ราวสามร้อย")

    assert value(entry, "users") == "ราวสามร้อย"
    assert "ตัวเลข" in saved.problems["users"]
    [(_part, item)] = content.blocking(content.read(entry))
    assert item.field.key == "users"


def test_an_answer_over_its_budget_is_kept_and_marked(entry):
    make_field(entry.edition.sections.get(), key="short", budget=3)

    saved = write(entry, short="ที่นี่ดีนัก")

    assert value(entry, "short") == "ที่นี่ดีนัก"
    assert saved.problems["short"] == "ยาวเกินไป 2 ตัวอักษร ย่อให้เหลือไม่เกิน 3 ตัวอักษร"


def test_an_endless_answer_is_refused_and_the_earlier_one_stays(entry):
    write(entry, title="เดิม")

    saved = write(entry, title="ก" * 20_001)

    assert "20,000" in saved.problems["title"]
    assert value(entry) == "เดิม"


def test_control_characters_and_surrogates_are_removed(entry):
    write(entry, title="ก\x00ข\x07ค\ud800ง")

    assert value(entry) == "กขคง"


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        ("number", "๑,๒๘๔", "1284"),
        ("number", " 0012.50 ", "12.5"),
        ("number", "0", "0"),
        ("date", "๑๕ มกราคม ๒๕๖๔", "2021-01-15"),
        ("date", "15/1/2564", "2021-01-15"),
        ("date", "2021-01-15", "2021-01-15"),
        ("date", "2564-01-15", "2021-01-15"),
        ("url", "www.nongbua.go.th", "https://www.nongbua.go.th"),
    ],
)
def test_an_answer_is_stored_in_one_form_and_reads_back_the_same(kind, text, stored):
    field = make_field(make_edition().sections.get(), type=kind)

    once = typed.read(field, typed.tidy(field, text))

    assert once == stored
    assert typed.read(field, once) == stored


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "1e5"), ("number", "-3"), ("number", str(10**30)), ("number", "NaN"),
        ("date", "31 กุมภาพันธ์ 2565"), ("date", "5 ตุลาคม 2022"), ("date", "2021-02-30"),
        ("date", "0000-01-01"), ("url", "javascript:alert(1)"), ("url", "https://"),
    ],
)  # fmt: skip
def test_what_the_question_did_not_ask_for_is_explained(kind, text):
    field = make_field(make_edition().sections.get(), type=kind)

    assert typed.problem(field, text) != ""
