"""Certificates: who gets one, once, what anybody reads who verifies it, and when it falls."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.documents.models import Document
from contest_portal.refusals import NotAllowed
from judging.deciding import minutes
from judging.deciding.awarding import Rules
from judging.models import Certificate
from judging.ranking.proposing import prepare
from judging.results import appeals, certificate_paper, certificates, corrections, sequels
from judging.results.releasing import release
from notifications.models import Message
from tests.factories import make_member

from .factories import JUDGING, make_entry, make_judge, make_signed

SIGNS = [{"name": "นางสาวสมหญิง ตัวอย่าง", "position": "ผู้อำนวยการ"}]
NAMES = ("first", "second", "third")


@pytest.fixture
def member(db):
    return make_member(email="own@lao.example")


@pytest.fixture
def field(edition, round_, member):
    """Three entries, one award, one mention; the second is the member's."""
    make_judge(round_)
    entries = {
        name: make_entry(edition, title=name, **({"lao": member.memberships.get().lao}
                                                 if name == "second" else {}))
        for name in NAMES
    }  # fmt: skip
    for mark, name in zip((9, 8, 7), NAMES, strict=True):
        make_signed(round_, entries[name], dict.fromkeys(("real_use", "model", "innovation"), mark))
    return entries


@pytest.fixture
def published(round_, field, officer, second_officer):
    rules = {
        "tells_scores": False, "appeal_days": 3, "certifies_participation": False,
        "signatories": SIGNS,
    }  # fmt: skip
    sequels.choose(round_, rules, by=officer, at=JUDGING, version=0)
    ranking = prepare(round_, by=officer, at=JUDGING, rules=Rules(winners=1, mentions=1))
    return release(ranking, by=second_officer, at=JUDGING)


def issued() -> dict[str, tuple]:
    return {
        each.document.snapshot["title"]: (each.kind, each.place)
        for each in Certificate.objects.standing().for_drawing()
    }


def test_winners_and_mentions_get_one_once(round_, published, officer):
    counts = [certificates.issue(round_, by=officer, at=JUDGING) for _ in range(2)]

    assert counts == [2, 0]
    assert issued() == {"first": ("winner", 1), "second": ("mention", None)}
    assert audit.about(published).filter(action=audit.Action.CERTIFICATES_ISSUED).count() == 1


def test_members_are_told_once_that_theirs_is_there(round_, published, member, officer):
    for _press in range(2):
        certificates.issue(round_, by=officer, at=JUDGING)

    told = Message.objects.filter(kind="certificate_issued")
    assert list(told.values_list("address", flat=True)) == [member.email]


def test_all_others_get_one_where_the_edition_says_so(round_, published, officer):
    certificates.issue(round_, by=officer, at=JUDGING)
    rules = {"certifies_participation": True}
    sequels.choose(round_, rules, by=officer, at=JUDGING, version=1)

    assert certificates.issue(round_, by=officer, at=JUDGING) == 1
    assert issued()["third"] == ("participation", None)


def test_nothing_is_issued_before_the_release_or_without_who_signs(
    round_, field, officer, second_officer
):
    with pytest.raises(NotAllowed, match="ยังไม่ประกาศผล"):
        certificates.issue(round_, by=officer, at=JUDGING)
    release(prepare(round_, by=officer, at=JUDGING, awards=1), by=second_officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="ผู้ลงนาม"):
        certificates.issue(round_, by=officer, at=JUDGING)


def test_anybody_reads_to_whom_what_and_of_which_contest(client, round_, published, officer):
    certificates.issue(round_, by=officer, at=JUDGING)
    paper = Certificate.objects.get(kind="winner").document

    text = client.get(reverse("documents:verify", args=[paper.number])).text

    for told in (paper.snapshot["to"], "รางวัล อันดับ 1", "first", "ท้องถิ่นดิจิทัล"):
        assert told in text
    assert "เพิกถอน" not in text
    assert paper.snapshot["sent_by"] == "ผู้ส่ง ตัวอย่าง"
    assert "ผู้ส่ง ตัวอย่าง" not in text, "who sent it stands on the paper only"


