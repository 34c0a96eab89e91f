"""The organiser changes the form while people write: nothing is lost, everything is said first."""

import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contest_portal import audit
from contest_portal.editions import editing
from contest_portal.editions.models import Category, Edition, FormField, FormSection
from contest_portal.editions.question_form import new_question
from contest_portal.refusals import NotAllowed
from submissions.models import Answer
from submissions.writing import content
from tests.editions.factories import CHOICES, EVERY_TYPE, make_organiser, make_question
from tests.editions.inputs import sent_by
from tests.factories import DEADLINE, WORKING_DAY, make_field
from tests.submissions.factories import make_complete_entry, make_entry, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def entry(set_clock):
    set_clock(WORKING_DAY)
    return make_complete_entry()


@pytest.fixture
def title(entry):
    return entry.edition.sections.get().fields.get(key="title")


def save(question, organiser, *, at=WORKING_DAY, version=None, accepted=False, **facts):
    changed = copy.copy(question)
    for name, value in facts.items():
        setattr(changed, name, value)
    seen = question.version if version is None else version
    return editing.save_question(changed, version=seen, by=organiser, at=at, accepted=accepted)


def blocking(entry) -> list[str]:
    return [item.field.key for _part, item in content.blocking(content.read(entry))]


def test_rewording_keeps_answers_and_what_was_sent(entry, title, organiser):
    submission = submit(entry)
    digest = submission.document.digest

    save(title, organiser, label_th="เรียกผลงานนี้ว่าอะไร")

    assert Answer.objects.get().value == "ขออนุญาตออนไลน์"
    submission.document.refresh_from_db()
    assert submission.document.digest == digest
    assert submission.document.snapshot["answers"][0]["label"] == "ชื่อผลงาน"


def test_a_retired_question_keeps_its_answers_and_leaves_the_form(entry, title, organiser):
    editing.retire_question(title, version=1, by=organiser, at=WORKING_DAY)

    assert content.read(entry) == []
    assert [item.value for item in content.no_longer_asked(entry)] == ["ขออนุญาตออนไลน์"]
    assert audit.about(title).get().action == audit.Action.QUESTION_RETIRED


def test_the_entrant_still_reads_what_is_no_longer_asked(entry, title, organiser, client):
    client.force_login(entry.started_by)
    page = f"/2565/entries/{entry.pk}/"
    before = client.get(page).content.decode()
    editing.retire_question(title, version=1, by=organiser, at=WORKING_DAY)
    after = client.get(page).content.decode()

    told = "คำตอบ 1 ข้อของคำถามที่ไม่ถามแล้ว"
    assert (told in before, told in after) == (False, True)
    assert "ขออนุญาตออนไลน์" in after


def test_the_type_of_an_answered_question_stays(title, organiser):
    with pytest.raises(NotAllowed, match="เลิกใช้ข้อนี้แล้วเพิ่มข้อใหม่"):
        save(title, organiser, type="number", accepted=True)

    title.refresh_from_db()
    assert title.type == "text"


def test_an_added_required_question_says_which_drafts_become_incomplete(entry, organiser):
    question = new_question(entry.edition.sections.get(), FormField.Type.TEXT)
    question.label_th, question.required = "ใครทำ", True

    with pytest.raises(editing.Accept) as told:
        save(question, organiser)
    assert told.value.stakes.words == ["ผลงาน 1 รายการจะยังไม่ครบ เพราะยังไม่ได้ตอบข้อนี้"]
    assert not FormField.objects.filter(label_th="ใครทำ").exists()

    save(question, organiser, accepted=True)
    assert blocking(entry) == [question.key]


def test_a_smaller_budget_says_which_answers_must_be_corrected(title, organiser):
    with pytest.raises(editing.Accept) as told:
        save(title, organiser, budget=3)

    assert (told.value.stakes.answered, told.value.stakes.to_correct) == (1, 1)


