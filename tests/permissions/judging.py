"""Rows of the pages of judging."""

from tests.permissions.expectations import everybody, members_only, only, row

OFFICERS = ("dla", "dla_second", "organiser")
JUDGES = ("judge", "judge_conflicted", "chair")


def edition(world):
    return {"slug": world.edition.slug}


def sheet_a(world):
    return {**edition(world), "pk": world.sheet_a.pk}


def page_of_file_a(world):
    return file_a(world) | {"number": 1}


def file_a(world):
    return {**sheet_a(world), "attachment": world.file_a.pk}


def judge(world):
    return {**edition(world), "pk": world.sheet_a.assignment.judge_id}


def ranking(world):
    return {**edition(world), "pk": world.ranking.pk}


def entry_a(world):
    return {**edition(world), "pk": world.entry_a.pk}


def earlier(world):
    return {**edition(world), "order": 1, "number": 1}


def archive(world):
    return {**edition(world), "part": 1}


def tie(world):
    return {**ranking(world), "place": 1}


def plan(world):
    """Made for another panel than there is: taken back to the page of plans."""
    return {**edition(world), "pk": world.plan.pk}


def rule(world):
    return {**edition(world), "pk": world.pair_rule.pk}


def inquiry(world):
    return {**edition(world), "pk": world.inquiry.pk}


def amendment(world):
    return {**edition(world), "pk": world.amendment.pk}


def own_sheet(status):
    """`status` for the judge of the sheet; for other judges there is no such sheet."""
    return only(404, *JUDGES) | {"judge": status}


def panel(world):
    return {**edition(world), "pk": world.ranking.round_id}


def criterion(world):
    return {**edition(world), "pk": world.sheet_a.round.criteria.get().pk}


