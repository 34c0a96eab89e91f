"""Organisations write and send their entries; one is sent back, and one is only begun."""

import zlib
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files import File
from PIL import Image, ImageDraw

from contest_portal.accounts import membership
from contest_portal.accounts.appointing import person
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition, FormField
from contest_portal.registry.models import LAO
from submissions.files import uploads
from submissions.models import Entry
from submissions.radar import pairing
from submissions.screening import findings
from submissions.screening.findings import Given
from submissions.sending import workflow
from submissions.writing import answers

from .works import COPIED, NOT_ELIGIBLE, SENT_BACK, WORKS, Work

BEGUN = datetime.fromisoformat("2022-10-03T08:45+07:00")
CLAIMED = datetime.fromisoformat("2022-10-04T08:30+07:00")
AFTERWARDS = datetime.fromisoformat("2022-10-04T14:00+07:00")
TIME_TO_ANSWER = timedelta(days=3)
BAR_HEIGHTS = (210, 330, 470, 560)


def was_played(edition: Edition) -> bool:
    return edition.entries.exists()


def play(edition: Edition) -> None:
    officer = User.objects.get(email="naree@dga.example")
    for number, work in enumerate((*WORKS, SENT_BACK, NOT_ELIGIBLE, COPIED)):
        at = BEGUN + timedelta(minutes=37 * number)
        send(edition, work, by=_writer(work, at), at=at)
    _send_back(officer)
    _begin_screening(edition, officer)
    _begin_another(edition)
    newcomer = User.objects.get(email="prasit@lao.example")
    membership.claim(_organisation("30", number=5), by=newcomer, at=CLAIMED)


def send(edition: Edition, work: Work, *, by: User, at: datetime) -> None:
    entry = begin(edition, work, by=by, at=at)
    evidence = edition.sections.get(key="evidence").fields.get(key="evidence")
    file = File(sample_document(work.title), name="เอกสารประกอบ.pdf")
    uploads.attach(entry, evidence, file, by=by, at=at)
    workflow.submit(entry, by=by, at=at + timedelta(minutes=30), key="story")


def begin(
    edition: Edition, work: Work, *, by: User, at: datetime, sections: int | None = None
) -> Entry:
    """An entry with the answers of its first sections, or of all."""
    category = edition.categories.get(key=work.category)
    entry = workflow.start(edition, _own_organisation(by), category, by=by, at=at)
    for key, values in list(work.answers().items())[:sections]:
        section = edition.sections.get(key=key)
        answers.save_section(entry, section, values, by=by, at=at, versions={})
    return entry


def entry_of(work: Work) -> Entry:
    return Entry.objects.get(answers__field__key="title", answers__value=work.title)


def sample_document(title: str = "") -> BytesIO:
    """A PDF of one page with a chart and no words, so that no font is needed.

    The bars differ by title: no two works bring the same file.
    """
    page = Image.new("RGB", (595, 842), "white")
    pen = ImageDraw.Draw(page)
    taller = zlib.crc32(title.encode()) % 100
    for place, height in enumerate(bar + taller for bar in BAR_HEIGHTS):
        left = 90 + place * 110
        pen.rectangle([left, 700 - height, left + 70, 700], fill=(41, 52, 122))
    pen.line([60, 700, 535, 700], fill=(75, 77, 92), width=3)
    written = BytesIO()
    page.save(written, "PDF")
    return written


def _writer(work: Work, at: datetime) -> User:
    """Mali of the demonstration for the first work, somebody new for each other one."""
    if work == WORKS[0]:
        return User.objects.get(email="mali@lao.example")
    number = (*WORKS, SENT_BACK, NOT_ELIGIBLE, COPIED).index(work) + 1
    writer = person(f"clerk{number}@lao.example", name=f"ตัวอย่าง คนที่ {number}")
    claim = membership.claim(_organisation(work.province, number=number), by=writer, at=at)
    membership.verify(claim, by=User.objects.get(email="somchai@dla.example"), at=at)
    return writer


def _organisation(province: str, *, number: int) -> LAO:
    """Counted from the end of the register, so that Mali's own is not among them."""
    return LAO.objects.filter(province=province).order_by("-code")[number]


def _own_organisation(user: User) -> LAO:
    return user.memberships.current().get().lao


def _send_back(officer: User) -> None:
    entry = entry_of(SENT_BACK)
    workflow.advance(
        entry, "return", by=officer, at=CLAIMED, due_at=CLAIMED + TIME_TO_ANSWER,
        note="โปรดระบุจำนวนผู้ใช้บริการจริงต่อเดือน และวันที่เริ่มให้บริการ",
        submission=entry.last_submission, questions=_unclear(entry),
    )  # fmt: skip


def _unclear(entry: Entry) -> dict[FormField, str]:
    """The questions that are sent back, each with what is asked there."""
    asked = {"users": "ขอตัวเลขเฉลี่ยต่อเดือนของปี 2565", "in_use_since": "ขอวันที่เริ่มใช้จริง"}
    fields = FormField.objects.filter(section__edition=entry.edition, means__in=asked)
    return {field: asked[field.means] for field in fields}


def _begin_screening(edition: Edition, officer: User) -> None:
    """One checklist is begun: the radar has found that the work says what another one says."""
    pairing.refresh(edition, at=CLAIMED)
    answers_ = {"real_use": Given("yes"), "own_organisation": Given("yes"),
                "own_work": Given("unsure", "ข้อความคล้ายผลงานของ อปท. อื่น กำลังสอบถาม")}  # fmt: skip
    criteria = edition.screening_criteria.filter(key__in=answers_)
    given = {criterion: answers_[criterion.key] for criterion in criteria}
    findings.mark(entry_of(COPIED).last_submission, given, by=officer, at=CLAIMED)


def _begin_another(edition: Edition) -> None:
    mali = User.objects.get(email="mali@lao.example")
    another = Work("30", "management", "ประชุมสภาท้องถิ่นแบบไร้กระดาษ", "ยังเขียนไม่เสร็จ", ())
    begin(edition, another, by=mali, at=CLAIMED, sections=1)
