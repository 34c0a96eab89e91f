"""Codes of circular and mailbox: derived, forgiving to read, one use, slow to guess."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_portal import audit, clock
from contest_portal.accounts import claim_codes, code_entering, membership
from contest_portal.accounts.models import ClaimCode, Membership, WrongCode
from contest_portal.accounts.roles import Kind, Role
from contest_portal.audit.models import AuditEvent
from contest_portal.documents.numbers import CROCKFORD
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from tests.factories import (
    WORKING_DAY,
    make_edition,
    make_lao,
    make_lao_contact,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db
WRONG = "00000-00000"


@pytest.fixture
def lao():
    make_edition()
    return make_lao(make_province("30"))


@pytest.fixture
def person():
    return make_user(name="มาลี")


@pytest.fixture
def officer():
    return make_user(role=Role.DLA_OFFICER)


def printed(lao, officer, **fields) -> str:
    at = clock.machine_now()
    return claim_codes.print_for([lao], by=officer, at=at, **fields)[lao.pk]


def enter(lao, typed, person) -> Membership:
    return code_entering.enter(lao, typed, by=person, at=WORKING_DAY)


def test_the_printed_code_confirms_the_first_who_enters_it_as_owner(lao, person, officer):
    membership.claim(lao, by=person, at=WORKING_DAY)

    proved = enter(lao, printed(lao, officer), person)

    assert (proved.how, proved.verified_by, proved.kind) == ("circular", None, Kind.OWNER)
    assert proved.verified_at == WORKING_DAY


def test_a_code_opens_once(lao, person, officer):
    code = printed(lao, officer)
    enter(lao, code, person)

    with pytest.raises(NotAllowed, match="รหัสนี้ไม่ตรง หรือใช้ไปแล้ว"):
        enter(lao, code, make_user())

    assert ClaimCode.objects.get().used_by == person


def test_an_unused_code_is_printed_again_and_a_used_one_gives_way(lao, person, officer):
    first = printed(lao, officer)
    again = printed(lao, officer)
    enter(lao, first, person)

    assert again == first
    assert printed(lao, officer) != first


def test_a_new_edition_prints_a_new_code_and_the_old_paper_is_worth_nothing(lao, person, officer):
    old = printed(lao, officer)
    new = printed(lao, officer, edition_slug="2566")

    assert old != new
    with pytest.raises(NotAllowed):
        enter(lao, old, person)


def test_nothing_in_the_database_is_the_code(lao, officer, settings):
    code = printed(lao, officer)
    settings.PORTAL_LINK_KEY = "another"

    assert printed(lao, officer) != code


def test_the_code_of_one_organisation_does_not_open_another(lao, person, officer):
    other = make_lao(lao.province)

    with pytest.raises(NotAllowed):
        enter(other, printed(lao, officer), person)


def test_many_are_printed_in_few_queries_and_once_recorded(
    lao, officer, django_assert_max_num_queries
):
    laos = [lao, *(make_lao(lao.province) for _each in range(29))]

    with django_assert_max_num_queries(10):
        codes = claim_codes.print_for(laos, by=officer, at=clock.machine_now())

    assert (len(codes), len(set(codes.values()))) == (30, 30)
    events = AuditEvent.objects.filter(action=audit.Action.CODES_PRINTED)
    assert [event.facts["laos"] for event in events] == [[each.code for each in laos]]


@given(
    st.lists(st.sampled_from(CROCKFORD), min_size=10, max_size=10).map("".join),
    st.text(st.sampled_from(" -–.\t\u200b"), max_size=4),
    st.booleans(),
)
def test_a_code_is_read_however_it_is_typed(symbols, between, small):
    typed = between.join(symbols)
    typed = typed.replace("0", "O").replace("1", "l")
    typed = typed.lower() if small else typed

    assert claim_codes.read(typed) == symbols


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_as_symbols_alone(typed):
    assert set(claim_codes.read(typed)) <= set(CROCKFORD)


def test_thai_digits_are_read_as_digits():
    assert claim_codes.read("๑๒๓๔๕-๖๗๘๙๐") == "1234567890"


def test_five_wrong_codes_an_hour_and_then_even_the_right_one_waits(lao, person, officer):
    code = printed(lao, officer)
    for _each in range(code_entering.MOST_WRONG):
        with pytest.raises(NotAllowed):
            enter(lao, WRONG, person)

    with pytest.raises(NotAllowed, match="ห้าครั้งในหนึ่งชั่วโมง") as refused:
        enter(lao, code, person)

    assert "ลองใหม่ได้ในอีก 60 นาที" in str(refused.value.next_step)
    assert person.wrong_codes.count() == code_entering.MOST_WRONG
    WrongCode.objects.update(tried_at=clock.machine_now() - timedelta(hours=1))
    assert enter(lao, code, person).is_verified


def test_wrong_codes_elsewhere_count_too(lao, person, officer):
    for _each in range(code_entering.MOST_WRONG):
        with pytest.raises(NotAllowed):
            enter(make_lao(lao.province), WRONG, person)

    with pytest.raises(NotAllowed, match="ห้าครั้ง"):
        enter(lao, printed(lao, officer), person)


def test_strangers_cannot_shut_out_the_one_who_holds_the_paper(lao, person, officer):
    code = printed(lao, officer)
    now = clock.machine_now()
    WrongCode.objects.bulk_create(
        WrongCode(user=make_user(), lao=lao, tried_at=now) for _each in range(40)
    )

    assert enter(lao, code, person).is_verified


def test_while_an_organisation_is_guessed_at_everybody_has_one_wrong_try(lao, person, officer):
    now = clock.machine_now()
    WrongCode.objects.bulk_create(
        WrongCode(user=make_user(), lao=lao, tried_at=now) for _each in range(40)
    )
    with pytest.raises(NotAllowed):
        enter(lao, WRONG, person)

    with pytest.raises(NotAllowed, match="หลายครั้ง"):
        enter(lao, printed(lao, officer), person)


def test_an_officer_proves_nothing_by_a_code_that_officers_print(lao, officer):
    with pytest.raises(NotAllowed):
        enter(lao, printed(lao, officer), officer)

    assert not officer.memberships.exists()


def mail(lao, person) -> str:
    """What the mail to the mailbox says; the code stands alone in an indented line."""
    claim_codes.mail_to_mailbox(lao, by=person, at=clock.machine_now())
    text = Message.objects.filter(kind="mailbox_code").latest("queued_at").text
    return next(line.strip() for line in text.splitlines() if line.startswith("    "))


def test_a_code_to_the_mailbox_confirms_the_person_who_asked_and_nobody_else(lao, person):
    contact = make_lao_contact(lao)
    code = mail(lao, person)

    message = Message.objects.get()
    assert (message.address, message.lane) == (contact.address, Message.Lane.CODE)
    assert person.email in message.text
    with pytest.raises(NotAllowed):
        enter(lao, code, make_user())
    assert enter(lao, code, person).how == "mailbox"


def test_a_mailed_code_lives_half_an_hour(lao, person):
    make_lao_contact(lao)
    code = mail(lao, person)
    ClaimCode.objects.update(not_after=clock.machine_now())

    with pytest.raises(NotAllowed):
        enter(lao, code, person)


def test_a_second_mail_makes_the_first_worthless(lao, person):
    make_lao_contact(lao)
    first, second = mail(lao, person), mail(lao, person)

    with pytest.raises(NotAllowed):
        enter(lao, first, person)
    assert enter(lao, second, person).is_verified


def test_three_mails_an_hour_for_a_person_and_six_for_a_mailbox(lao, person):
    make_lao_contact(lao)
    for _each in range(3):
        mail(lao, person)
    with pytest.raises(NotAllowed, match="ครบสามครั้ง"):
        mail(lao, person)
    for _each in range(3):
        mail(lao, make_user())

    with pytest.raises(NotAllowed, match="ครบหกครั้ง"):
        mail(lao, make_user())

    assert Message.objects.count() == 6


@pytest.mark.parametrize("bounced", [True, False])
def test_without_a_mailbox_that_works_the_other_ways_are_named(lao, person, bounced):
    if bounced:
        make_lao_contact(lao, bounced_at=WORKING_DAY)

    with pytest.raises(NotAllowed) as refused:
        mail(lao, person)

    assert "หนังสือรับรอง" in str(refused.value.next_step)


def test_a_code_makes_a_later_comer_a_colleague_and_the_owner_hears_of_it(lao, person, officer):
    owner = make_member(lao)

    proved = enter(lao, printed(lao, officer), person)

    assert proved.kind == Kind.EDITOR
    told = Message.objects.filter(address=owner.email).values_list("kind", flat=True)
    assert list(told) == ["colleague_joined"]