ROWS = {
    "judging:desk": row(edition, get=only(200, *JUDGES), post=members_only(405)),
    "judging:own_scores": row(edition, get=only(200, *JUDGES), post=members_only(405)),
    "judging:sheet": row(sheet_a, get=own_sheet(200), post=own_sheet(302)),
    # Nobody's marks are saved but those of the judge who is signed in.
    "judging:sheet_autosave": row(sheet_a, get=own_sheet(200), post=own_sheet(403)),
    # A POST without the version that was read signs nothing and asks again.
    "judging:sheet_sign": row(sheet_a, get=own_sheet(200), post=own_sheet(409)),
    "judging:sheet_conflict": row(sheet_a, get=own_sheet(200), post=own_sheet(200)),
    "judging:sheet_reopen": row(sheet_a, get=own_sheet(200), post=own_sheet(200)),
    "judging:sheet_ask": row(sheet_a, get=own_sheet(200), post=own_sheet(200)),
    "judging:inquiry_list": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    # An empty POST lacks the answer, and is shown again.
    "judging:inquiry": row(inquiry, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:signed_sheets": row(
        edition, get=only(200, *OFFICERS, "chair"), post=members_only(405)
    ),
    # The world's sheet is not signed, so there is none to open again.
    "judging:sheet_open_again": row(
        sheet_a, get=only(404, *OFFICERS, "chair"), post=only(404, *OFFICERS, "chair")
    ),
    "judging:amendment_propose": row(sheet_a, get=only(404, *OFFICERS), post=only(404, *OFFICERS)),
    # An empty POST decides nothing, and the page is shown again.
    "judging:amendment": row(
        amendment, get=only(200, *OFFICERS, "chair"), post=only(200, *OFFICERS, "chair")
    ),
    # Nothing is open to the judge of the sheet.
    "judging:sheet_amend": row(sheet_a, get=only(404, *JUDGES), post=own_sheet(409)),
    "judging:sheet_page": row(page_of_file_a, get=own_sheet(200), post=members_only(405)),
    # The file is a PDF: it has pages, and no other form for judges.
    "judging:sheet_file": row(file_a, get=only(404, *JUDGES), post=members_only(405)),
    # A POST without a file changes nothing.
    "judging:offline": row(edition, get=only(200, *JUDGES), post=only(409, *JUDGES)),
    "judging:offline_table": row(edition, get=only(200, *JUDGES), post=members_only(405)),
    "judging:offline_pack": row(edition, get=only(200, *JUDGES), post=members_only(405)),
    "judging:invitation": row(edition, get=only(200, *JUDGES), post=only(200, *JUDGES)),
    # In this world everybody has accepted, and no letter was issued.
    "judging:invitation_decline": row(edition, get=only(302, *JUDGES), post=only(302, *JUDGES)),
    # Nothing is eligible in this world: the list is empty, and none ticked is an answer.
    "judging:declaration": row(edition, get=only(200, *JUDGES), post=only(200, *JUDGES)),
    "judging:appointment_pdf": row(
        judge, get=own_sheet(409) | dict.fromkeys(OFFICERS, 409), post=members_only(405)
    ),
    "judging:panel": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:judge_invite": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    # There is no earlier round in this world, so nobody can be ticked.
    "judging:judges_again": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:appointment": row(judge, get=only(200, *OFFICERS), post=only(302, *OFFICERS)),
    "judging:judge_absence": row(judge, get=only(200, *OFFICERS), post=only(302, *OFFICERS)),
    "judging:own_absence": row(edition, get=only(200, *JUDGES), post=only(302, *JUDGES)),
    "judging:judge_leave": row(judge, get=only(200, *OFFICERS), post=only(302, *OFFICERS)),
    "judging:judge_conflict": row(judge, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:conflict_list": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:what_if": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:judges_remind": row(edition, get=only(200, *OFFICERS), post=only(302, *OFFICERS)),
    # Nothing is eligible in this world, so nothing can be planned or handed out.
    "judging:assign": row(edition, get=only(200, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:assign_confirm": row(plan, get=members_only(405), post=only(302, *OFFICERS)),
    "judging:pair_rule": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:pair_rule_lift": row(rule, get=members_only(405), post=only(302, *OFFICERS)),
    "judging:top_up": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:round_list": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:round_new": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:round_edit": row(panel, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    # It is the edition's only round, and judges are invited to it.
    "judging:round_remove": row(panel, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    # An empty POST lacks the words on how it was decided, and is shown again.
    "judging:passage": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    # The world's round is open, and not one with presentations: nothing is arranged any more.
    "judging:calibration": row(panel, get=only(200, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:presentation": row(panel, get=only(200, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:presentation_draw": row(panel, get=members_only(405), post=only(409, *OFFICERS)),
    # Its criteria are fixed too.
    "judging:criterion_new": row(panel, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:criterion_edit": row(criterion, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:criterion_move": row(criterion, get=members_only(405), post=only(409, *OFFICERS)),
    "judging:criterion_remove": row(criterion, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:ranking": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:method_choose": row(edition, get=members_only(405), post=only(200, *OFFICERS)),
    "judging:figures": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:ranking_prepare": row(edition, get=members_only(405), post=only(200, *OFFICERS)),
    "judging:ranking_awards": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:meeting": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    # The world's entry is not eligible: it is in no round, so nothing can be decided about it.
    "judging:minutes_save": row(edition, get=only(302, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:verdict_save": row(entry_a, get=only(404, *OFFICERS), post=only(404, *OFFICERS)),
    "judging:minutes_pdf": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    # Nobody shares a place in this world.
    "judging:ranking_tie": row(tie, get=only(404, *OFFICERS), post=only(404, *OFFICERS)),
    # The world's ranking rests on other marks than there are: nobody can release it.
    "judging:ranking_release": row(ranking, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:ranking_set": row(ranking, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:ranking_take_back": row(ranking, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:ranking_after": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "judging:comment_list": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:comments": row(entry_a, get=only(404, *OFFICERS), post=only(404, *OFFICERS)),
    # Nothing is published in this world: nothing to correct, nor to appeal against.
    "judging:ranking_correction": row(edition, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:appeal_list": row(edition, get=only(200, *OFFICERS), post=members_only(405)),
    "judging:appeal_answer": row(entry_a, get=only(404, *OFFICERS), post=only(404, *OFFICERS)),
    "results:appeal": row(
        entry_a,
        get=only(409, "lao_a") | {"lao_b": 404},
        post=only(409, "lao_a") | {"lao_b": 404},
    ),
    "results:earlier": row(earlier, get=everybody(404), post=everybody(405)),
    "results:earlier_matrix": row(earlier, get=everybody(404), post=everybody(405)),
    "judging:certificate_list": row(edition, get=only(200, *OFFICERS), post=only(409, *OFFICERS)),
    "judging:certificate_archive": row(archive, get=only(404, *OFFICERS), post=members_only(405)),
    # No certificate is issued in this world.
    "results:certificate": row(
        entry_a,
        get=only(409, "lao_a", *OFFICERS) | {"lao_b": 404},
        post=members_only(405),
    ),
    "results:results": row(edition, get=everybody(200), post=everybody(405)),
    # Nothing is released in this world.
    "results:matrix": row(edition, get=everybody(404), post=everybody(405)),
    "results:recompute": row(edition, get=everybody(200), post=everybody(405)),
}
