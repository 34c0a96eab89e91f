"""A page saves by itself while somebody types: what it sends, and what it is told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contest_portal import audit
from submissions.models import Answer, AnswerVersion, Entry, Status
from tests.factories import DEADLINE, WORKING_DAY, make_field, make_member
from tests.submissions.factories import make_entry, write

pytestmark = pytest.mark.django_db

PAGE, OTHER_PAGE = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def working_day(set_clock):
    set_clock(WORKING_DAY)


@pytest.fixture
def entry():
    return make_entry()


def signed_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def place(entry) -> str:
    return f"/2565/entries/{entry.pk}/parts/work/autosave/"


def send(entry, *, by=None, page="", turn=1, **typed):
    """Answers by key, with `seen` for the version that all of them were typed over."""
    by = by or entry.started_by
    seen = typed.pop("seen", 0)
    body = {"person": str(by.pk)}
    for key, text in typed.items():
        body |= {f"answer-{key}": text, f"seen-{key}": seen}
        body |= {f"page-{key}": f"{page}:{turn}"} if page else {}
    return signed_in(by).post(place(entry), body, headers={"accept": "application/json"})


def test_an_answer_is_saved_and_the_contests_time_is_told(entry):
    told = send(entry, title="ขออนุญาตออนไลน์").json()

    assert told == {
        "hour": "09.00 น.", "late": False, "conflicts": {},
        "answers": {"title": {"version": 1, "problem": ""}},
    }  # fmt: skip
    assert Answer.objects.get().value == "ขออนุญาตออนไลน์"


def test_only_the_answers_sent_are_touched(entry):
    make_field(entry.edition.sections.get(), key="summary")
    write(entry, title="ชื่อ", summary="เรื่อง")

    send(entry, summary="เรื่องใหม่", seen=1)

    values = Answer.objects.order_by("field__order").values_list("value", "version")
    assert list(values) == [("ชื่อ", 1), ("เรื่องใหม่", 2)]


def test_an_invalid_answer_is_kept_and_marked(entry):
    make_field(entry.edition.sections.get(), key="users", type="number")

    told = send(entry, users="ราวสามร้อย").json()

    assert told["answers"]["users"]["version"] == 1
    assert "ใส่เป็นตัวเลข" in told["answers"]["users"]["problem"]
    assert Answer.objects.get().value == "ราวสามร้อย"


def test_an_endless_answer_is_not_called_saved(entry):
    told = send(entry, title="ก" * 20_001).json()

    assert told["answers"]["title"]["version"] is None
    assert "20,000" in told["answers"]["title"]["problem"]


def test_over_a_colleagues_words_both_versions_come_back_and_theirs_stay(entry):
    write(entry, title="เดินทาง 48 กิโลเมตร")

    told = send(entry, title="เดินทาง 46 กิโลเมตร", seen=0).json()

    assert told["answers"]["title"]["version"] is None
    assert "ใช้ของฉัน" in told["conflicts"]["title"]
    assert Answer.objects.get().value == "เดินทาง 48 กิโลเมตร"
    assert AnswerVersion.objects.get(taken=False).value == "เดินทาง 46 กิโลเมตร"


def test_an_old_version_sent_again_is_not_called_saved_either(entry):
    write(entry, title="ของเดิม")
    write(entry, title="ของเพื่อน")

    told = send(entry, title="ของเดิม", seen=1).json()

    assert told["answers"]["title"]["version"] is None
    assert list(told["conflicts"]) == ["title"]
    assert not AnswerVersion.objects.filter(taken=False).exists()


def test_a_page_goes_on_after_an_answer_that_never_reached_it(entry):
    send(entry, title="หนึ่ง", page=PAGE, turn=1)

    told = send(entry, title="หนึ่งสอง", page=PAGE, turn=2, seen=0).json()

    assert told["answers"]["title"]["version"] == 2
    assert told["conflicts"] == {}


def test_another_page_of_the_same_person_is_another_writer(entry):
    send(entry, title="หนึ่ง", page=PAGE, turn=1)

    told = send(entry, title="สอง", page=OTHER_PAGE, turn=2, seen=0).json()

    assert list(told["conflicts"]) == ["title"]


def test_the_name_of_a_colleagues_page_opens_nothing(entry):
    send(entry, title="หนึ่ง", page=PAGE, turn=1)
    colleague = make_member(entry.lao)

    told = send(entry, by=colleague, title="สอง", page=PAGE, turn=2, seen=0).json()

    assert list(told["conflicts"]) == ["title"]


def test_a_request_that_was_overtaken_by_a_later_one_does_not_undo_it(entry):
    send(entry, title="หนึ่งสอง", page=PAGE, turn=2)

    send(entry, title="หนึ่ง", page=PAGE, turn=1, seen=0)

    assert Answer.objects.get().value == "หนึ่งสอง"


def test_between_a_pages_own_words_a_colleagues_are_noticed(entry):
    send(entry, title="หนึ่ง", page=PAGE, turn=1)
    send(entry, title="ของเพื่อน", by=make_member(entry.lao), page=OTHER_PAGE, seen=1)

    told = send(entry, title="หนึ่งสอง", page=PAGE, turn=2, seen=0).json()

    assert list(told["conflicts"]) == ["title"]
    assert Answer.objects.get().value == "ของเพื่อน"


def test_whoever_takes_the_colleagues_version_keeps_ones_own_in_the_history(entry):
    write(entry, title="ของเพื่อน")
    by = entry.started_by
    body = {
        "person": str(by.pk), "answer-title": "ของฉันที่พิมพ์ต่อ", "seen-title": "0",
        "use": "theirs:title:1",
    }  # fmt: skip

    told = signed_in(by).post(place(entry), body).json()

    assert (told["answers"]["title"]["version"], told["conflicts"]) == (1, {})
    assert Answer.objects.get().value == "ของเพื่อน"
    assert AnswerVersion.objects.get(taken=False).value == "ของฉันที่พิมพ์ต่อ"


def test_after_the_deadline_it_is_a_late_draft_and_the_page_is_told(entry, set_clock):
    set_clock(DEADLINE)

    told = send(entry, title="มาช้า").json()

    assert told["late"] is True
    assert audit.about(entry).get().facts["late"] is True


def test_an_entry_that_has_left_the_organisation_refuses_in_words(entry):
    Entry.objects.filter(pk=entry.pk).update(status=Status.ELIGIBLE)

    refused = send(entry, title="ชื่อ")

    assert refused.status_code == 409
    assert "ผ่านคุณสมบัติ" in refused.json()["reason"]


def test_a_person_who_is_signed_out_is_told_so_and_nothing_of_theirs_is_put_aside(entry):
    client = Client()

    told = client.post(place(entry), {"answer-title": "ชื่อ"}, headers={"accept": "application/json"})

    assert told.status_code == 401
    assert "kept_text" not in client.session


def test_words_of_one_person_are_not_saved_by_another_at_the_same_computer(entry):
    colleague = make_member(entry.lao)
    body = {"person": str(entry.started_by.pk), "answer-title": "ของฉัน"}

    told = signed_in(colleague).post(place(entry), body)

    assert (told.status_code, told.json()["person"]) == (403, str(colleague.pk))
    assert not Answer.objects.exists()


def test_a_page_from_before_signing_in_fetches_a_fresh_token(entry):
    client = signed_in(entry.started_by, enforce_csrf_checks=True)
    body = {"person": str(entry.started_by.pk), "answer-title": "ชื่อ", "seen-title": "0"}
    assert client.post(place(entry), body).status_code == 403

    fresh = client.get(place(entry)).json()
    told = client.post(place(entry), body | {"csrfmiddlewaretoken": fresh["token"]})

    assert (told.status_code, fresh["person"]) == (200, str(entry.started_by.pk))


def test_saving_ten_answers_costs_two_statements_more_for_each_and_no_other(entry):
    section = entry.edition.sections.get()
    keys = [make_field(section, key=f"field-{n}").key for n in range(10)]
    by = entry.started_by
    client = signed_in(by)
    client.get(place(entry))

    def cost(answered: list[str], text: str) -> int:
        body = {"person": str(by.pk)} | {f"answer-{key}": text for key in answered}
        seen = Answer.objects.filter(field__key__in=answered).values_list("field__key", "version")
        body |= {f"seen-{key}": version for key, version in seen}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(place(entry), body).status_code == 200
        return len(queries)

    cost(keys, "ครั้งแรก")
    one, ten = cost(keys[:1], "ครั้งที่สอง"), cost(keys, "ครั้งที่สาม")

    assert one <= 20
    assert ten - one == 18
