"""Whatever is typed, the page answers in Thai and keeps it; nothing breaks."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.models import Entry, Status
from submissions.writing import typed
from tests.factories import WORKING_DAY, make_field
from tests.submissions.factories import make_entry, make_officer, make_submitted_entry

pytestmark = pytest.mark.django_db

KINDS = ["text", "long_text", "number", "date", "url", "choice"]
NASTY = st.one_of(
    st.text(max_size=60),
    st.integers().map(str),
    st.sampled_from([
        "ก\x00ข", "๓๑ กุมภาพันธ์ ๒๕๖๕", "31/2/2565", "5 ตุลาคม 2022", str(10**30), "0000-00-00",
        "9999-99-99", "NaN", "1e400", "http://[", "javascript:alert(1)", "\u202e", "\u0e33" * 40,
        "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "²", "٣",
    ]),
)  # fmt: skip
PATIENTLY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def entry(set_clock):
    set_clock(WORKING_DAY)
    entry = make_entry()
    for kind in KINDS:
        make_field(entry.edition.sections.get(), key=kind, type=kind, budget=100)
    return entry


@pytest.fixture
def client_of_entry(entry):
    client = Client()
    client.force_login(entry.started_by)
    return client


@PATIENTLY
@given(text=NASTY)
def test_any_text_in_any_field_is_answered_and_reads_back_the_same(entry, client_of_entry, text):
    url = f"/2565/entries/{entry.pk}/parts/work/"
    sent = {f"answer-{kind}": text for kind in KINDS}

    response = client_of_entry.post(url, sent | {"seen-text": text, "use": text})
    again = client_of_entry.get(url)

    assert response.status_code in (200, 302)
    assert again.status_code == 200
    for answer in entry.answers.select_related("field"):
        assert typed.tidy(answer.field, answer.value) == answer.value


def test_a_megabyte_of_text_comes_back_with_the_reason(entry, client_of_entry):
    flood = "ก" * 340_000

    response = client_of_entry.post(
        f"/2565/entries/{entry.pk}/parts/work/", {"answer-title": flood, "seen-title": "0"}
    )

    assert "ใส่ได้ไม่เกิน 20,000 ตัวอักษร" in response.content.decode()
    assert flood in response.content.decode()
    assert entry.answers.count() == 0


@PATIENTLY
@given(note=NASTY, due=NASTY, decision=st.sampled_from(["return", "find_ineligible", "x"]),
       submission=NASTY)  # fmt: skip
def test_any_decision_form_is_answered_and_keeps_the_note(
    set_clock, note, due, decision, submission
):
    set_clock(WORKING_DAY)
    entry = Entry.objects.first() or make_submitted_entry()
    client = Client()
    client.force_login(make_officer())

    response = client.post(
        f"/2565/entries/screening/{entry.pk}/decide/",
        {"note": note, "due": due, "decision": decision, "submission": submission},
    )

    assert response.status_code == 200
    assert Entry.objects.get(pk=entry.pk).status == Status.SUBMITTED
