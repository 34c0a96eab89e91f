"""Screening: criteria with evidence, the finding that follows, whose desk, many at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from submissions.models import (
    Entry,
    Screener,
    ScreeningCheck,
    ScreeningCriterion,
    ScreeningMark,
    Status,
)
from submissions.parts import load_screening
from submissions.screening import bulk, desk, evidence, findings
from submissions.screening.findings import Given
from submissions.sending import workflow
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_lao, make_member
from tests.submissions.factories import (
    make_complete_entry,
    make_officer,
    make_submitted_entry,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
CRITERIA = [
    {"key": "real", "question_th": "ใช้จริง", "evidence": ["means:title"]},
    {"key": "own", "question_th": "เป็น อปท.", "evidence": ["register", "sender", "arrival"]},
]


@pytest.fixture
def entry():
    edition = make_edition()
    load_screening(edition, CRITERIA)
    return make_submitted_entry(edition=edition)


@pytest.fixture
def officer():
    return make_officer()


def answer(entry, by, **given):
    criteria = {criterion.key: criterion for criterion in ScreeningCriterion.objects.all()}
    found = {criteria[key]: Given(*value.split("|")) for key, value in given.items()}
    findings.mark(entry.last_submission, found, by=by, at=DEADLINE)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_entry_is_eligible_only_when_every_criterion_is_fulfilled(entry, officer):
    answer(entry, officer, real="yes")
    with pytest.raises(NotAllowed, match="ไม่ครบ"):
        workflow.advance(entry, "find_eligible", by=officer, at=DEADLINE)
    answer(entry, officer, own="unsure")
    with pytest.raises(NotAllowed, match="ยังบอกไม่ได้"):
        workflow.advance(entry, "find_eligible", by=officer, at=DEADLINE)
    answer(entry, officer, own="yes")

    workflow.advance(entry, "find_eligible", by=officer, at=DEADLINE)

    assert Entry.objects.get().status == Status.ELIGIBLE


def test_an_entry_is_not_eligible_only_when_some_criterion_says_so(entry, officer):
    answer(entry, officer, real="yes", own="yes")
    with pytest.raises(NotAllowed, match="ไม่ใช่"):
        workflow.advance(entry, "find_ineligible", by=officer, at=DEADLINE, note="เหตุผล")
    answer(entry, officer, real="no|ยังไม่เปิดใช้")

    workflow.advance(entry, "find_ineligible", by=officer, at=DEADLINE, note="ยังไม่เปิดใช้")

    assert Entry.objects.get().status == Status.INELIGIBLE


def test_the_same_answers_again_change_and_record_nothing(entry, officer):
    answer(entry, officer, real="yes")
    answer(entry, officer, real="yes")

    recorded = audit.about(entry).filter(action=audit.Action.SCREENING_MARKED)
    assert (ScreeningMark.objects.count(), recorded.count()) == (1, 1)


def test_answers_about_an_older_version_are_refused(entry, officer):
    older = entry.last_submission
    write(entry, title="ชื่อใหม่")
    submit(entry)

    with pytest.raises(NotAllowed, match="ฉบับใหม่"):
        findings.mark(older, {}, by=officer, at=DEADLINE)


def test_the_evidence_stands_beside_its_criterion(entry):
    subject = evidence.Subject(entry, entry.last_submission, [])
    real, own = ScreeningCriterion.objects.all()

    assert [(fact.term, fact.words) for fact in evidence.of(real, subject)] == [
        ("ชื่อผลงาน", "ขออนุญาตออนไลน์")
    ]
    assert len(evidence.of(own, subject)) == 7


def test_evidence_that_nobody_can_show_is_refused_when_the_edition_is_loaded():
    with pytest.raises(ValueError, match="horoscope"):
        load_screening(
            make_edition(), [{"key": "a", "question_th": "ก", "evidence": ["horoscope"]}]
        )


def test_an_answer_whose_evidence_did_not_change_is_there_again_for_the_next_version(
    entry, officer, set_clock
):
    answer(entry, officer, real="yes", own="yes")
    write(entry, title="ชื่อใหม่")
    submit(entry)
    set_clock(DEADLINE)
    kept = ScreeningCriterion.objects.get(key="real")

    page = signed_in(officer).get(f"/2565/entries/screening/{entry.pk}/")

    rows = {row.criterion.key: row.answer.value() for row in page.context["rows"]}
    assert rows == {"real": None, "own": "yes"}
    assert kept.marks.count() == 1


def test_a_finding_is_opened_again_with_a_reason_that_the_members_read(entry, officer):
    answer(entry, officer, real="no", own="yes")
    workflow.advance(entry, "find_ineligible", by=officer, at=DEADLINE, note="ยังไม่เปิดใช้")

    with pytest.raises(NotAllowed, match="เหตุผล"):
        workflow.advance(entry, "reopen", by=officer, at=DEADLINE, note=" ")
    workflow.advance(entry, "reopen", by=officer, at=DEADLINE, note="มีหลักฐานใหม่")

    assert Entry.objects.get().status == Status.SUBMITTED
    assert ScreeningCheck.objects.get().reopen_reason == "มีหลักฐานใหม่"
    assert "มีหลักฐานใหม่" in Message.objects.get(kind="entry_reopened").text


def test_what_the_judges_read_is_not_opened_again(entry, officer):
    answer(entry, officer, real="yes", own="yes")
    workflow.advance(entry, "find_eligible", by=officer, at=DEADLINE)

    with pytest.raises(NotAllowed, match="กรรมการ"):
        workflow.advance(
            entry, "reopen", by=officer, at=entry.edition.judging_opens_at, note="เปลี่ยนใจ"
        )


def test_whoever_begins_the_checklist_has_the_entry(entry, officer):
    answer(entry, officer, real="yes")

    assert desk.holder_of(entry) == officer


def test_two_officers_do_not_screen_the_same_entry(entry, officer):
    desk.take(entry, by=officer, at=DEADLINE)
    other = make_officer()

    with pytest.raises(NotAllowed, match="กำลังคัดกรอง"):
        answer(entry, other, real="yes")
    with pytest.raises(NotAllowed, match="กำลังคัดกรอง"):
        desk.take(entry, by=other, at=DEADLINE)
    desk.take(entry, by=other, at=DEADLINE, over_from=officer)

    assert desk.holder_of(entry) == other


def test_an_officer_leaves_what_is_on_the_own_desk_only(entry, officer):
    desk.take(entry, by=officer, at=DEADLINE)

    desk.put_back(entry, by=make_officer(), at=DEADLINE)
    assert Screener.objects.count() == 1
    desk.put_back(entry, by=officer, at=DEADLINE)
    assert Screener.objects.count() == 0


def test_an_entry_is_given_to_those_only_who_screen(entry, officer):
    with pytest.raises(NotAllowed, match="ไม่มีหน้าที่"):
        desk.assign(entry, entry.started_by, by=officer, at=DEADLINE)


def test_the_checklist_and_the_decision_are_sent_together(entry, officer, set_clock):
    set_clock(DEADLINE)
    given = {f"answer-{one.pk}": "yes" for one in ScreeningCriterion.objects.all()}
    sent = {"submission": entry.last_submission.pk, "decision": "find_eligible", "decide": "1"}

    signed_in(officer).post(f"/2565/entries/screening/{entry.pk}/decide/", given | sent)

    assert Entry.objects.get().status == Status.ELIGIBLE
    assert ScreeningMark.objects.count() == 2


def test_the_checklist_can_be_kept_without_a_decision(entry, officer, set_clock):
    set_clock(DEADLINE)
    criterion = ScreeningCriterion.objects.first()
    sent = {"submission": entry.last_submission.pk, f"answer-{criterion.pk}": "no", "keep": "1"}

    signed_in(officer).post(f"/2565/entries/screening/{entry.pk}/decide/", sent)

    assert Entry.objects.get().status == Status.SUBMITTED
    assert ScreeningMark.objects.get().answer == "no"


def two_entries():
    edition = make_edition()
    load_screening(edition, CRITERIA[:1])
    return [make_submitted_entry(by=make_member(make_lao()), edition=edition) for _lao in "ab"]


def test_many_at_once_does_what_can_be_done_and_names_the_rest(officer, set_clock):
    ready, unanswered = two_entries()
    answer(ready, officer, real="yes")
    set_clock(DEADLINE)
    client = signed_in(officer)
    chosen = {"action": "find_eligible", "entry": [ready.pk, unanswered.pk]}

    page = client.post("/2565/entries/screening/many/", chosen)
    client.post("/2565/entries/screening/many/do/", chosen)

    assert [row.entry for row in page.context["refused"]] == [unanswered]
    assert [row.entry for row in page.context["ready"]] == [ready]
    assert list(Entry.objects.eligible()) == [ready]


def test_doing_it_again_does_nothing_again(officer):
    entries = two_entries()
    facts = {"by": officer, "at": DEADLINE, "note": "ขอเพิ่ม"}
    due = DEADLINE + (DEADLINE - WORKING_DAY)

    first = bulk.do("return", entries, {}, due_at=due, **facts)
    again = bulk.do("return", list(Entry.objects.all()), {}, due_at=due, **facts)

    assert (first.taken, again.taken, again.refused) == (2, 0, [])
    assert [entry.send_backs.count() for entry in Entry.objects.all()] == [1, 1]


def test_a_newer_version_than_the_one_shown_is_not_decided_about(officer):
    entry, _other = two_entries()
    read = {entry.pk: entry.last_submission.pk}
    write(entry, title="ชื่อใหม่")
    submit(entry)
    answer(entry, officer, real="yes")

    done = bulk.do("find_eligible", [entry], read, by=officer, at=DEADLINE)

    assert done.taken == 0
    assert "ฉบับใหม่" in done.refused[0][1]


def test_nonsense_chosen_in_the_queue_is_left_out(officer, set_clock):
    two_entries()
    set_clock(DEADLINE)

    answered = signed_in(officer).post(
        "/2565/entries/screening/many/", {"action": "x", "entry": ["1", "'; --"]}
    )

    assert answered.status_code == 302


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", 2), ("show=similar", 0), ("show=late_files", 0), ("show=overdue", 0), ("desk=mine", 1),
        ("desk=nobody", 1), ("kind=tao", 2), ("kind=pao", 0), ("province=30", 2),
        ("status=draft", 0), ("show=nonsense&province=%00", 2),
    ],
)  # fmt: skip
def test_the_queue_shows_what_the_filters_leave(officer, set_clock, filters, found):
    first, _second = two_entries()
    desk.take(first, by=officer, at=DEADLINE)
    set_clock(DEADLINE)

    page = signed_in(officer).get(f"/2565/entries/screening/?{filters}".replace("%00", "zz"))

    assert len(page.context["page"].object_list) == found


def test_the_queue_says_how_far_each_checklist_is(entry, officer, set_clock):
    answer(entry, officer, real="yes")
    set_clock(DEADLINE)

    page = signed_in(officer).get("/2565/entries/screening/")

    assert [shown.marks for shown in page.context["page"]] == [1]
    assert "ตอบแล้ว 1 จาก 2 ข้อ" in page.content.decode()


def test_an_overdue_answer_comes_first_in_the_queue(officer, set_clock):
    waiting, returned = two_entries()
    due = DEADLINE + (DEADLINE - WORKING_DAY)
    workflow.advance(returned, "return", by=officer, at=DEADLINE, note="ขอเพิ่ม", due_at=due)
    set_clock(due)

    page = signed_in(officer).get("/2565/entries/screening/")

    assert [entry.pk for entry in page.context["page"]] == [returned.pk, waiting.pk]
    assert page.context["overdue"] == 1


def test_the_queue_costs_no_more_queries_for_thirty_than_for_one(officer, set_clock):
    set_clock(DEADLINE)
    edition = make_edition()
    load_screening(edition, CRITERIA)
    client = signed_in(officer)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get("/2565/entries/screening/")
        return len(made)

    member = make_member(make_lao())
    answer(make_submitted_entry(by=member, edition=edition), officer, real="yes")
    queries()
    one = queries()
    for _entry in range(29):
        answer(make_submitted_entry(by=member, edition=edition), officer, real="yes")

    assert queries() == one


def test_an_officer_sees_how_far_a_draft_is_and_not_what_it_says(officer, set_clock):
    draft = make_complete_entry()
    write(draft, title="ข้อความลับในร่าง")
    set_clock(DEADLINE)
    client = signed_in(officer)
    pages = [
        client.get(url.format(draft.pk)).content.decode()
        for url in (
            "/2565/entries/screening/", "/2565/entries/screening/{}/", "/2565/entries/{}/",
            "/2565/entries/{}/versions/",
        )
    ]  # fmt: skip

    assert ["ข้อความลับในร่าง" in page for page in pages] == [False] * 4
    assert client.get(f"/2565/entries/{draft.pk}/check/").status_code == 403
