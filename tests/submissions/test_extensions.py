"""The deadline in Python and in SQL says the same to the microsecond."""

from datetime import timedelta

import pytest

from submissions.deadlines.extensions import closing_instant
from submissions.models import Entry, Extension, SendBack, Status
from tests.factories import (
    DEADLINE,
    OPENING,
    WORKING_DAY,
    make_amphoe,
    make_edition,
    make_lao,
    make_province,
    make_user,
)
from tests.submissions.factories import make_entry

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)
LATER = DEADLINE + timedelta(hours=17, seconds=7, microseconds=5)


def extend(about, *, until=LATER, approved=True, **scope) -> Extension:
    decision = {"approved_by": make_user(), "approved_at": WORKING_DAY} if approved else {}
    return Extension.objects.create(
        edition=about.edition, until=until, reason="น้ำท่วม", requested_by=make_user(),
        requested_at=WORKING_DAY, **decision, **scope,
    )  # fmt: skip


def send_back(entry, *, due_at=LATER, **facts) -> SendBack:
    Entry.objects.filter(pk=entry.pk).update(status=Status.RETURNED)
    entry.refresh_from_db()
    return SendBack.objects.create(
        entry=entry, note="ขอภาพ", due_at=due_at, sent_by=make_user(), sent_at=WORKING_DAY, **facts
    )


EXTENDED = {
    "the entry": lambda entry: extend(entry, entry=entry),
    "its organisation": lambda entry: extend(entry, lao=entry.lao),
    "its district": lambda entry: extend(entry, amphoe=entry.lao.amphoe),
    "its province": lambda entry: extend(entry, province=entry.lao.province),
    "everyone": extend,
    "an entry that was sent back": send_back,
}


def open_in_sql(moment) -> bool:
    return Entry.objects.open_at(moment).exists()


def open_in_python(moment) -> bool:
    entry = Entry.objects.select_related("edition", "lao").get()
    return entry.edition.opens_at <= moment < closing_instant(entry)


def test_without_an_extension_the_editions_deadline_holds():
    make_entry()

    moments = [OPENING - MICROSECOND, OPENING, DEADLINE - MICROSECOND, DEADLINE]

    assert [open_in_python(moment) for moment in moments] == [False, True, True, False]
    assert [open_in_sql(moment) for moment in moments] == [False, True, True, False]


@pytest.mark.parametrize("scope", EXTENDED)
def test_a_longer_deadline_holds_to_the_microsecond_in_both_languages(scope):
    EXTENDED[scope](make_entry(lao=make_lao(amphoe=make_amphoe(make_province()))))

    moments = [DEADLINE, LATER - MICROSECOND, LATER, LATER + MICROSECOND]

    assert [open_in_python(moment) for moment in moments] == [True, True, False, False]
    assert [open_in_sql(moment) for moment in moments] == [True, True, False, False]


def test_an_extension_of_others_changes_nothing():
    make_edition()
    entry, other = make_entry(), make_entry()
    extend(other, entry=other)
    extend(other, lao=other.lao)

    assert closing_instant(entry) == DEADLINE
    assert Entry.objects.open_at(DEADLINE).get() == other


def test_only_an_approved_extension_counts():
    entry = make_entry(lao=make_lao(amphoe=make_amphoe(make_province())))
    lao = entry.lao
    for scope in ({"entry": entry}, {"lao": lao}, {"amphoe": lao.amphoe},
                  {"province": lao.province}, {}):  # fmt: skip
        extend(entry, approved=False, **scope)

    assert closing_instant(entry) == DEADLINE
    assert not open_in_sql(DEADLINE)


def test_an_organisation_without_a_district_gets_no_districts_extension():
    entry = make_entry()
    extend(entry, amphoe=make_amphoe(entry.lao.province))

    assert closing_instant(entry) == DEADLINE
    assert not open_in_sql(DEADLINE)


def test_the_longest_extension_counts_and_none_takes_time_away():
    entry = make_entry()
    extend(entry, entry=entry, until=DEADLINE - timedelta(days=1))

    assert closing_instant(entry) == DEADLINE
    assert open_in_sql(DEADLINE - MICROSECOND)
    extend(entry, until=LATER)
    extend(entry, entry=entry, until=LATER + MICROSECOND)
    assert closing_instant(entry) == LATER + MICROSECOND
    assert Entry.objects.with_closing().get().closing_at == LATER + MICROSECOND


def test_an_answered_send_back_gives_no_time():
    entry = make_entry()
    send_back(entry, answered_at=WORKING_DAY)

    assert closing_instant(entry) == DEADLINE
    assert not open_in_sql(DEADLINE)
