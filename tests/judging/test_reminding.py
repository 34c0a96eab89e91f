"""Who still owes sheets is reminded, once a day; the panel's page tells who is silent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.judges.panel import Overview
from judging.judges.reminding import remind
from judging.models import Assignment, Sheet
from notifications.models import Message

from .factories import JUDGING, make_entry, make_judge, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}
A_DAY = timedelta(days=1)


@pytest.fixture
def owing(round_, edition):
    """One judge who owes two sheets, one who signed everything, one without sheets."""
    debtor, done, _idle = (make_judge(round_) for _ in range(3))
    for _ in range(2):
        entry = make_entry(edition)
        make_sheet(debtor, entry)
        make_sheet(done, entry, COMPLETE, signed=True)
    return debtor


def mails() -> list[str]:
    return list(Message.objects.filter(kind="judge_reminder").values_list("address", flat=True))


def test_only_who_owes_is_mailed_and_the_mail_says_how_much(round_, officer, owing):
    remind(round_, by=officer, at=JUDGING)

    mail = Message.objects.get(kind="judge_reminder")
    assert mail.address == owing.user.email
    assert "2 ใบ" in mail.subject
    assert audit.about(round_).get().facts["owed"] == {str(owing.pk): 2}


def test_a_second_click_on_the_same_day_mails_nobody(round_, officer, owing):
    remind(round_, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ได้รับการเตือนในวันนี้แล้ว"):
        remind(round_, by=officer, at=JUDGING + timedelta(minutes=5))
    assert len(mails()) == 1

    remind(round_, by=officer, at=JUDGING + A_DAY)
    assert len(mails()) == 2


def test_the_page_names_who_gets_it_before_anything_is_sent(signed_in, round_, officer, owing):
    client, address = signed_in(officer), reverse("judging:judges_remind", args=["2565"])

    asked = client.get(address)
    before = mails()
    answered = client.post(address)
    again = client.get(address)

    assert [(debt.judge, debt.unsigned) for debt in asked.context["to_remind"]] == [(owing, 2)]
    assert (before, answered.url) == ([], reverse("judging:panel", args=["2565"]))
    assert mails() == [owing.user.email]
    assert (again.context["to_remind"], len(again.context["told"])) == ([], 1)


def test_nobody_is_reminded_outside_the_window(round_, officer, owing):
    for at in (round_.opens_at - A_DAY, round_.closes_at):
        with pytest.raises(NotAllowed):
            remind(round_, by=officer, at=at)


def test_a_sheet_in_conflict_or_of_who_left_is_not_owed(round_, officer, owing):
    Assignment.objects.filter(judge=owing).update(ended_at=JUDGING)

    with pytest.raises(NotAllowed, match="ไม่มีใครค้าง"):
        remind(round_, by=officer, at=JUDGING)


def test_silence_counts_from_the_last_sign_of_life_while_something_is_owed(round_, owing):
    def silent(at):
        return [row.silent_days for row in Overview(round_, at).judges]

    assert silent(JUDGING + 2 * A_DAY) == [0, 0, 0]
    assert silent(JUDGING + 4 * A_DAY) == [4, 0, 0]
    Sheet.objects.filter(assignment__judge=owing).update(saved_at=JUDGING + 3 * A_DAY)
    assert silent(JUDGING + 4 * A_DAY) == [0, 0, 0]


def test_where_judges_disagree_most_stands_first(round_, edition, judge):
    other = make_judge(round_)
    apart = {"agree": 7, "differ": 0, "alone": None}
    entries = {name: make_entry(edition, title=name) for name in apart}
    for name, entry in entries.items():
        make_sheet(judge, entry, {**COMPLETE, "real_use": 7}, signed=True)
        if apart[name] is not None:
            make_sheet(other, entry, {**COMPLETE, "real_use": apart[name]}, signed=True)

    rows = Overview(round_, JUDGING).entries

    spreads = {row.paper.title: row.spread for row in rows}
    assert [row.paper.title for row in rows] == ["differ", "agree", "alone"]
    assert (str(spreads["differ"]), str(spreads["agree"]), spreads["alone"]) == (
        "35.00", "0.00", None,
    )  # fmt: skip