def test_names_are_those_of_the_submission(round_, published, field, officer):
    lao = field["first"].lao
    before = lao.name_th
    lao.name_th = "ชื่อใหม่"
    lao.save()

    certificates.issue(round_, by=officer, at=JUDGING)

    snapshot = Certificate.objects.get(kind="winner").document.snapshot
    assert (snapshot["to"], snapshot["sent_by"]) == (before, "ผู้ส่ง ตัวอย่าง")


def test_a_correction_revokes_what_it_changes_and_nothing_else(
    client, round_, field, published, member, officer, second_officer
):
    certificates.issue(round_, by=officer, at=JUDGING)
    first = Certificate.objects.get(kind="winner").document
    mention = Certificate.objects.get(kind="mention").document
    appeal = appeals.file(field["second"], "ควรชนะ", by=member, at=JUDGING, version=0)
    appeals.answer(appeal, "upheld", "จริง", by=second_officer, at=JUDGING)
    words = {"outcome": "winner", "reason": "ตามอุทธรณ์", "said": ""}
    minutes.save_verdict(round_, field["second"], words, by=officer, at=JUDGING, version=0)
    draft = corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)
    release(draft, by=second_officer, at=JUDGING + timedelta(days=1))

    mention.refresh_from_db()
    first.refresh_from_db()
    assert mention.revoked_because == "ผลได้รับการแก้ไขเมื่อ 17 ตุลาคม 2565"
    assert first.revoked_at is None
    text = client.get(reverse("documents:verify", args=[mention.number])).text
    assert "เพิกถอนเมื่อ 17 ตุลาคม 2565 ไม่มีผลแล้ว" in text
    assert certificates.issue(round_, by=officer, at=JUDGING) == 1
    assert issued() == {"first": ("winner", 1), "second": ("winner", 2)}


def test_the_organisation_takes_its_own_home_and_nobody_elses(
    signed_in, round_, field, published, member, officer
):
    own = reverse("results:certificate", args=["2565", field["second"].pk])
    other = reverse("results:certificate", args=["2565", field["first"].pk])
    client = signed_in(member)
    entry_page = reverse("submissions:entry", args=["2565", field["second"].pk])
    assert client.get(own).status_code == 409
    assert own not in client.get(entry_page).text

    certificates.issue(round_, by=officer, at=JUDGING)

    assert own in client.get(entry_page).text
    assert client.get(own).content.startswith(b"%PDF-")
    assert client.get(other).status_code == 404


def test_officers_issue_on_a_page_and_download_all(signed_in, round_, published, officer):
    client = signed_in(officer)
    page = reverse("judging:certificate_list", args=["2565"])
    assert "ออกเกียรติบัตร 2 ฉบับ" in client.get(page).text
    assert client.post(page).status_code == 302

    archive = client.get(reverse("judging:certificate_archive", args=["2565", 1]))

    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    numbers = {each.number for each in Document.objects.filter(kind="certificate")}
    assert [name.split("-")[0] for name in names] == ["winner", "mention"]
    assert {name.split("-", 1)[1].removesuffix(".pdf") for name in names} == numbers
    nothing = reverse("judging:certificate_archive", args=["2565", 2])
    assert client.get(nothing).status_code == 404


def test_what_was_typed_about_who_signs_is_kept_and_explained(signed_in, round_, officer):
    address = reverse("judging:ranking_after", args=["2565"])
    form = {"version": 0, "appeal_days": 0, "position_2": "ปลัด", "name_1": "ก", "position_1": "ข"}

    wrong = signed_in(officer).post(address, form)
    right = signed_in(officer).post(address, {**form, "name_2": "ค"})

    assert "เขียนชื่อผู้ลงนาม" in wrong.text
    assert (right.status_code, len(sequels.sequel_of(round_).signatories)) == (302, 2)


def test_typed_words_are_text_on_the_paper(round_, published, field, officer):
    """What people typed cannot run as markup of the press."""
    submission = field["first"].submissions.last()
    paper = submission.document
    paper.snapshot["answers"][0]["value"] = "#panic() $x$ *ที่ปี่น้ำ* ญู ฐุ"
    paper.save()
    certificates.issue(round_, by=officer, at=JUDGING)

    drawn = certificate_paper.draw(Certificate.objects.get(kind="winner").document)

    assert drawn.startswith(b"%PDF-")
