"""Own scores and chosen comments: only after the release, only where chosen before, no names."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.models import Sequel, Sheet
from judging.ranking.proposing import prepare
from judging.results import feedback, sequels
from judging.results.releasing import release
from tests.factories import make_member

from .factories import JUDGING, make_entry, make_judge, make_signed

MARKS = [
    {"real_use": 7, "model": 5, "innovation": None},
    {"real_use": 8, "model": 5, "innovation": None},
]


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


@pytest.fixture
def member(db):
    return make_member(email="own@lao.example")


@pytest.fixture
def judged(edition, round_, member):
    for number in range(2):
        make_judge(round_)
        user = list(round_.judges.current())[-1].user
        user.name = f"ผศ. กรรมการ {number}"
        user.save()
    entry = make_entry(edition, lao=member.memberships.get().lao, started_by=member)
    sheets = make_signed(round_, entry, *MARKS)
    for number, sheet in enumerate(sheets):
        sheet.comment, sheet.private_note = f"ความเห็นที่ {number}", f"ส่วนตัว {number}"
        sheet.save()
    return entry


@pytest.fixture
def tells(round_, officer):
    rules = {"tells_scores": True}
    return sequels.choose(round_, rules, by=officer, at=JUDGING, version=0)


def publish(round_, officer, second_officer):
    return release(prepare(round_, by=officer, at=JUDGING, awards=1), by=second_officer, at=JUDGING)


def choose(round_, entry, officer, number: int):
    sheet = Sheet.objects.get(comment=f"ความเห็นที่ {number}")
    feedback.choose_comments(round_, entry, {sheet.pk}, by=officer, at=JUDGING)


def own_page(client, entry) -> str:
    return client.get(reverse("submissions:entry", args=["2565", entry.pk])).text


def test_members_read_their_scores_and_chosen_comments_after_the_release(
    signed_in, round_, judged, member, tells, officer, second_officer
):
    choose(round_, judged, officer, 1)
    client = signed_in(member)
    before = own_page(client, judged)
    publish(round_, officer, second_officer)
    after = own_page(client, judged)

    assert "คะแนนของผลงานนี้" not in before
    assert "ความเห็นที่ 1" not in before
    told = feedback.told(judged)
    assert [(title, mean and str(mean)) for title, mean in told.means] == [
        ("เกณฑ์ real_use", "7.50"), ("เกณฑ์ model", "5.00"), ("เกณฑ์ innovation", None),
    ]  # fmt: skip
    assert str(told.decision.score) == "65.6250"
    assert "7.50" in after
    assert "ความเห็นที่ 1" in after
    for hidden in ("ความเห็นที่ 0", "ส่วนตัว", "ผศ. กรรมการ"):
        assert hidden not in after


def test_it_is_off_unless_somebody_chose_it(
    signed_in, round_, judged, member, officer, second_officer
):
    publish(round_, officer, second_officer)

    assert feedback.told(judged) is None
    assert "คะแนนของผลงานนี้" not in own_page(signed_in(member), judged)
    with pytest.raises(NotAllowed):
        choose(round_, judged, officer, 0)


def test_nobody_chooses_it_after_the_release(round_, judged, officer, second_officer):
    publish(round_, officer, second_officer)

    with pytest.raises(NotAllowed, match="ประกาศผลแล้ว"):
        sequels.choose(round_, {"tells_scores": True}, by=officer, at=JUDGING, version=0)
    assert not Sequel.objects.exists()


def test_officers_do_not_see_the_own_scores_of_an_organisation_on_its_page(
    signed_in, round_, judged, tells, officer, second_officer
):
    publish(round_, officer, second_officer)

    assert "คะแนนของผลงานนี้" not in own_page(signed_in(officer), judged)


def test_a_comment_is_passed_on_in_the_words_that_were_read(round_, judged, tells, officer):
    choose(round_, judged, officer, 0)
    Sheet.objects.filter(comment="ความเห็นที่ 0").update(comment="อย่างอื่น")

    states = {each.words: (each.is_chosen, each.is_stale) for each in
              feedback.offered(round_, judged)}  # fmt: skip
    assert states == {"อย่างอื่น": (False, True), "ความเห็นที่ 1": (False, False)}


def test_two_officers_do_not_overwrite_each_others_choice(
    signed_in, round_, tells, officer, second_officer
):
    client = signed_in(second_officer)

    stale = client.post(page("ranking_after"), {"version": 0, "appeal_days": 0})

    assert stale.status_code == 409
    assert Sequel.objects.get().tells_scores
    assert client.post(page("ranking_after"), {"version": 1, "appeal_days": 0}).status_code == 302
    assert not Sequel.objects.get().tells_scores
    assert audit.about(round_).filter(action=audit.Action.SEQUEL_CHOSEN).count() == 2


def test_comments_are_chosen_on_pages_without_names(signed_in, round_, judged, tells, officer):
    client = signed_in(officer)
    listed = client.get(page("comment_list"))
    shown = client.get(page("comments", judged.pk))
    sheet = Sheet.objects.get(comment="ความเห็นที่ 0")

    wrong = client.post(page("comments", judged.pk), {"sheets": ["x"]})
    chosen = client.post(page("comments", judged.pk), {"sheets": [str(sheet.pk)]})

    assert listed.context["rows"][0][2:] == (2, 0)
    assert "ผศ. กรรมการ" not in shown.text
    assert "ส่วนตัว" not in shown.text
    assert (wrong.status_code, chosen.url) == (200, page("comment_list"))
    assert sheet.chosen_comment.words == "ความเห็นที่ 0"
    client.post(page("comments", judged.pk), {})
    assert client.get(page("comment_list")).context["rows"][0][2:] == (2, 0)
