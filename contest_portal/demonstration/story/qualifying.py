"""The edition's one round becomes three: a qualifying round, which is over by the time that others
score, the scored one, and a final that is planned."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from judging.assigning import assignment
from judging.conflicts import declaring
from judging.conflicts.declaring import Interest
from judging.deciding import passages
from judging.judges import invitations, reinviting
from judging.models import Round, Sheet
from judging.rounds import changing
from judging.rounds.entries import of_round
from judging.sheets import saving, signing

ARRANGED = datetime.fromisoformat("2022-10-07T14:00+07:00")
INVITED = datetime.fromisoformat("2022-10-10T09:00+07:00")
ANSWERED = datetime.fromisoformat("2022-10-10T13:30+07:00")
READ = datetime.fromisoformat("2022-10-12T15:00+07:00")
DECIDED = datetime.fromisoformat("2022-10-13T09:30+07:00")
INVITED_AGAIN = datetime.fromisoformat("2022-10-13T10:00+07:00")
SCORING_OPENS = datetime.fromisoformat("2022-10-14T00:00+07:00")
FINAL_OPENS = datetime.fromisoformat("2022-11-28T09:00+07:00")
FINAL_CLOSES = datetime.fromisoformat("2022-12-03T00:00+07:00")
DOUBTFUL = 3  # every so many entries the judge is not sure of
NOTE = "ผลงานทุกชิ้นเปิดให้บริการจริง คณะกรรมการให้ไปต่อทั้งหมด"

Interests = Mapping[str, Mapping[UUID, Interest]]  # by the judge's address, then by entry


def play(edition: Edition, emails: tuple[str, ...], interests: Interests, *, by: User) -> Round:
    """Up to the scored round with its panel and sheets, which is returned."""
    qualifying, scored = _arrange(edition, by=by)
    for email in emails:
        name = User.objects.get(email=email).name
        invitations.invite_judge(qualifying, email, name, by=by, at=INVITED)
    _answer(qualifying, interests, at=ANSWERED)
    assignment.assign(qualifying, by=by, at=ANSWERED)
    _judge_all(qualifying)
    passages.decide(
        qualifying, list(of_round(qualifying).values_list("pk", flat=True)), note=NOTE,
        seen=passages.seen_of(qualifying), by=by, at=DECIDED,
    )  # fmt: skip
    everybody = set(qualifying.judges.values_list("pk", flat=True))
    reinviting.invite_again(scored, everybody, source=qualifying, by=by, at=INVITED_AGAIN)
    _answer(scored, {}, at=INVITED_AGAIN)
    assignment.assign(scored, by=by, at=INVITED_AGAIN)
    return scored


def _arrange(edition: Edition, *, by: User) -> tuple[Round, Round]:
    """(the qualifying round, the scored one); the scored one has the rubric that the file gives."""
    first = edition.rounds.get()
    rules = changing.rules_of(first)
    scored = rules | {"opens_at": SCORING_OPENS, "source_id": first.pk}
    final = {
        "name_th": "รอบนำเสนอผลงาน", "name_en": "Presentations", "kind": Round.Kind.FINAL,
        "opens_at": FINAL_OPENS, "closes_at": FINAL_CLOSES,
    }  # fmt: skip
    qualifying = rules | {
        "name_th": "รอบคัดกรอง", "name_en": "Qualifying round", "kind": Round.Kind.QUALIFYING,
        "scores_per_entry": 1, "closes_at": SCORING_OPENS,
    }  # fmt: skip
    seen = changing.seen_of(first)
    first = changing.change(first, qualifying, seen=seen, by=by, at=ARRANGED)
    second = changing.add(edition, scored, like=first, by=by, at=ARRANGED)
    presented = scored | final | {"source_id": second.pk}
    changing.add(edition, presented, like=second, by=by, at=ARRANGED)
    return first, second


def _answer(round_: Round, interests: Interests, *, at: datetime) -> None:
    """Everybody accepts, and goes through the list."""
    for judge in round_.judges.current().select_related("user"):
        invitations.accept(judge, by=judge.user, at=at)
        own = interests.get(judge.user.email, {})
        declaring.declare_list(judge, own, by=judge.user, at=at)


def _judge_all(round_: Round) -> None:
    sheets = Sheet.objects.in_round(round_).order_by("assignment__entry__number")
    for number, sheet in enumerate(sheets.select_related("assignment__judge__user"), start=1):
        judge = sheet.assignment.judge.user
        facts = {"by": judge, "at": READ}
        doubt = number % DOUBTFUL == 0
        verdict = Sheet.Verdict.UNSURE if doubt else Sheet.Verdict.PASS
        comment = "ควรดูตัวเลขผู้ใช้บริการอีกครั้งในรอบตัดสิน" if doubt else "เปิดให้บริการจริง"
        saved = saving.save(sheet, {}, comment, version=sheet.version, verdict=verdict, **facts)
        signing.sign(saved, version=saved.version, **facts)
