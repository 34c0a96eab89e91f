"""Optional criteria, and remarks that low marks need."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.models import Criterion, Sheet
from judging.ranking.evidence import Evidence
from judging.ranking.proposing import work_out
from judging.sheets import signing
from judging.sheets.desks import Desk

from .factories import JUDGING, make_judge, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def strict(round_):
    """Below 5, “real_use” needs a remark."""
    Criterion.objects.filter(key="real_use").update(remark_below=5)


@pytest.fixture
def lenient(round_):
    """“innovation” may stay blank."""
    Criterion.objects.filter(key="innovation").update(is_optional=True)


def page(name, sheet):
    return reverse(f"judging:{name}", args=["2565", sheet.pk])


def sign(sheet, judge):
    return signing.sign(sheet, by=judge.user, at=JUDGING, version=sheet.version)


@pytest.mark.parametrize("mark", [0, 4])
def test_a_low_mark_without_a_remark_is_not_signed(mark, strict, judge, entry, signed_in):
    sheet = make_sheet(judge, entry, COMPLETE | {"real_use": mark})

    with pytest.raises(NotAllowed, match="เกณฑ์ real_use: ให้ต่ำกว่า 5"):
        sign(sheet, judge)

    asked = signed_in(judge.user).get(page("sheet_sign", sheet))
    assert f'href="{page("sheet", sheet)}#id_remark_real_use"' in asked.text
    assert 'id="id_remark_real_use"' in signed_in(judge.user).get(page("sheet", sheet)).text


@pytest.mark.parametrize("mark", [5, 10, None])
def test_other_marks_and_not_applicable_need_none(mark, strict, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE | {"real_use": mark})

    assert sign(sheet, judge).signed_at == JUDGING


def test_a_remark_is_saved_shown_and_recorded(strict, judge, entry, signed_in):
    sheet, client = make_sheet(judge, entry), signed_in(judge.user)
    form = {f"mark_{key}": mark for key, mark in {**COMPLETE, "real_use": 2}.items()}
    form |= {"version": 1, "remark_real_use": "ยังไม่เห็นผู้ใช้", "go": "sign", "comment": ""}

    answer = client.post(page("sheet", sheet), form)
    signed = client.post(page("sheet_sign", sheet), {"version": 2})

    assert answer.url == page("sheet_sign", sheet)
    assert signed.url == reverse("judging:desk", args=["2565"])
    assert Sheet.objects.get().remarks == {"real_use": "ยังไม่เห็นผู้ใช้"}
    assert "ยังไม่เห็นผู้ใช้" in client.get(page("sheet", sheet)).text
    assert audit.about(sheet).last().facts["remarks"] == {"real_use": "ยังไม่เห็นผู้ใช้"}


def test_a_page_without_remarks_leaves_them_as_they_stand(strict, judge, entry, signed_in):
    sheet = make_sheet(judge, entry, COMPLETE)
    Sheet.objects.update(remarks={"real_use": "เดิม"})
    form = {"person": judge.user.pk, "version": 1, "comment": "x", "mark_model": "1"}

    saved = signed_in(judge.user).post(page("sheet_autosave", sheet), form)

    assert saved.status_code == 200
    assert Sheet.objects.get().remarks == {"real_use": "เดิม"}


def test_another_tab_s_remark_is_not_overwritten_but_shown(strict, judge, entry, signed_in):
    sheet, client = make_sheet(judge, entry, COMPLETE), signed_in(judge.user)
    form = {f"mark_{key}": mark for key, mark in COMPLETE.items()} | {"version": 1, "comment": ""}
    client.post(page("sheet", sheet), {**form, "remark_real_use": "แท็บแรก"})

    beside = client.post(page("sheet", sheet), {**form, "remark_real_use": "แท็บสอง"})

    assert beside.status_code == 409
    assert "แท็บสอง" in beside.text and "แท็บแรก" in beside.text
    assert Sheet.objects.get().remarks == {"real_use": "แท็บแรก"}


def test_a_remark_that_is_too_long_is_named_and_kept(strict, judge, sheet, signed_in):
    answer = signed_in(judge.user).post(
        page("sheet", sheet), {"version": 1, "remark_real_use": "ก" * 1001}
    )

    assert list(answer.context["form"].errors) == ["remark_real_use"]
    assert "ก" * 1001 in answer.text


def test_an_optional_criterion_may_stay_blank_and_its_weight_is_shared(
    lenient, round_, judge, entry
):
    sheet = make_sheet(judge, entry, {"real_use": 10, "model": 10})

    assert Desk(judge.user, round_).rows[0].state == "complete"
    sign(sheet, judge)

    assert [decision.score for decision in work_out(Evidence(round_))] == [100]


def test_blank_na_and_zero_of_an_optional_criterion_are_three_things(lenient, round_, entry):
    rest = {"real_use": 10, "model": 10}
    for given in ({}, {"innovation": None}, {"innovation": 0}):
        make_sheet(make_judge(round_), entry, rest | given, signed=True)

    evidence = Evidence(round_)

    given = [marks.get("innovation", "blank") for marks in evidence.sheets[entry.pk].values()]
    assert sorted(map(str, given)) == ["0", "None", "blank"]
    assert sorted(evidence.sheet_scores.values()) == [80, 100, 100]


def test_a_required_criterion_beside_an_optional_one_is_still_asked_for(lenient, judge, entry):
    sheet = make_sheet(judge, entry, {"real_use": 10, "innovation": 3})

    with pytest.raises(NotAllowed, match="ยังไม่ได้ให้คะแนน: เกณฑ์ model"):
        sign(sheet, judge)


def test_nothing_but_blanks_is_not_signed_even_if_all_is_optional(round_, judge, sheet):
    round_.criteria.update(is_optional=True)

    with pytest.raises(NotAllowed, match="อย่างน้อยหนึ่งข้อ"):
        sign(sheet, judge)
    assert Desk(judge.user, round_).rows[0].state == "untouched"
