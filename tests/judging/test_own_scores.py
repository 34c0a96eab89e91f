"""A judge's own marks side by side."""

from decimal import Decimal

from django.urls import reverse

from judging.models import NOT_APPLICABLE
from judging.sheets.own_scores import OwnScores

from .factories import make_entry, make_judge, make_sheet


def test_the_best_stands_first_and_means_skip_what_is_not_a_value(round_, judge, edition):
    make_sheet(judge, make_entry(edition), {"real_use": 4, "model": None, "innovation": 4})
    make_sheet(judge, make_entry(edition), {"real_use": 9, "model": 6})
    make_sheet(judge, make_entry(edition))

    scores = OwnScores(judge.user, round_)

    assert [row.marks for row in scores.rows] == [
        [9, 6, None], [4, NOT_APPLICABLE, 4], [None, None, None],
    ]  # fmt: skip
    # (50 * 9 + 30 * 6) / 80 * 10, and 4 of 10 in what could be assessed
    assert [row.score for row in scores.rows] == [Decimal("78.75"), Decimal("40.00"), None]
    assert scores.means == [Decimal("6.50"), Decimal("6.00"), Decimal("4.00")]
    assert scores.mean_score == Decimal("59.38")


def test_others_marks_are_not_on_the_page(signed_in, round_, judge, edition):
    entry = make_entry(edition, title="ของเราทั้งคู่")
    make_sheet(judge, entry, {"real_use": 4})
    other = make_judge(round_)
    make_sheet(other, entry, {"real_use": 10})
    make_sheet(other, make_entry(edition, title="ของอีกคน"), {"real_use": 10})

    answer = signed_in(judge.user).get(reverse("judging:own_scores", args=["2565"]))

    assert [row.marks for row in answer.context["scores"].rows] == [[4, None, None]]
    assert "ของอีกคน" not in answer.text