def test_a_condition_says_in_how_many_entries_the_answer_is_hidden(entry, organiser):
    section = entry.edition.sections.get()
    decides = make_field(section, key="kind", type="choice", choices=CHOICES)
    depends = make_field(section, key="which")
    write(entry, which="ที่นี่")

    with pytest.raises(editing.Accept) as told:
        save(depends, organiser, asked_if=decides, asked_if_answers=["a"])
    assert told.value.stakes.hidden == 1

    save(depends, organiser, asked_if=decides, asked_if_answers=["a"], accepted=True)
    assert Answer.objects.get(field=depends).value == "ที่นี่"


def test_two_organisers_do_not_overwrite_each_other(title, organiser):
    save(title, organiser, label_th="ของคนแรก")

    with pytest.raises(editing.ChangedMeanwhile):
        save(title, make_organiser(), version=1, label_th="ของคนที่สอง")

    title.refresh_from_db()
    assert (title.label_th, title.version) == ("ของคนแรก", 2)


def test_after_the_closing_instant_only_words_change(title, organiser):
    save(title, organiser, at=DEADLINE, label_th="ถ้อยคำใหม่")
    title.refresh_from_db()

    with pytest.raises(editing.NotNow):
        save(title, organiser, at=DEADLINE, budget=500)
    with pytest.raises(editing.NotNow):
        editing.retire_question(title, version=2, by=organiser, at=DEADLINE)
    save(title, organiser, at=DEADLINE - timedelta(microseconds=1), budget=500)


def test_a_question_does_not_move_before_the_one_it_depends_on(entry, organiser):
    section = entry.edition.sections.get()
    decides = make_field(section, key="kind", type="choice", choices=CHOICES)
    depends = make_field(section, key="which", asked_if=decides)

    with pytest.raises(NotAllowed, match="ต้องอยู่หลังข้อนั้น"):
        editing.move_question(depends, "up", by=organiser, at=WORKING_DAY)
    with pytest.raises(NotAllowed):
        editing.retire_question(decides, version=1, by=organiser, at=WORKING_DAY)

    order = list(section.fields.values_list("key", flat=True))
    assert order == ["title", "kind", "which"]


def test_moving_changes_places_with_the_neighbour_and_stops_at_the_end(entry, organiser):
    section = entry.edition.sections.get()
    second = make_field(section, key="second")

    assert editing.move_question(second, "up", by=organiser, at=WORKING_DAY)
    assert not editing.move_question(second, "up", by=organiser, at=WORKING_DAY)
    assert list(section.fields.values_list("key", flat=True)) == ["second", "title"]


def test_a_question_of_one_category_is_asked_there_only(entry):
    section = entry.edition.sections.get()
    make_field(section, key="only", required=True, categories=["inside"])
    other = make_entry(by=entry.started_by)
    other.category = Category.objects.create(
        edition=entry.edition, key="inside", name_th="ภายใน", order=2
    )
    other.save()

    assert blocking(entry) == []
    assert blocking(other) == ["title", "only"]


def test_a_condition_is_judged_by_the_portal_and_hidden_answers_are_not_sent(entry):
    section = entry.edition.sections.get()
    decides = make_field(section, key="kind", type="choice", choices=CHOICES)
    make_field(section, key="which", required=True, asked_if=decides, asked_if_answers=["a"])
    write(entry, kind="b", which="ไม่เกี่ยว")
    assert blocking(entry) == []

    sent = submit(entry).document.snapshot["answers"]
    write(entry, kind="a", which="")

    assert [answer["key"] for answer in sent] == ["title", "kind"]
    assert blocking(entry) == ["which"]


def test_a_question_whose_answer_only_becomes_required_stays_on_the_page(entry):
    section = entry.edition.sections.get()
    decides = make_field(section, key="kind", type="choice", choices=CHOICES)
    make_field(section, key="which", required=True, asked_if=decides, asked_if_answers=["a"],
               asked_if_effect="require")  # fmt: skip

    assert blocking(entry) == []
    write(entry, kind="a")
    assert blocking(entry) == ["which"]


