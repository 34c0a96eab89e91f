"""Every type of question: what is stored, what is explained, and that a page gives it back."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest_portal.editions.questions import kind_of
from contest_portal.editions.questions.asking import Question, QuestionForm
from submissions.writing import typed
from tests.editions.factories import EVERY_TYPE, make_question
from tests.editions.inputs import sent_by
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
PATIENTLY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from([
        "", "๑๒", "12.50", "-3", "1e9", "31", "2", "๒๕๖๔", "2021", "13", "a", "b", "other", "ก",
        "  ก  ข ", "x\x00y", "<b>", "เมื่อวาน", "15 มกราคม 2564", "2021-02-30", "บรรทัด\r\nสอง",
    ]),
)  # fmt: skip
CELLS = st.dictionaries(st.sampled_from(["before", "old", "after", "new", "row", "x"]), TEXT)
TYPED = st.one_of(
    TEXT,
    st.fixed_dictionaries({"day": TEXT, "month": TEXT, "year": TEXT}),
    st.fixed_dictionaries({"chosen": st.lists(TEXT, max_size=3), "other": TEXT}),
    st.lists(st.one_of(CELLS, st.fixed_dictionaries(
        {"row": st.sampled_from(["steps", "minutes"]), "old": TEXT, "new": TEXT})), max_size=4),
)  # fmt: skip


@pytest.fixture
def section():
    return make_edition().sections.get()


@pytest.fixture
def questions(section):
    return {name: make_question(section, name) for name in EVERY_TYPE}


def stored(field, what):
    return typed.readable(field, typed.tidy(field, what))


@PATIENTLY
@given(what=TYPED, name=st.sampled_from(sorted(EVERY_TYPE)))
def test_what_stands_in_a_control_is_stored_again_as_the_same(questions, what, name):
    field = questions[name]
    value = stored(field, what)

    form = QuestionForm([Question(field, value)], problems={}, prefix="answer")
    data = sent_by(str(form[field.key]))

    assert stored(field, typed.sent(field, data, f"answer-{field.key}")) == value
    assert stored(field, value) == value
    kind = kind_of(field)
    assert isinstance(kind.words(kind.printed(field, value)), str)
    assert isinstance(typed.problem(field, value), str)
    assert kind.length(value) >= 0


@pytest.mark.parametrize(
    ("name", "what", "value"),
    [
        ("number", "๑,๒๘๔ คน", "1284"),
        ("date", {"day": "๑๕", "month": "1", "year": "๒๕๖๔"}, "2021-01-15"),
        ("date", {"day": "15", "month": "ม.ค.", "year": "2564"}, "2021-01-15"),
        ("month", {"day": "", "month": "10", "year": "2565"}, "2022-10"),
        ("month", {"day": "5", "month": "10", "year": "2565"}, "2022-10-05"),
        ("choice", {"chosen": ["b"], "other": ""}, "b"),
        ("choice", {"chosen": [], "other": "ค"}, {"chosen": "other", "other": "ค"}),
        ("many", {"chosen": ["b", "a"], "other": ""}, {"chosen": ["a", "b"], "other": ""}),
        ("many", {"chosen": ["a"], "other": "ค"}, {"chosen": ["a", "other"], "other": "ค"}),
        ("many", {"chosen": [], "other": " "}, ""),
        ("table", [{"before": "ยื่น", "old": "๔๕"}, {"before": " "}],
         [{"before": "ยื่น", "old": "45", "after": "", "new": ""}]),
        ("named", [{"row": "minutes", "old": "9", "new": ""}],
         [{"row": "minutes", "old": "9", "new": ""}]),
        ("table", "ไม่ใช่ตาราง", ""),
    ],
)  # fmt: skip
def test_an_answer_is_stored_in_one_form(section, name, what, value):
    assert stored(make_question(section, name), what) == value


@pytest.mark.parametrize(
    ("name", "what", "said"),
    [
        ("number", "9001", "ใส่ตัวเลขไม่เกิน 9,000"),
        ("number", "-1", "ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป"),
        ("number", "1.25", "มีทศนิยมได้ไม่เกิน 1 ตำแหน่ง"),
        ("date", {"day": "5", "month": "10", "year": "2022"},
         "2022 ดูเหมือนปี ค.ศ. ใส่เป็น พ.ศ. 2565"),
        ("date", {"day": "", "month": "10", "year": ""}, "ใส่วัน, ปีด้วย"),
        ("date", {"day": "31", "month": "2", "year": "2565"},
         "ไม่มีวันนั้นในปฏิทิน ใส่วันที่แบบ 28 ก.ย. 2565"),
        ("month", {"day": "", "month": "", "year": "2565"}, "ใส่เดือนด้วย"),
        ("choice", {"chosen": ["z"], "other": ""}, "เลือกคำตอบจากรายการ"),
        ("choice", {"chosen": ["other"], "other": ""}, "ระบุว่าอื่น ๆ คืออะไร"),
        ("many", {"chosen": ["a", "b"], "other": "ค"}, "เลือกได้ไม่เกิน 2 ข้อ"),
        ("table", [{"before": "ยื่น"}], "ขั้นที่ 1: กรอก “นาที” ด้วย"),
        ("table", [{"before": "ยื่น", "old": "นาน"}],
         "ขั้นที่ 1, นาที: ใส่เป็นตัวเลข เช่น 45 ไม่เกิน 15 หลัก"),
        ("table", [{"before": "ก", "old": "1"}] * 6, "มีได้ไม่เกิน 5 แถว"),
        ("named", [{"row": "steps", "old": "9", "new": ""}], "ขั้นตอน: กรอก “หลัง” ด้วย"),
    ],
)  # fmt: skip
def test_what_the_question_did_not_ask_for_is_explained(section, name, what, said):
    field = make_question(section, name)

    assert typed.problem(field, stored(field, what)) == said


def test_a_table_adds_up_and_says_what_changed(section):
    field = make_question(section, "table")
    value = stored(field, [
        {"before": "ขอแบบ", "old": "100", "after": "กรอกเอง", "new": "8"},
        {"before": "ยื่น", "old": "105", "after": "", "new": "3"},
    ])  # fmt: skip

    printed = kind_of(field).printed(field, value)

    assert printed["changes"] == ["ขั้นตอน: 2 → 1 ลดลง 1 (50 %)", "นาที: 205 → 11 ลดลง 194 (95 %)"]
    assert kind_of(field).meanings(field, value) == {
        "steps_before": "2", "minutes_before": "205", "minutes_after": "11",
    }  # fmt: skip


def test_a_cell_of_a_named_row_has_its_meaning(section):
    field = make_question(section, "named")
    value = stored(field, [{"row": "steps", "old": "9", "new": "3"}])

    assert kind_of(field).meanings(field, value) == {"steps_before": "9"}
    assert kind_of(field).printed(field, value)["changes"] == ["ขั้นตอน: 9 → 3 ลดลง 6 (67 %)"]


def test_a_choice_offered_no_more_stays_with_whoever_chose_it(section):
    field = make_question(section, "many")
    value = stored(field, {"chosen": ["a"], "other": ""})
    field.choices = [{**field.choices[0], "retired": True}, field.choices[1]]

    form = QuestionForm([Question(field, value)], problems={}, prefix="answer")

    assert stored(field, typed.sent(field, sent_by(str(form["many"])), "answer-many")) == value
    assert typed.problem(field, value) == ""
    assert kind_of(field).printed(field, value) == ["ก"]


def test_a_question_that_was_not_on_the_page_sends_nothing(section):
    for name in EVERY_TYPE:
        field = make_question(section, f"{name}", key=f"k-{name}")
        assert typed.sent(field, QueryDict("answer-other=x"), f"answer-{field.key}") is None


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("number", {"rules": {"min": 5, "max": 4}}),
        ("number", {"rules": {"decimals": 9}}),
        ("number", {"rules": {"colour": "red"}}),
        ("choice", {"choices": []}),
        ("many", {"rules": {"most": 0}}),
        ("table", {"rules": {}}),
        ("table", {"rules": {"columns": [{"key": "a", "type": "date", "words_th": "ก"}]}}),
        ("table", {"rules": {**EVERY_TYPE["table"]["rules"], "compare": [["old", "gone"]]}}),
        ("date", {"rules": {"precision": "hour"}}),
    ],
)
def test_rules_that_make_no_sense_are_explained(section, name, facts):
    field = make_question(section, name, **facts)

    assert kind_of(field).wrong_rules(field) != ""
