"""People come to their organisations: one by the code on paper, one by a signed letter that waits
for an officer, and one who asks a colleague to let them in."""

from datetime import datetime

from django.core.files import File

from contest_portal import clock
from contest_portal.accounts import claim_codes, claim_letters, code_entering, membership
from contest_portal.accounts.appointing import person
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO

from .entries import sample_document

CAME = datetime.fromisoformat("2022-10-04T09:10+07:00")
AFTERWARDS = datetime.fromisoformat("2022-10-04T14:00+07:00")
OFFICER, MALI = "somchai@dla.example", "mali@lao.example"
JOINING = ("kanda@lao.example", "กานดา ตัวอย่าง", "นักวิชาการศึกษา")
WITH_CODE = ("wirat@lao.example", "วิรัตน์ ตัวอย่าง", "นักจัดการงานทั่วไป")
WITH_LETTER = ("orawan@lao.example", "อรวรรณ ตัวอย่าง", "หัวหน้าสำนักปลัด")


def was_played(edition: Edition) -> bool:
    return User.objects.filter(email=JOINING[0]).exists()


def play(edition: Edition) -> None:
    mali = User.objects.get(email=MALI)
    own = mali.memberships.verified().get().lao
    others = list(LAO.objects.filter(province=own.province_id).order_by("-code")[20:22])
    for lao in (own, *others):
        _give_mailbox(lao)
    membership.claim(own, by=_person(JOINING), at=CAME)
    _come_with_code(others[0])
    _come_with_letter(others[1])


def _person(who: tuple[str, str, str]) -> User:
    email, name, position = who
    return person(email, name=name, position=position)


def _give_mailbox(lao: LAO) -> None:
    facts = {"address": f"saraban@{lao.code.lower()}.example", "source": "ตัวอย่าง"}
    lao.contacts.get_or_create(main=True, defaults=facts)


def _come_with_code(lao: LAO) -> None:
    officer = User.objects.get(email=OFFICER)
    codes = claim_codes.print_for([lao], by=officer, at=clock.machine_now())
    code_entering.enter(lao, codes[lao.pk], by=_person(WITH_CODE), at=CAME)


def _come_with_letter(lao: LAO) -> None:
    clerk = _person(WITH_LETTER)
    claim = membership.claim(lao, by=clerk, at=CAME)
    letter = File(sample_document(), name="letter.pdf")
    claim_letters.add(claim, letter, by=clerk, at=CAME)
