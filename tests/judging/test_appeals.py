"""An appeal from its first words to the corrected result, and what must not happen on the way."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.documents.models import Document
from contest_portal.editions.models import Holiday
from contest_portal.refusals import NotAllowed
from judging.deciding import minutes
from judging.models import Appeal, Ranking
from judging.ranking.proposing import prepare
from judging.results import appeals, corrections, sequels
from judging.results.releasing import release
from notifications.models import Message
from tests.factories import make_member

from .factories import JUDGING, make_entry, make_judge, make_signed

JSON = {"accept": "application/json"}
LAST = datetime.fromisoformat("2022-10-21T00:00+07:00")  # the end of the third working day
MOMENT = timedelta(microseconds=1)
WORDS = "กรรมการคนหนึ่งเคยทำงานที่หน่วยงานคู่แข่ง"


@pytest.fixture
def member(db):
    return make_member(email="own@lao.example")


@pytest.fixture
def entry(edition, round_, member, officer):
    """Second of two, one award; three working days for appeals."""
    make_judge(round_)
    own = make_entry(edition, title="ของเรา", lao=member.memberships.get().lao)
    other = make_entry(edition, title="ของเขา")
    make_signed(round_, own, {"real_use": 5, "model": 5, "innovation": 5})
    make_signed(round_, other, {"real_use": 6, "model": 6, "innovation": 6})
    rules = {"tells_scores": False, "appeal_days": 3}
    sequels.choose(round_, rules, by=officer, at=JUDGING, version=0)
    return own


@pytest.fixture
def published(round_, entry, officer, second_officer) -> Ranking:
    """On Sunday 16 October 2565: Monday to Wednesday are the working days."""
    return release(prepare(round_, by=officer, at=JUDGING, awards=1), by=second_officer, at=JUDGING)


@pytest.fixture
def filed(published, entry, member) -> Appeal:
    return appeals.file(entry, WORDS, by=member, at=JUDGING, version=0)


def own(entry) -> str:
    return reverse("results:appeal", args=["2565", entry.pk])


def told(kind: str) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_the_window_is_counted_in_working_days(edition, published, entry, member):
    monday = datetime.fromisoformat("2022-10-17T12:00+07:00").date()
    assert appeals.closes_at(published) == LAST - timedelta(days=1)
    Holiday.objects.create(edition=edition, date=monday, name_th="วันหยุด")
    assert appeals.closes_at(published) == LAST

    assert appeals.why_not_write(entry, by=member, at=LAST - MOMENT) is None
    assert "รับอุทธรณ์ถึง" in appeals.why_not_write(entry, by=member, at=LAST)
    with pytest.raises(NotAllowed):
        appeals.file(entry, WORDS, by=member, at=LAST, version=0)


def test_there_is_nothing_to_appeal_against_before_the_release(entry, member):
    with pytest.raises(NotAllowed, match="ยังไม่ประกาศผล"):
        appeals.save(entry, WORDS, by=member, at=JUDGING, version=0)


def test_an_edition_without_appeals_says_so(
    edition, round_, entry, member, officer, second_officer
):
    round_.sequel.delete()
    release(prepare(round_, by=officer, at=JUDGING), by=second_officer, at=JUDGING)

    assert appeals.why_not_write(entry, by=member, at=JUDGING) == "การประกวดนี้ไม่มีการอุทธรณ์"


def test_who_is_not_a_verified_member_writes_nothing(published, entry):
    claiming = make_member(entry.lao, verified=False)

    with pytest.raises(NotAllowed, match="ยังไม่ได้ยืนยันสังกัด"):
        appeals.save(entry, WORDS, by=claiming, at=JUDGING, version=0)


def test_a_draft_saves_itself_and_colleagues_overwrite_nothing(signed_in, published, entry, member):
    client = signed_in(member)
    form = {"person": member.pk, "version": 0, "text": "ร่างแรก"}

    saved = client.post(own(entry), form, headers=JSON).json()
    colleague = make_member(entry.lao)
    other = signed_in(colleague)
    stale = other.post(own(entry), {"version": 0, "text": "ของเพื่อน"})
    by_itself = other.post(own(entry), {**form, "person": colleague.pk, "text": "x"}, headers=JSON)

    assert saved["answers"]["sheet"]["version"] == 1
    assert (stale.status_code, by_itself.status_code) == (409, 409)
    assert "ร่างแรก" in stale.text
    assert "ของเพื่อน" in stale.text
    assert Appeal.objects.get().text == "ร่างแรก"
    assert told("appeal_received") == set()


def test_filing_makes_a_document_with_a_number_and_tells_both_sides(
    filed, entry, member, officer, second_officer, client
):
    paper = Document.objects.get(kind="appeal")
    assert (filed.number, paper.snapshot["text"], paper.is_intact) == (paper.number, WORDS, True)
    assert told("appeal_received") == {"own@lao.example"}
    assert second_officer.email in told("appeal_filed")
    assert officer.email not in told("appeal_filed"), "who prepared the result does not answer"
    shown = client.get(reverse("documents:verify", args=[filed.number]))
    assert WORDS not in shown.text
    assert audit.about(filed).get().action == audit.Action.APPEAL_FILED


def test_an_appeal_is_filed_once(filed, entry, member):
    with pytest.raises(NotAllowed, match="ยื่นอุทธรณ์แล้ว"):
        appeals.file(entry, "อีกครั้ง", by=member, at=JUDGING, version=1)


def test_what_was_typed_too_late_or_too_long_is_still_on_the_page(
    signed_in, published, entry, member, set_clock
):
    client = signed_in(member)
    long = client.post(own(entry), {"version": 0, "text": "ก" * 20_001, "file": "1"})
    set_clock(LAST)
    late = client.post(own(entry), {"version": 0, "text": "มาช้าไป", "file": "1"})

    assert (long.status_code, "ไม่เกิน 20,000" in long.text, "ก" * 20_001 in long.text) == (
        200, True, True,
    )  # fmt: skip
    assert (late.status_code, "มาช้าไป" in late.text) == (409, True)
    assert not Appeal.objects.exists()


def test_the_preparer_does_not_answer_and_the_second_person_does(filed, officer, second_officer):
    with pytest.raises(NotAllowed, match="คุณเป็นผู้จัดทำผลนี้"):
        appeals.answer(filed, "dismissed", "ไม่มีเหตุ", by=officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="เขียนเหตุผล"):
        appeals.answer(filed, "dismissed", " ", by=second_officer, at=JUDGING)

    appeals.answer(filed, "dismissed", "ไม่มีเหตุ", by=second_officer, at=JUDGING)

    assert told("appeal_answered") == {"own@lao.example"}
    with pytest.raises(NotAllowed, match="ตอบอุทธรณ์แล้ว"):
        appeals.answer(filed, "upheld", "เปลี่ยนใจ", by=second_officer, at=JUDGING)


def test_a_dismissed_appeal_opens_no_correction(filed, round_, officer, second_officer):
    appeals.answer(filed, "dismissed", "ไม่มีเหตุ", by=second_officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)


def uphold(filed, entry, officer, second_officer):
    appeals.answer(filed, "upheld", "มีเหตุผล", by=second_officer, at=JUDGING)
    words = {"outcome": "winner", "reason": "ตามคำวินิจฉัยอุทธรณ์", "said": ""}
    minutes.save_verdict(filed.ranking.round, entry, words, by=officer, at=JUDGING, version=0)


def test_an_upheld_appeal_leads_to_a_corrected_result_beside_the_earlier_one(
    filed, entry, round_, officer, second_officer, client, published
):
    uphold(filed, entry, officer, second_officer)
    with pytest.raises(NotAllowed, match="ต้องเริ่มแก้ไขผลก่อน"):
        prepare(round_, by=officer, at=JUDGING)

    draft = corrections.begin(round_, reason="ตัดคะแนนที่มีส่วนได้เสีย", by=officer, at=JUDGING)
    again = prepare(round_, by=officer, at=JUDGING, awards=1)
    before = client.get(reverse("results:results", args=["2565"]))
    corrected = release(again, by=second_officer, at=JUDGING + timedelta(days=1))

    assert (draft.corrects, again.corrects, again.correction) == (
        published, published, "ตัดคะแนนที่มีส่วนได้เสีย",
    )  # fmt: skip
    assert before.context["ranking"] == published
    now = client.get(reverse("results:results", args=["2565"]))
    old = client.get(reverse("results:earlier", args=["2565", 1, published.number]))
    assert (now.context["ranking"], old.context["ranking"]) == (corrected, published)
    assert "แก้ไขเมื่อ 17 ต.ค. 2565" in now.text
    assert "ผลนี้ถูกแก้ไขเมื่อ 17 ต.ค. 2565" in old.text
    assert str(published.pk) not in now.text + old.text, "it would undo the disguise of the judges"
    names = [row.paper.title for row in now.context["rows"] if row.decision.award]
    assert names == ["ของเขา", "ของเรา"]
    matrices = [reverse("results:matrix", args=["2565"]),
                reverse("results:earlier_matrix", args=["2565", 1, published.number])]  # fmt: skip
    assert [client.get(each).json() for each in matrices] == [corrected.matrix, published.matrix]
    filed.refresh_from_db()
    assert filed.corrected_by == corrected
    assert told("results_corrected") == {"own@lao.example"}


def test_a_correction_needs_a_second_person_and_happens_once(
    filed, entry, round_, officer, second_officer
):
    uphold(filed, entry, officer, second_officer)
    draft = corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ต้องให้อีกคนหนึ่ง"):
        release(draft, by=officer, at=JUDGING)
    release(draft, by=second_officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        release(draft, by=second_officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        corrections.begin(round_, reason="แก้อีก", by=officer, at=JUDGING)
    assert Ranking.objects.in_force().get() == draft


def test_the_whole_way_on_pages(
    signed_in, published, entry, member, officer, second_officer, round_
):
    client = signed_in(member)
    assert own(entry) in client.get(reverse("submissions:entry", args=["2565", entry.pk])).text
    empty = client.post(own(entry), {"version": 0, "text": " ", "file": "1"})
    done = client.post(own(entry), {"version": 0, "text": WORDS, "file": "1"}, follow=True)
    appeal = Appeal.objects.get()
    assert "เขียนว่าอุทธรณ์เรื่องใด" in empty.text
    assert f"อุทธรณ์ {appeal.number}" in done.text

    client = signed_in(officer)
    address = reverse("judging:appeal_answer", args=["2565", appeal.pk])
    assert "ต้องให้คนอื่นตอบอุทธรณ์" in client.get(address).text
    client = signed_in(second_officer)
    assert appeal.number in client.get(reverse("judging:appeal_list", args=["2565"])).text
    wrong = client.post(address, {"verdict": "", "answer": "เขียนไว้แล้ว"})
    answered = client.post(address, {"verdict": "upheld", "answer": "มีเหตุผล"})
    assert "เขียนไว้แล้ว" in wrong.text
    assert answered.status_code == 302

    asked = client.get(reverse("judging:ranking_correction", args=["2565"]))
    begun = client.post(reverse("judging:ranking_correction", args=["2565"]), {"reason": "แก้"})
    assert appeal.number in asked.text
    assert begun.status_code == 302
    assert Ranking.objects.last().corrects == published
    page = client.get(reverse("judging:ranking", args=["2565"])).text
    assert "อันดับนี้แก้ไขผลที่ประกาศแล้ว" in page
    assert "มีเหตุผล" in signed_in(member).get(own(entry)).text


def test_another_organisation_does_not_find_the_appeal(signed_in, filed, entry):
    assert signed_in(make_member()).get(own(entry)).status_code == 404
