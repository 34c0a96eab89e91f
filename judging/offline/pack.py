"""The printed pack: every own sheet that is not signed, with the entry's answers and the rubric."""

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.documents import papers
from contest_portal.thai import dates
from judging.models import TOP_MARK, Criterion, Round, Sheet
from judging.rounds.paper import Paper
from submissions.sending import printed

from .table import Own, mark_cell, own_sheets

TEMPLATE = "scoring"


def draw(user: User, round_: Round) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    return papers.draw(TEMPLATE, facts(user, round_), dated=round_.opens_at)


def facts(user: User, round_: Round) -> dict:
    """What the template `scoring.typ` is given; official papers are in Thai."""
    with translation.override("th"):
        criteria = list(round_.criteria.prefetch_related("levels"))
        asked = [] if round_.kind == Round.Kind.QUALIFYING else criteria
        return {
            "title": _("Score sheets"),
            "contest": f"{round_.edition.name_th} {round_.edition.year_be}",
            "round": round_.name_th,
            "judge": user.name or user.email,
            "closes": dates.closing_words(round_.closes_at),
            "words": _words(),
            "sheets": [_sheet(own, asked) for own in own_sheets(user, round_)],
            "verify": _("Confidential. Enter the marks in the portal or upload the table."),
        }


def _words() -> dict[str, str]:
    return {
        "round": _("Round"), "judge": _("Judge"), "closes": _("Sign before"),
        "sheets": _("Sheets in this pack"), "to_fill": _("To be filled in"),
        "weight": _("weight"), "remark": _("Remark"), "comment": _("Comment"),
    }  # fmt: skip


def _sheet(own: Own, criteria: list[Criterion]) -> dict:
    paper = own.paper
    return {
        "number": f"{paper.number} · {paper.category}",
        "title": paper.title,
        "about": f"{paper.lao_name} {paper.place}".strip(),
        "parts": [
            {"title": section, "answers": [[each["label"], printed.as_text(each)]
                                           for each in answers]}
            for section, answers in paper.sections
        ],
        "files": _files(paper),
        "verdicts": [] if criteria else [str(label) for label in Sheet.Verdict.labels],
        "criteria": [_criterion(own, each) for each in criteria],
        "comment": own.sheet.comment,
    }  # fmt: skip


def _files(paper: Paper) -> str:
    """Files are read on the screen; the pack says how many there are."""
    if not paper.files:
        return ""
    return _("Files to be read in the portal: %(count)d") % {"count": len(paper.files)}


def _criterion(own: Own, criterion: Criterion) -> dict:
    return {
        "title": criterion.title_th,
        "weight": str(criterion.weight),
        "levels": _levels(criterion),
        "mark": str(mark_cell(own.marks.get(criterion.key))),
        "remark": own.sheet.remarks.get(criterion.key, ""),
        "wants_remark": criterion.remark_below is not None,
    }


def _levels(criterion: Criterion) -> str:
    """0–6 what it means, one a line."""
    levels = list(criterion.levels.all())
    tops = [level.lowest_mark - 1 for level in levels[1:]] + [TOP_MARK]
    return "\n".join(
        f"{level.lowest_mark}–{top} {level.words_th}"
        for level, top in zip(levels, tops, strict=False)
    )
