"""The score matrix that is published with a ranking: every mark, without the judges' names."""

from hashlib import sha256

from judging.deciding.quotas import KIND, REGION
from judging.models import Decision, Ranking
from judging.ranking.evidence import Evidence


def matrix_of(ranking: Ranking, evidence: Evidence, decisions: list[Decision]) -> dict:
    """Plain facts, ready to be written as JSON. A mark of None is "cannot be assessed".

    Judges are J01, J02, … in an order that follows from neither their names nor their invitations.
    """
    names = _disguised(ranking, set(evidence.judges.values()))
    numbers = {entry.pk: entry.number for entry in evidence.entries.values()}
    return {
        "edition": ranking.round.edition.slug,
        "round": ranking.round.order,
        "method": ranking.round.method,
        "criteria": [
            {"key": each.key, "title": each.title_th, "weight": each.weight}
            for each in evidence.criteria
        ],
        "sheets": sorted(
            (
                {"entry": numbers[entry], "judge": names[evidence.judges[sheet]], "marks": marks}
                for entry, given in evidence.sheets.items()
                for sheet, marks in given.items()
            ),
            key=lambda row: (row["entry"], row["judge"]),
        ),
        **_decided(ranking, decisions, numbers),
        "published": [
            {
                "entry": numbers[each.entry_id],
                "place": each.place,
                "score": None if each.score is None else str(each.score),
                "award": each.award,
            }
            for each in decisions
        ],
    }


def _decided(ranking: Ranking, decisions: list[Decision], numbers: dict) -> dict:
    """What does not follow from the marks: the rules for awards, and what people decided."""
    ties: dict[int, dict] = {}
    for each in sorted((each for each in decisions if each.tie_place), key=lambda row: row.place):
        tie = ties.setdefault(each.tie_place, {"entries": [], "reason": each.tie_reason})
        tie["entries"].append(numbers[each.entry_id])
    return {
        "awards": {
            "winners": ranking.awards,
            "mentions": ranking.mentions,
            "quotas": ranking.quotas,
            "groups": {
                numbers[each.entry_id]: {KIND: each.lao_kind, REGION: each.region}
                for each in decisions
                if each.place
            },
        },
        "chair": list(ties.values()),
        "panel": [
            {"entry": numbers[each.entry_id], "award": each.award, "reason": each.award_reason}
            for each in decisions
            if each.award_cause == Decision.Cause.PANEL
        ],
    }


def _disguised(ranking: Ranking, judges: set) -> dict:
    """The id of a ranking is random and on no public page, so nobody can try names out."""
    shuffled = sorted(judges, key=lambda judge: sha256(f"{ranking.pk} {judge}".encode()).digest())
    return {judge: f"J{index:02d}" for index, judge in enumerate(shuffled, start=1)}
