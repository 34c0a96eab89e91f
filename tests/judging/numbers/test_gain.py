"""Taking out harshness brings the ranking nearer to the truth, in every round that was invented."""

from tests.bench.harsh_judges import one_round


def test_the_adjusted_ranking_is_nearer_to_the_truth_than_the_plain_mean():
    """Measured over 20 rounds: +0.108 in the mean, +0.048 at least (docs/measured)."""
    rounds = [one_round(seed) for seed in range(2)]

    gains = [each["additive model"] - each["plain mean"] for each in rounds]
    assert min(gains) > 0.04
