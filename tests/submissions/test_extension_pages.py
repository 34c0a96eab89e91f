"""Pages about more time: asking, proposing, deciding, and the public list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.deadlines import extending
from submissions.deadlines.extensions import closing_instant
from submissions.models import Extension
from tests.factories import (
    DEADLINE,
    make_amphoe,
    make_edition,
    make_lao,
    make_member,
    make_province,
)
from tests.submissions.factories import make_entry, make_officer

pytestmark = pytest.mark.django_db

URL = "/2565/entries/extensions/"
LATE = DEADLINE + timedelta(minutes=4)
NEXT_DAY = DEADLINE + timedelta(days=1)
TYPED = {"day": "6 ต.ค. 2565", "hour": "", "reason": "น้ำท่วม"}


@pytest.fixture
def officer(client, set_clock):
    set_clock(LATE)
    user = make_officer()
    client.force_login(user)
    return user


def give(edition, *, reason="น้ำท่วม", **scope) -> Extension:
    made = extending.propose(
        edition, until=NEXT_DAY, reason=reason, by=make_officer(), at=LATE, **scope
    )
    return extending.approve(made, by=make_officer(), at=LATE) if made.is_waiting else made


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_more_time_is_asked_about_before_it_is_given(client, officer):
    entry = make_entry()
    typed = {**TYPED, "scope": "entry", "entry": entry.number.lower().replace("-", " ")}

    asked = client.post(f"{URL}new/", typed).content.decode()

    assert "น้ำท่วม" in asked and 'name="confirmed" value="on"' in asked
    assert closing_instant(entry) == DEADLINE
    given = client.post(f"{URL}new/", {**typed, "confirmed": "on"})
    assert given["Location"] == f"{URL}queue/"
    assert closing_instant(entry) == NEXT_DAY


@pytest.mark.parametrize("scope", ["lao", "amphoe", "province", "everyone"])
def test_a_wider_proposal_waits_for_the_second_person(client, officer, scope):
    entry = make_entry(lao=make_lao(amphoe=make_amphoe(make_province(), name_th="ปากช่อง")))
    names = {
        "lao": {"scope": "lao", "lao": entry.lao.code},
        "amphoe": {"scope": "province", "province": "30", "amphoe": "อ.ปากช่อง"},
        "province": {"scope": "province", "province": "30"},
        "everyone": {"scope": "everyone"},
    }

    client.post(f"{URL}new/", {**TYPED, **names[scope], "confirmed": "on"})

    proposed = Extension.objects.get()
    own = client.get(f"{URL}{proposed.pk}/").content.decode()
    assert 'name="decision"' not in own and "รอคนที่สองอนุมัติ" in own
    client.force_login(make_officer())
    client.post(f"{URL}{proposed.pk}/", {"decision": "approve"})
    assert closing_instant(entry) == NEXT_DAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "เลือกว่าจะขยายเวลาให้ใคร"),
        ({**TYPED, "scope": "entry", "entry": "7777-7777"}, "ไม่มีผลงานหมายเลขนี้"),
        ({**TYPED, "scope": "lao", "lao": ""}, "ไม่พบ อปท. ชื่อนี้"),
        ({**TYPED, "scope": "lao", "lao": "ทดสอบ"}, "ชื่อนี้มีหลายแห่ง"),
        ({**TYPED, "scope": "province"}, "เลือกจังหวัด"),
        ({**TYPED, "scope": "province", "province": "30", "amphoe": "ไม่มี"}, "ไม่มีอำเภอชื่อนี้"),
        ({**TYPED, "scope": "everyone", "reason": " "}, "ใส่เหตุผล ทุกคนอ่านได้"),
        ({**TYPED, "scope": "everyone", "day": "5 ต.ค. 2565"}, "กำหนดใหม่ต้องอยู่หลังเวลานี้"),
        ({**TYPED, "scope": "everyone", "day": "6 ต.ค. 2665"}, "กรรมการเริ่มให้คะแนน"),
    ],
)
def test_a_proposal_that_cannot_be_understood_says_what_to_write(client, officer, typed, said):
    make_entry()
    make_lao()

    again = client.post(f"{URL}new/", {**typed, "confirmed": "on"})

    assert again.status_code == 200
    assert said in again.content.decode()
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("hour", "until"),
    [("", NEXT_DAY), ("23.59", NEXT_DAY), ("16.30", DEADLINE + timedelta(hours=16, minutes=30))],
)
def test_a_day_alone_counts_to_its_end(client, officer, hour, until):
    make_edition()

    client.post(f"{URL}new/", {**TYPED, "scope": "everyone", "hour": hour, "confirmed": "on"})

    assert Extension.objects.get().until == until


def test_a_late_writer_asks_on_the_page_of_the_entry_and_hears_there(client, set_clock):
    set_clock(LATE)
    entry = make_entry()
    client.force_login(entry.started_by)
    address = f"/2565/entries/{entry.pk}/"
    assert f"{address}more-time/" in page_of(client, address)

    client.post(f"{address}more-time/", {"plea": "ไฟฟ้าดับ"})

    page = page_of(client, address)
    assert "รอพิจารณา" in page and f"{address}more-time/" not in page
    client.force_login(make_officer())
    request = Extension.objects.get()
    assert "ไฟฟ้าดับ" in page_of(client, f"{URL}{request.pk}/")
    client.post(f"{URL}{request.pk}/", {**TYPED, "decision": "approve"})
    assert closing_instant(entry) == NEXT_DAY
    client.force_login(entry.started_by)
    assert "ขยายเวลาแล้ว" in page_of(client, address)


def test_a_refused_request_says_why(client, officer):
    entry = make_entry()
    request = extending.ask(entry, plea="ไฟฟ้าดับ", by=entry.started_by, at=LATE)

    unexplained = client.post(f"{URL}{request.pk}/", {"decision": "refuse"})
    client.post(f"{URL}{request.pk}/", {"decision": "refuse", "reason": "ไฟฟ้าไม่ดับ"})

    assert "พิมพ์เหตุผล" in unexplained.content.decode()
    client.force_login(entry.started_by)
    assert "ไฟฟ้าไม่ดับ" in page_of(client, f"/2565/entries/{entry.pk}/")


def test_everybody_reads_who_has_more_time_and_why_but_nobodys_name(client, set_clock):
    set_clock(LATE)
    entry = make_entry()
    given = give(entry.edition, entry=entry)
    waiting = extending.propose(
        entry.edition, until=NEXT_DAY, reason="ยังไม่อนุมัติ", by=make_officer(), at=LATE
    )

    page = page_of(client, URL)

    assert f"ผลงานหนึ่งรายการของ {entry.lao.display_name}" in page and "น้ำท่วม" in page
    assert entry.number not in page and waiting.reason not in page
    for person in (given.requested_by, given.approved_by, entry.started_by):
        assert str(person) not in page


def test_the_front_page_tells_of_it_beside_the_deadline(client, set_clock):
    set_clock(LATE)
    edition = make_edition()
    assert f'href="{URL}"' not in page_of(client, "/")

    give(edition)

    page = page_of(client, "/")
    assert f'href="{URL}"' in page
    assert "วันพฤหัสบดีที่ 6 ตุลาคม 2565 เวลา 23.59 น." in page


def test_the_strip_shows_those_concerned_their_own_deadline(client, set_clock):
    set_clock(LATE)
    entry, other = make_entry(), make_member()
    give(entry.edition, lao=entry.lao)

    pages = {}
    for person in (entry.started_by, other):
        client.force_login(person)
        pages[person] = page_of(client, "/2565/entries/")

    assert "ขยายเวลาให้คุณถึง" in pages[entry.started_by]
    assert "ขยายเวลาให้คุณถึง" not in pages[other]


@pytest.mark.parametrize("url", [URL, f"{URL}queue/"])
def test_thirty_extensions_cost_no_more_queries_than_one(client, officer, url):
    entry = make_entry()
    give(entry.edition, entry=entry)
    late = make_entry()
    extending.ask(late, plea="ไฟฟ้าดับ", by=late.started_by, at=LATE)
    client.get(url)
    one = queries_of(client, url)

    for _number in range(29):
        late = make_entry()
        give(late.edition, lao=late.lao)
        extending.ask(late, plea="ไฟฟ้าดับ", by=late.started_by, at=LATE)

    assert queries_of(client, url) == one


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, url)
    return len(queries)