def test_what_is_required_now_keeps_one_on_the_page_and_the_text(entry):
    make_field(entry.edition.sections.get(), key="now", required=True, required_now=True)
    client = Client()
    client.force_login(entry.started_by)
    url = f"/2565/entries/{entry.pk}/parts/work/"
    sent = {"answer-title": "ใหม่", "seen-title": "1", "answer-now": "", "seen-now": "0"}

    page = client.post(url, sent)
    stayed = client.post(url, sent | {"stay": "1"})

    assert "ตอบข้อนี้ก่อนไปส่วนถัดไป" in page.content.decode()
    assert Answer.objects.get(field__key="title").value == "ใหม่"
    assert stayed.status_code == 302


def test_limits_are_changed_once_a_version(entry, organiser):
    limits = {"max_files": 3, "max_file_bytes": 1_000_000, "max_entry_bytes": 3_000_000,
              "file_kinds": ["pdf"]}  # fmt: skip
    editing.change_limits(entry.edition, limits, version=1, by=organiser, at=WORKING_DAY)

    with pytest.raises(editing.ChangedMeanwhile):
        editing.change_limits(entry.edition, limits, version=1, by=organiser, at=WORKING_DAY)

    edition = Edition.objects.get()
    assert (edition.max_files, edition.file_kinds, edition.form_version) == (3, ["pdf"], 2)


class TestPages:
    @pytest.fixture
    def client(self, entry, organiser):
        client = Client()
        client.force_login(organiser)
        return client

    def test_a_question_is_written_previewed_and_saved(self, client, entry):
        url = "/2565/form/parts/work/questions/new/?type=number"
        typed = {"type": "number", "version": "1", "label_th": "ผู้ใช้", "unit_th": "คน", "max": "๙๐"}

        preview = client.post(url, typed | {"preview": "1"})
        saved = client.post(url, typed | {"save": "1"})

        assert "ผู้ใช้ (คน)" in preview.content.decode()
        question = FormField.objects.get(label_th="ผู้ใช้")
        assert saved["Location"] == f"/2565/form/#q-{question.key}"
        assert question.rules == {"unit_th": "คน", "max": 90}

    @pytest.mark.parametrize("type_", FormField.Type.values)
    def test_saving_what_the_page_shows_changes_no_rule(self, client, entry, type_):
        name = {"many_choices": "many", "file": "file"}.get(type_, type_)
        section = entry.edition.sections.get()
        question = (
            make_question(section, name)
            if name in EVERY_TYPE
            else make_field(section, type="file", rules={"kinds": ["pdf"], "most": 2})
        )
        before = (question.rules, question.choices, question.budget)

        page = client.get(f"/2565/form/questions/{question.pk}/").content.decode()
        form = page[page.index("data-previewed") : page.index('id="preview"')]
        answer = client.post(
            f"/2565/form/questions/{question.pk}/", dict(sent_by(form).lists()) | {"save": "1"}
        )

        assert answer.status_code == 302
        question.refresh_from_db()
        assert (question.rules, question.choices, question.budget) == before

    def test_a_change_that_touches_entries_asks_first(self, client, title):
        url = f"/2565/form/questions/{title.pk}/"
        typed = {"type": "text", "version": "1", "label_th": "ชื่อ", "needed": "submit",
                 "means": "title", "budget": "3"}  # fmt: skip

        asked = client.post(url, typed | {"save": "1"})
        client.post(url, typed | {"accept": "1"})

        assert asked.status_code == 409
        assert "คำตอบ 1 รายการต้องแก้ก่อนจึงจะส่งผลงานได้" in asked.content.decode()
        title.refresh_from_db()
        assert title.budget == 3

    def test_a_part_is_added_at_the_end(self, client):
        client.post("/2565/form/parts/new/", {"title_th": "ส่วนใหม่", "version": "1"})

        assert [part.title_th for part in FormSection.objects.all()] == ["ผลงาน", "ส่วนใหม่"]

    def test_the_list_asks_the_database_as_often_for_thirty_questions(self, client, entry):
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/2565/form/").status_code == 200
            return len(asked)

        few = queries()
        for _number in range(30):
            make_field(entry.edition.sections.get())

        assert queries() == few
