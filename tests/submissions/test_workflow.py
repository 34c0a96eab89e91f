"""The life of an entry: every step from every status, the deadline, and receipts."""

from datetime import timedelta

import pytest

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, ScreeningCheck, SendBack, Status, Submission
from submissions.sending import steps, workflow
from tests.factories import DEADLINE, OPENING, WORKING_DAY, make_edition, make_lao, make_member
from tests.submissions.factories import (
    make_complete_entry,
    make_entry,
    make_officer,
    make_submitted_entry,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)

ALLOWED = {
    "revise": {Status.DRAFT, Status.SUBMITTED, Status.RETURNED},
    "submit": {Status.DRAFT, Status.SUBMITTED, Status.RETURNED},
    "withdraw": {Status.DRAFT, Status.SUBMITTED, Status.RETURNED},
    "return": {Status.SUBMITTED},
    "find_eligible": {Status.SUBMITTED},
    "find_ineligible": {Status.SUBMITTED},
    "reopen": {Status.ELIGIBLE, Status.INELIGIBLE},
}


def test_the_table_knows_exactly_the_steps_of_the_contest():
    approving = {"ask_approval", "approve", "decline"}  # tried in test_approving.py

    assert set(steps.STEPS) == {*ALLOWED, *approving}


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("step", ALLOWED)
def test_a_step_is_open_from_its_own_statuses_only(step, status):
    entry = make_complete_entry()
    Entry.objects.filter(pk=entry.pk).update(status=status)
    entry.refresh_from_db()
    own = steps.STEPS[step].permission in steps.OWN
    person = entry.started_by if own else make_officer()

    reason = workflow.why_not(entry, step, by=person, at=WORKING_DAY)

    assert (reason is None) == (status in ALLOWED[step])


def test_an_lao_may_not_screen_its_own_entry():
    entry = make_submitted_entry()

    with pytest.raises(NotAllowed, match="บทบาท"):
        workflow.advance(entry, "find_eligible", by=entry.started_by, at=WORKING_DAY)


def test_an_officer_may_not_submit_for_an_lao():
    entry = make_complete_entry()

    with pytest.raises(NotAllowed, match="บทบาท"):
        workflow.submit(entry, by=make_officer(), at=WORKING_DAY, key="k1")


def test_a_member_of_another_lao_may_not_submit():
    make_edition()
    entry = make_complete_entry()

    with pytest.raises(NotAllowed, match="หน่วยงานอื่น"):
        workflow.submit(entry, by=make_member(), at=WORKING_DAY, key="k1")


def test_an_entry_that_arrives_a_microsecond_before_the_closing_instant_is_in_time():
    entry = make_complete_entry()

    submission = submit(entry, at=DEADLINE - MICROSECOND)

    assert submission.arrived_at == DEADLINE - MICROSECOND
    assert Entry.objects.get().status == Status.SUBMITTED


def test_an_entry_that_arrives_at_the_closing_instant_is_late_and_stays_a_draft():
    entry = make_complete_entry()

    with pytest.raises(NotAllowed) as refused:
        submit(entry, at=DEADLINE)

    assert "วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น." in refused.value.reason
    assert "6 ต.ค. 2565 00.00.00 น." in refused.value.reason
    assert "ฉบับร่าง" in refused.value.next_step
    assert Entry.objects.get().status == Status.DRAFT
    assert Submission.objects.count() == 0


def test_nothing_can_be_submitted_before_the_opening_instant():
    entry = make_complete_entry()

    with pytest.raises(NotAllowed, match="เปิดรับผลงาน"):
        submit(entry, at=OPENING - MICROSECOND)


def test_an_unverified_member_may_draft_but_not_submit():
    person = make_member(verified=False)
    entry = make_complete_entry(by=person)

    with pytest.raises(NotAllowed, match="ยังไม่มีผู้ยืนยัน"):
        submit(entry)

    assert entry.answers.get().value == "ขออนุญาตออนไลน์"


def test_an_entry_with_a_blank_required_answer_cannot_be_submitted():
    entry = make_entry()

    with pytest.raises(NotAllowed, match="เหลืออีก 1 เรื่อง"):
        submit(entry)


def test_submitting_freezes_what_the_entry_holds():
    entry = make_complete_entry()

    submission = submit(entry)

    snapshot = submission.document.snapshot
    assert snapshot["entry"] == entry.number
    assert snapshot["lao"]["code"] == entry.lao.code
    assert snapshot["arrived_at"] == WORKING_DAY.isoformat()
    field = entry.edition.sections.get().fields.get()
    assert snapshot["answers"] == [
        {
            "id": str(field.pk), "stored": "ขออนุญาตออนไลน์",
            "section": "ผลงาน", "key": "title", "means": "title", "label": "ชื่อผลงาน",
            "type": "text", "value": "ขออนุญาตออนไลน์",
        }
    ]  # fmt: skip
    assert snapshot["files"] == []
    assert submission.document.is_intact


def test_the_same_key_gives_the_same_receipt_even_after_the_deadline():
    entry = make_complete_entry()
    first = submit(entry, key="key-one")

    again = submit(entry, key="key-one", at=DEADLINE + timedelta(days=1))

    assert again == first
    assert Submission.objects.count() == 1


def test_another_key_with_unchanged_content_gives_the_last_receipt():
    entry = make_complete_entry()
    first = submit(entry, key="key-one")

    again = submit(entry, key="key-two")

    assert again == first
    assert audit.about(entry).filter(action=audit.Action.ENTRY_SUBMITTED).count() == 1


