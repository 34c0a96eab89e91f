"""The first page of every signed-in person says what really waits for them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import homes
from contest_portal.accounts import membership
from contest_portal.accounts.appointing import appoint
from contest_portal.accounts.roles import Role
from contest_portal.entrant_home import entry_steps
from contest_portal.menu import menu_for
from judging.conflicts import declaring
from judging.ranking import proposing
from judging.results import appeals, corrections, releasing, sequels
from notifications.letters import links
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_lao, make_member, make_user
from tests.judging.factories import JUDGING, make_entry, make_judge, make_round, make_sheet
from tests.notifications.factories import make_recipient
from tests.submissions.factories import make_entry as make_draft
from tests.submissions.factories import make_submitted_entry, submit, write

pytestmark = pytest.mark.django_db
MARKS = {"real_use": 9, "model": 8, "innovation": 7}


@pytest.fixture(autouse=True)
def working_day(set_clock):
    set_clock(WORKING_DAY)


def kinds(user, edition) -> dict[str, str]:
    return {step.url: step.kind for step in homes.steps_for(user, edition)}


def test_nothing_is_in_order_before_anything_has_begun():
    edition = make_edition()

    found = kinds(make_user(role=Role.ORGANISER), edition)

    assert found["/2565/entries/screening/"] == "idle"
    assert found[reverse("judging:panel", args=["2565"])] == "idle"


def test_screening_is_in_order_once_the_last_entry_was_decided():
    entry = make_submitted_entry()
    officer = make_user(role=Role.ORGANISER)

    waiting = kinds(officer, entry.edition)
    type(entry).objects.update(status="eligible")
    decided = kinds(officer, entry.edition)

    assert waiting["/2565/entries/screening/"] == "warn"
    assert decided["/2565/entries/screening/"] == "done"


@pytest.fixture
def signed(set_clock):
    """One entry, whose only sheet is signed."""
    set_clock(JUDGING)
    edition = make_edition()
    round_ = make_round(edition)
    entry = make_entry(edition, started_by=make_member())
    entry.lao = entry.started_by.memberships.get().lao
    entry.save()
    make_sheet(make_judge(round_), entry, MARKS, signed=True)
    return entry


def test_the_ranking_is_asked_for_once_every_sheet_is_signed(signed):
    officer = make_user(role=Role.ORGANISER)

    asked = kinds(officer, signed.edition)
    proposing.prepare(signed.edition.rounds.get(), by=officer, at=JUDGING)
    prepared = kinds(officer, signed.edition)

    assert asked["/2565/judging/ranking/"] == "warn"
    assert "/2565/judging/ranking/" not in prepared


def test_a_published_rank_stands_on_the_home_and_leads_to_the_entry(signed, client):
    round_ = signed.edition.rounds.get()
    proposed = proposing.prepare(round_, by=make_user(), at=JUDGING, awards=1)
    releasing.release(proposed, by=make_user(), at=JUDGING)
    client.force_login(signed.started_by)

    home = client.get("/home/").content.decode()
    page = client.get(f"/2565/entries/{signed.pk}/").content.decode()

    for shown in (home, page):
        assert "อันดับ 1 · รางวัล" in shown
    # scores, appeal and certificate are on the entry's page; the results beside its rank
    assert f'href="/2565/entries/{signed.pk}/"' in home
    assert [shown.count('href="/2565/results/"') for shown in (home, page)] == [1, 2]


def test_a_later_round_hides_nothing_that_an_earlier_one_still_asks(signed):
    first = signed.edition.rounds.get()
    make_sheet(make_judge(first), signed)
    make_round(signed.edition, order=2)
    preparer, second = make_user(role=Role.DLA_OFFICER), make_user(role=Role.DLA_OFFICER)

    unsigned = kinds(second, signed.edition)
    proposing.prepare(first, by=second, at=JUDGING)
    proposing.prepare(first, by=preparer, at=JUDGING)

    assert unsigned["/2565/judging/panel/?round=1"] == "warn"
    assert kinds(second, signed.edition)["/2565/judging/ranking/?round=1"] == "warn"
    assert "/2565/judging/ranking/?round=1" not in kinds(preparer, signed.edition)


def test_which_entries_go_on_is_asked_where_a_later_round_draws_from_this_one(signed):
    first = signed.edition.rounds.get()
    make_round(signed.edition, order=2, source=first, opens_at=JUDGING + timedelta(days=1))

    found = kinds(make_user(role=Role.DLA_OFFICER), signed.edition)

    assert found["/2565/judging/passage/?round=1"] == "warn"
    assert "/2565/judging/ranking/?round=1" not in found


def test_an_upheld_appeal_asks_for_a_correction_until_one_is_prepared(signed):
    round_ = signed.edition.rounds.get()
    preparer, officer = make_user(role=Role.DLA_OFFICER), make_user(role=Role.DLA_OFFICER)
    sequels.choose(round_, {"appeal_days": 3}, by=officer, at=JUDGING, version=0)
    published = proposing.prepare(round_, by=preparer, at=JUDGING)
    releasing.release(published, by=officer, at=JUDGING)
    filed = appeals.file(signed, text="ขอให้ทบทวน", by=signed.started_by, at=JUDGING, version=0)

    before = kinds(officer, signed.edition)
    appeals.answer(filed, "upheld", "มีส่วนได้เสีย", by=officer, at=JUDGING)
    upheld = kinds(officer, signed.edition)
    corrections.begin(round_, reason="ตัดใบที่มีส่วนได้เสีย", by=preparer, at=JUDGING)
    steps = homes.steps_for(officer, signed.edition)
    prepared = [step.heading for step in steps if step.url == "/2565/judging/ranking/"]

    assert "/2565/judging/ranking/" not in before
    assert upheld["/2565/judging/ranking/"] == "warn"
    assert prepared == ["ผลการประกวด"]
    assert "/2565/judging/ranking/" not in kinds(preparer, signed.edition)


def test_the_menus_lead_to_the_results_only_once_they_are_out(signed, client):
    round_ = signed.edition.rounds.get()
    proposed = proposing.prepare(round_, by=make_user(), at=JUDGING)
    before = client.get("/accounts/login/").content.decode()
    releasing.release(proposed, by=make_user(), at=JUDGING)

    after = client.get("/accounts/login/").content.decode()

    assert [page.count('href="/2565/results/"') for page in (before, after)] == [0, 1]


def test_a_waiting_claim_waits_for_the_officer_and_names_the_organisation():
    person = make_member(lao := make_lao(), verified=False)

    step = homes.steps_for(person, make_edition())[0]

    assert (step.kind, step.chip) == ("info", "ยังไม่ยืนยัน")
    assert lao.display_name in step.heading


def test_a_refused_claim_stands_with_its_reason_until_the_person_claims_again():
    person, lao = make_member(verified=False), make_lao()
    edition, officer = make_edition(), make_user(role=Role.DLA_OFFICER)
    claim = person.memberships.get()
    membership.refuse(claim, by=officer, at=WORKING_DAY, reason="ไม่พบชื่อ")
    person.forget_roles()

    refused = homes.steps_for(person, edition)
    membership.claim(lao, by=person, at=WORKING_DAY + timedelta(hours=1))
    claimed = homes.steps_for(person, edition)

    assert (refused[0].kind, refused[0].words) == ("stop", "ไม่พบชื่อ")
    assert "stop" not in [step.kind for step in claimed]


def test_edits_that_were_not_sent_wait_for_the_person():
    entry = make_submitted_entry()
    person = entry.started_by

    sent = [step.kind for step in entry_steps(person, entry.edition)]
    write(entry, title="ชื่อใหม่")
    edited = [step.kind for step in entry_steps(person, entry.edition)]
    submit(entry, at=WORKING_DAY + timedelta(hours=1))
    sent_again = [step.kind for step in entry_steps(person, entry.edition)]

    assert (sent, edited, sent_again) == (["done"], ["warn"], ["done"])


def test_after_the_deadline_nobody_is_asked_to_begin(set_clock):
    edition, person = make_edition(), make_member()
    set_clock(DEADLINE)

    without = [(step.kind, step.chip) for step in entry_steps(person, edition)]
    make_draft(by=person)
    with_a_draft = [(step.kind, step.chip) for step in entry_steps(person, edition)]

    assert without == with_a_draft == [("idle", "ปิดรับแล้ว")]


def test_the_front_page_asks_nobody_to_begin_after_the_deadline(set_clock, client):
    make_edition()

    open_still = client.get("/").content.decode()
    set_clock(DEADLINE)
    closed = client.get("/").content.decode()

    assert [page.count("btn-khamin") for page in (open_still, closed)] == [1, 0]
    assert [page.count("เปิดรับผลงานจาก") for page in (open_still, closed)] == [1, 0]


def test_a_provincial_officer_is_led_to_the_own_letter_until_it_is_acknowledged(client):
    copy = make_recipient()
    officer = make_user(role=Role.PROVINCE_OFFICER, province=copy.province)
    letter = links.path_of(copy)

    before = kinds(officer, copy.circular.edition)
    client.post(letter, {"answer": "received", "name": "ก", "position": "ข"})
    after = kinds(officer, copy.circular.edition)

    assert (before.get(letter), after.get(letter)) == ("warn", None)


def test_a_judge_is_led_to_the_list_of_entries_until_they_went_through_it(set_clock):
    set_clock(JUDGING)
    round_ = make_round()
    judge = make_judge(round_)

    owed = kinds(judge.user, round_.edition)
    declaring.declare_list(judge, {}, by=judge.user, at=JUDGING)

    assert owed["/2565/judging/declaration/"] == "warn"
    assert "/2565/judging/declaration/" not in kinds(judge.user, round_.edition)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("panel", "panel/"), ("round_list", "panel/"), ("ranking", "panel/"),
        ("figures", "panel/"), ("passage", "panel/"), ("appeal_list", "panel/"),
        ("inquiry_list", "panel/"), ("signed_sheets", "panel/"), ("desk", ""), ("offline", ""),
    ],
)  # fmt: skip
def test_the_menu_marks_the_work_that_a_page_of_judging_belongs_to(name, marked, set_clock, rf):
    set_clock(JUDGING)
    round_ = make_round()
    both = make_judge(round_, make_user(role=Role.DLA_OFFICER)).user
    appoint(both.email, Role.JUDGE, by=both, edition_slug="2565", name=both.name)
    both.forget_roles()
    request = rf.get(reverse(f"judging:{name}", args=["2565"]))
    request.user = both

    links = menu_for(request, round_.edition)

    assert [url for url, _label, is_here in links if is_here] == [f"/2565/judging/{marked}"]
