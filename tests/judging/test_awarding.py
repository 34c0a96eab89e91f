"""Winners and mentions by place, and what quotas change about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.deciding.awarding import Quota, Rules, Undecided, award

TAO, CITY = "tao", "thesaban_nakhon"


def field_of(*entries: str) -> tuple[list, dict]:
    """ "a:tao b:city" is a block of two that share a place."""
    blocks, groups = [], {}
    for block in entries:
        pairs = [each.split(":") for each in block.split()]
        blocks.append([key for key, _kind in pairs])
        groups |= {key: {"kind": kind, "region": "north"} for key, kind in pairs}
    return blocks, groups


PLAIN = field_of("a:tao", "b:tao", "c:tao", "d:city", "e:city")


def test_without_quotas_places_decide_and_a_shared_last_place_means_more_winners():
    blocks, groups = field_of("a:tao", "b:tao c:tao", "d:city", "e:city f:city")

    awards = award(blocks, groups, Rules(winners=2, mentions=2))

    assert (awards.winners, awards.mentions) == (["a", "b", "c"], ["d", "e", "f"])


def test_a_seat_is_kept_for_the_best_of_a_group():
    awards = award(*PLAIN, Rules(winners=3, mentions=1, quotas=(Quota("kind", "city", least=1),)))

    assert sorted(awards.winners) == ["a", "b", "d"]
    assert awards.kept == {"d": Quota("kind", "city", least=1)}
    assert awards.mentions == ["c"], "who gave the seat up is mentioned first"


def test_who_is_one_too_many_of_a_group_is_passed_over():
    quota = Quota("kind", "tao", most=2)

    awards = award(*PLAIN, Rules(winners=4, quotas=(quota,)))

    assert awards.winners == ["a", "b", "d", "e"]
    assert awards.passed == {"c": quota}


def test_a_quota_that_nobody_can_fill_is_named():
    quota = Quota("kind", "pao", least=1)

    awards = award(*PLAIN, Rules(winners=2, quotas=(quota,)))

    assert (awards.winners, awards.unmet) == (["a", "b"], [quota])


@pytest.mark.parametrize(
    "quota", [Quota("kind", "tao", most=1), Quota("kind", "tao", least=1)], ids=["most", "least"]
)
def test_a_quota_never_chooses_among_those_who_share_a_place(quota):
    blocks, groups = field_of("a:tao b:tao", "c:city", "d:city")

    with pytest.raises(Undecided) as undecided:
        award(blocks, groups, Rules(winners=2, quotas=(quota,)))

    assert undecided.value.entries == ["a", "b"]


def test_kinds_and_regions_bind_together():
    blocks = [["a"], ["b"], ["c"], ["d"]]
    groups = {
        "a": {"kind": TAO, "region": "north"}, "b": {"kind": TAO, "region": "south"},
        "c": {"kind": CITY, "region": "north"}, "d": {"kind": CITY, "region": "south"},
    }  # fmt: skip
    quotas = (Quota("kind", CITY, least=1), Quota("region", "north", most=1))

    awards = award(blocks, groups, Rules(winners=2, quotas=quotas))

    assert sorted(awards.winners) == ["b", "c"]
    assert awards.passed == {"a": Quota("region", "north", most=1)}


@given(
    kinds=st.lists(st.sampled_from([TAO, CITY]), max_size=12),
    winners=st.integers(0, 8), least=st.integers(0, 3), most=st.none() | st.integers(3, 6),
)  # fmt: skip
def test_quotas_hold_and_no_seat_stays_empty_without_need(kinds, winners, least, most):
    blocks = [[index] for index in range(len(kinds))]
    groups = {index: {"kind": kind} for index, kind in enumerate(kinds)}
    quota = Quota("kind", CITY, least=least, most=most)

    awards = award(blocks, groups, Rules(winners=winners, quotas=(quota,)))

    cities = sum(kinds[index] == CITY for index in awards.winners)
    assert most is None or cities <= most
    assert cities >= min(least, kinds.count(CITY))
    able = kinds.count(TAO) + min(kinds.count(CITY), len(kinds) if most is None else most)
    assert len(awards.winners) == max(min(winners, able), min(least, kinds.count(CITY)))
    assert len(set(awards.winners)) == len(awards.winners)