def test_submitting_again_keeps_the_old_snapshot():
    entry = make_complete_entry()
    first = submit(entry)
    write(entry, title="ชื่อใหม่")

    second = submit(entry, at=WORKING_DAY + timedelta(hours=1))

    first.refresh_from_db()
    assert first.document.snapshot["answers"][0]["value"] == "ขออนุญาตออนไลน์"
    assert second.document.snapshot["answers"][0]["value"] == "ชื่อใหม่"
    assert entry.last_submission == second


def test_a_stale_page_cannot_undo_a_submission():
    entry = make_complete_entry()
    stale = Entry.objects.get(pk=entry.pk)
    submit(entry)

    write(stale, title="พิมพ์จากหน้าเก่า")

    assert stale.status == Status.DRAFT
    assert Entry.objects.get().status == Status.SUBMITTED


def test_a_returned_entry_has_its_own_clock_after_the_deadline():
    entry = make_submitted_entry()
    due = DEADLINE + timedelta(days=3)
    workflow.advance(entry, "return", by=make_officer(), at=DEADLINE, note="ขอภาพหน้าจอ", due_at=due)
    write(entry, title="ชื่อใหม่", at=DEADLINE + timedelta(days=1))

    submission = submit(entry, at=due - MICROSECOND)

    assert Entry.objects.get().status == Status.SUBMITTED
    assert SendBack.objects.get().answered_at == due - MICROSECOND
    assert entry.last_submission == submission


def test_a_returned_entry_is_late_when_its_own_clock_has_run_out():
    entry = make_submitted_entry()
    due = DEADLINE + timedelta(days=3)
    workflow.advance(entry, "return", by=make_officer(), at=DEADLINE, note="ขอภาพหน้าจอ", due_at=due)

    with pytest.raises(NotAllowed, match="ปิดรับแล้ว"):
        submit(entry, at=due)


def test_a_returned_entry_sent_unchanged_still_answers_the_officer():
    entry = make_submitted_entry()
    workflow.advance(
        entry, "return", by=make_officer(), at=WORKING_DAY, note="แน่ใจหรือไม่",
        due_at=DEADLINE + timedelta(days=3),
    )  # fmt: skip

    submit(entry)

    assert Entry.objects.get().status == Status.SUBMITTED
    assert Submission.objects.count() == 2


def test_the_version_sent_last_counts_even_while_the_clock_stands_still(set_clock):
    set_clock(WORKING_DAY)
    entry = make_complete_entry()
    sent = []
    for number in range(6):
        write(entry, title=f"ฉบับที่ {number}")
        sent.append(submit(entry).number)

    assert [each.number for each in entry.submissions.all()] == sent
    assert entry.last_submission.number == sent[-1]


def test_an_officer_who_read_an_older_version_must_read_the_newer_one():
    entry = make_submitted_entry()
    read = entry.last_submission
    write(entry, title="ชื่อใหม่")
    submit(entry, at=WORKING_DAY + timedelta(minutes=5))

    with pytest.raises(NotAllowed, match="ฉบับใหม่"):
        workflow.advance(entry, "find_eligible", by=make_officer(), at=WORKING_DAY, submission=read)

    assert Entry.objects.get().status == Status.SUBMITTED


def test_finding_an_entry_not_eligible_needs_a_reason():
    entry = make_submitted_entry()

    with pytest.raises(NotAllowed, match="เหตุผล"):
        workflow.advance(entry, "find_ineligible", by=make_officer(), at=WORKING_DAY, note="  ")

    assert Entry.objects.get().status == Status.SUBMITTED


def test_a_finding_is_kept_with_the_version_it_is_about():
    entry = make_submitted_entry()
    officer = make_officer()

    workflow.advance(entry, "find_eligible", by=officer, at=WORKING_DAY, note="ครบถ้วน")

    finding = ScreeningCheck.objects.get()
    assert (finding.submission, finding.eligible) == (entry.last_submission, True)
    assert Entry.objects.get().status == Status.ELIGIBLE


def test_an_lao_withdraws_until_the_closing_instant():
    entry = make_submitted_entry()

    with pytest.raises(NotAllowed, match="ปิดรับแล้ว"):
        workflow.advance(entry, "withdraw", by=entry.started_by, at=DEADLINE)
    workflow.advance(entry, "withdraw", by=entry.started_by, at=DEADLINE - MICROSECOND)

    assert Entry.objects.get().status == Status.WITHDRAWN


def test_every_change_of_status_tells_who_listens_and_is_recorded():
    heard = []

    def listen(sender, **facts):
        heard.append((facts["step"], facts["submission"], facts["note"]))

    entry = make_complete_entry()
    workflow.entry_advanced.connect(listen)
    try:
        submission = submit(entry)
        workflow.advance(entry, "find_eligible", by=make_officer(), at=WORKING_DAY, note="ดี")
    finally:
        workflow.entry_advanced.disconnect(listen)

    assert heard == [("submit", submission, ""), ("find_eligible", submission, "ดี")]
    assert [event.action for event in audit.about(entry)] == [
        audit.Action.ENTRY_SAVED,
        audit.Action.ENTRY_SUBMITTED,
        audit.Action.ENTRY_ELIGIBLE,
    ]


def test_starting_twice_takes_up_the_untouched_draft():
    edition = make_edition()
    person = make_member(make_lao())
    lao = person.memberships.get().lao
    facts = {"by": person, "at": WORKING_DAY}

    first = workflow.start(edition, lao, edition.categories.get(), **facts)
    again = workflow.start(edition, lao, edition.categories.get(), **facts)

    assert again == first


def test_nobody_starts_an_entry_for_an_organisation_of_others():
    edition = make_edition()

    with pytest.raises(NotAllowed, match="ไม่ได้สังกัด"):
        workflow.start(
            edition, make_lao(), edition.categories.get(), by=make_member(), at=WORKING_DAY
        )
