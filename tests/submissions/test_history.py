"""The history of an entry: every version with its writer, what it changed, and the way back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from submissions import timeline
from submissions.models import Answer, AnswerVersion, Entry, Status
from submissions.writing import answers
from tests.factories import WORKING_DAY, make_field, make_member
from tests.submissions.factories import make_entry, make_submitted_entry, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working_day(set_clock):
    set_clock(WORKING_DAY)


@pytest.fixture
def entry():
    return make_entry()


@pytest.fixture
def client(entry):
    client = Client()
    client.force_login(entry.started_by)
    return client


def history(entry, rest: str = "") -> str:
    return f"/2565/entries/{entry.pk}/history/{rest}"


def page(client, entry, rest: str = "") -> str:
    return client.get(history(entry, rest)).content.decode()


def restore(client, entry, *, version: AnswerVersion, seen: int):
    body = {"version": version.pk, "seen": seen}
    return client.post(history(entry, "restore/"), body)


def test_each_version_stands_there_with_its_writer_and_what_it_changed(entry, client):
    write(entry, title="เดินทาง 46 กิโลเมตร")
    write(entry, title="เดินทาง 48 กิโลเมตร")

    shown = page(client, entry)

    assert shown.count(str(entry.started_by)) >= 2
    assert "46" in shown.split("<del>")[1].split("</del>")[0]
    assert "48" in shown.split("<ins>")[1].split("</ins>")[0]


def test_words_that_lost_to_a_colleagues_are_in_the_history_too(entry, client):
    write(entry, title="ของเพื่อน")
    write(entry, title="ของฉันที่แพ้", seen=0)

    shown = page(client, entry)

    assert "ไม่ได้เลือกใช้" in shown
    assert AnswerVersion.objects.get(taken=False).value == "ของฉันที่แพ้"


def test_the_history_of_one_answer_leaves_the_others_out(entry, client):
    field = make_field(entry.edition.sections.get(), key="summary", label_th="เรื่องย่อ")
    write(entry, title="ชื่อที่หนึ่ง", summary="เรื่องที่หนึ่ง")

    shown = page(client, entry, f"?question={field.pk}")

    assert "เรื่องที่หนึ่ง" in shown
    assert "ชื่อที่หนึ่ง" not in shown


@pytest.mark.parametrize("question", ["x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_question_that_does_not_exist_shows_all(entry, client, question):
    write(entry, title="ชื่อ")

    response = client.get(history(entry), {"question": question})

    assert response.status_code == 200
    assert "ชื่อ" in response.content.decode()


def test_an_earlier_version_comes_back_as_a_new_one(entry, client):
    write(entry, title="หนึ่ง")
    write(entry, title="สอง")

    restore(client, entry, version=AnswerVersion.objects.get(version=1), seen=2)

    answer = Answer.objects.get()
    assert (answer.value, answer.version) == ("หนึ่ง", 3)
    values = AnswerVersion.objects.order_by("version").values_list("value", flat=True)
    assert list(values) == ["หนึ่ง", "สอง", "หนึ่ง"]


def test_a_version_is_not_restored_over_one_that_was_not_shown(entry, client):
    for words in ("หนึ่ง", "สอง", "ของเพื่อน"):
        write(entry, title=words)

    refused = restore(client, entry, version=AnswerVersion.objects.get(version=1), seen=2)

    assert refused.status_code == 409
    assert Answer.objects.get().value == "ของเพื่อน"


def test_a_version_of_another_entry_is_not_found(entry, client):
    other = make_entry(edition=entry.edition)
    write(other, title="ของคนอื่น")

    refused = restore(client, entry, version=AnswerVersion.objects.get(), seen=0)

    assert refused.status_code == 404
    assert not Answer.objects.filter(entry=entry).exists()


def test_nothing_is_restored_once_the_entry_has_left_the_organisation(entry, client):
    write(entry, title="หนึ่ง")
    write(entry, title="สอง")
    Entry.objects.filter(pk=entry.pk).update(status=Status.ELIGIBLE)

    refused = restore(client, entry, version=AnswerVersion.objects.get(version=1), seen=2)

    assert refused.status_code == 409
    assert "ใช้ฉบับนี้อีกครั้ง" not in page(client, entry)


def test_thirty_versions_cost_no_more_queries_than_one(entry, client):
    write(entry, title="หนึ่ง")
    client.get(history(entry))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(history(entry))
        return len(queries)

    one = cost()
    for number in range(29):
        write(entry, title=f"ฉบับ {number}")

    assert cost() == one


def test_a_run_of_saves_in_one_part_is_one_line_of_the_timeline(entry):
    for number in range(12):
        write(entry, title=f"ฉบับ {number}")

    assert len(timeline.of(entry)) == 1


def test_saves_of_two_people_are_two_lines(entry):
    section = entry.edition.sections.get()
    write(entry, title="ของฉัน")
    answers.save_section(
        entry, section, {"title": "ของเพื่อน"}, by=make_member(entry.lao), at=WORKING_DAY,
        versions={"title": 1},
    )  # fmt: skip

    assert len(timeline.of(entry)) == 2


def test_what_was_sent_stands_between_the_saves(set_clock):
    entry = make_submitted_entry()
    write(entry, title="แก้หลังส่ง")

    icons = [happening.icon for happening in timeline.of(entry)]

    assert icons[:2] == ["pencil", "send"]
