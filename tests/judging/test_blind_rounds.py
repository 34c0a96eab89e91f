"""In a blind round a judge does not read whose entry it is; the officers do."""

import pytest
from django.urls import reverse

from judging.models import Round
from judging.rounds.masking import HIDDEN, masked
from judging.rounds.paper import Paper
from tests.factories import make_lao

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

NAME = "เทศบาลตำบลดงดวน"
TITLE = "ทต. ดงดวน ยื่นคำขอออนไลน์"


@pytest.fixture(params=[False, True], ids=["open", "blind"])
def round_(edition, set_clock, request):
    set_clock(JUDGING)
    return make_round(edition, is_blind=request.param)


@pytest.fixture
def sheet(round_, edition):
    entry = make_entry(edition, title=TITLE, lao=make_lao(name_th=NAME))
    return make_sheet(make_judge(round_), entry)


@pytest.mark.parametrize("name", ["sheet", "sheet_sign", "sheet_conflict", "desk", "own_scores"])
def test_no_page_of_a_judge_names_the_organisation(name, round_, sheet, signed_in):
    args = ["2565", sheet.pk] if name.startswith("sheet") else ["2565"]

    text = signed_in(sheet.assignment.judge.user).get(reverse(f"judging:{name}", args=args)).text

    assert "ยื่นคำขอออนไลน์" in text
    assert ("ดงดวน" in text) is not round_.is_blind
    assert ("จ.ตัวอย่าง" in text) is (name in ("sheet", "desk") and not round_.is_blind)


def test_officers_read_it(round_, sheet, officer, signed_in):
    assert NAME in signed_in(officer).get("/2565/judging/panel/").text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("ของเทศบาลตำบลดงดวนเอง", f"ของ{HIDDEN}เอง"),
        ("ทต.ดงดวน และ ทต. ดงดวน", f"{HIDDEN} และ {HIDDEN}"),
        ("คนดงดวน", "คนดงดวน"),
        ("เทศบาลตำบลอื่น", "เทศบาลตำบลอื่น"),
        ([{"a": "เทศบาลตำบลดงดวน"}, 3], [{"a": HIDDEN}, 3]),
        (None, None),
    ],
)
def test_the_name_is_hidden_in_answers_of_every_type(value, shown):
    assert masked(value, NAME) == shown


def test_a_name_with_special_signs_is_taken_as_it_is():
    assert masked("อบต.ก.ข", "องค์การบริหารส่วนตำบลก.ข") == HIDDEN
    assert masked("อบต.กxข", "องค์การบริหารส่วนตำบลก.ข") == "อบต.กxข"


def test_whom_to_call_is_left_out_of_a_blind_paper():
    answer = {"section": "ก", "means": "contact", "type": "text", "value": "คุณเอ", "label": "ติดต่อ"}
    snapshot = {"lao": {"name": NAME}, "answers": [answer]}

    assert Paper(snapshot).sections == [("ก", [answer])]
    assert Paper(snapshot, is_blind=True).sections == []


def test_a_desk_shows_every_open_round_with_sheets(edition, set_clock, signed_in):
    set_clock(JUDGING)
    scored, qualifying = (
        make_round(edition, order=order, kind=kind, name_th=name)
        for order, kind, name in ((1, Round.Kind.SCORED, "รอบหนึ่ง"), (2, "qualifying", "รอบสอง"))
    )
    judge = make_judge(scored)
    sheets = [
        make_sheet(each, make_entry(edition))
        for each in (judge, make_judge(qualifying, judge.user))
    ]
    client = signed_in(judge.user)

    both, first = client.get("/2565/judging/"), client.get("/2565/judging/?round=1")

    addresses = [reverse("judging:sheet", args=["2565", sheet.pk]) for sheet in sheets]
    assert [address in both.text for address in addresses] == [True, True]
    assert [address in first.text for address in addresses] == [True, False]
    set_clock(scored.closes_at)
    assert client.get("/2565/judging/").context["others"] == []
