"""What changed between two texts, told in pieces that a Thai reader would call words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.writing.differences import IN_SIGHT, Kind, Part, between, side

S, G, N = Kind.SAME, Kind.GONE, Kind.NEW


def told(before: str, after: str) -> list[tuple[Kind, str]]:
    return [(part.kind, part.text) for part in between(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("เหมือนเดิม", "เหมือนเดิม", [(S, "เหมือนเดิม")]),
        ("", "คำใหม่", [(N, "คำใหม่")]),
        ("คำเก่า", "", [(G, "คำเก่า")]),
        (
            "เดินทางเที่ยวละ 46 กิโลเมตร", "เดินทางเที่ยวละ 48 กิโลเมตร",
            [(S, "เดินทางเที่ยวละ "), (G, "46"), (N, "48"), (S, " กิโลเมตร")],
        ),
        (
            "ประชาชนยื่นคำขอที่เทศบาล", "ประชาชนยื่นคำร้องที่เทศบาล",
            [(S, "ประชาชนยื่นคำ"), (G, "ขอ"), (N, "ร้อง"), (S, "ที่เทศบาล")],
        ),
    ],
)  # fmt: skip
def test_what_stayed_what_went_and_what_came(before, after, changes):
    assert told(before, after) == changes


def test_a_mark_is_never_torn_from_its_letter():
    parts = between("น้ำใจ", "น้าใจ")

    assert all(not part.text or part.text[0] not in "\u0e49\u0e33" for part in parts)


LETTERS = st.text(alphabet="กขคน้ำเแ ๆab1\n", max_size=60)


@given(LETTERS, LETTERS)
def test_the_pieces_joined_give_both_texts_again(before, after):
    parts = between(before, after)

    assert "".join(part.text for part in parts if part.kind != N) == before
    assert "".join(part.text for part in parts if part.kind != G) == after


def test_one_side_shows_what_the_other_does_not_have():
    parts = between("เที่ยวละ 46 กม.", "เที่ยวละ 48 กม.")

    assert side(parts, N) == [Part(S, "เที่ยวละ "), Part(N, "48"), Part(S, " กม.")]


def test_a_long_stretch_without_a_change_is_shortened_beside_one():
    same = "ก" * 500

    [stretch, change] = side(between(same, same + " 46"), N)

    assert len(stretch.text) < 2 * IN_SIGHT + 20
    assert change == Part(N, " 46")


def test_the_longest_answers_are_compared_in_bounded_work():
    """Bounded by processor time of this thread: a wall clock would count the neighbours."""
    before, after = "กข" * 10_000, "ขก" * 9_000 + " คง" * 600

    began = time.thread_time()
    parts = between(before, after)

    assert time.thread_time() - began < 3
    assert "".join(part.text for part in parts if part.kind != G) == after
