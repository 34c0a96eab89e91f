"""The made-up people of a demonstration, one in every role, and how to sign in as them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from contest_portal import clock
from contest_portal.accounts import membership
from contest_portal.accounts.appointing import appoint, person
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.registry.models import LAO, Province

PASSWORD = "ruam-phon-2565"  # noqa: S105  (made up, printed, and only in a demonstration)
HOME_PROVINCE = "30"  # นครราชสีมา


@dataclass(frozen=True)
class DemoPerson:
    """`capacity` is what the table of accounts says; without a role, an LAO or nobody yet."""

    email: str
    name: str
    position: str
    capacity: str
    role: Role | None = None
    in_province: bool = False
    works_for_an_lao: bool = False


OFFICER = DemoPerson(
    "somchai@dla.example", "สมชาย ตัวอย่าง", "นักวิชาการคอมพิวเตอร์ชำนาญการ",
    "เจ้าหน้าที่ สถ. คนที่ 1", Role.DLA_OFFICER,
)  # fmt: skip
PEOPLE = (
    OFFICER,
    DemoPerson(
        "suda@dla.example", "สุดา ตัวอย่าง", "ผู้อำนวยการกลุ่มงาน",
        "เจ้าหน้าที่ สถ. คนที่ 2", Role.DLA_OFFICER,
    ),
    DemoPerson(
        "naree@dga.example", "นารี ตัวอย่าง", "ผู้จัดการโครงการ",
        "ผู้จัดการประกวด สพร.", Role.ORGANISER,
    ),
    DemoPerson(
        "wichai@korat.example", "วิชัย ตัวอย่าง", "ท้องถิ่นจังหวัด",
        "เจ้าหน้าที่จังหวัดนครราชสีมา", Role.PROVINCE_OFFICER, in_province=True,
    ),
    DemoPerson(
        "mali@lao.example", "มาลี ตัวอย่าง", "นักวิเคราะห์นโยบายและแผน",
        "เจ้าหน้าที่ อปท. (ยืนยันสังกัดแล้ว)", works_for_an_lao=True,
    ),
    DemoPerson(
        "prasit@lao.example", "ประสิทธิ์ ตัวอย่าง", "ปลัด อบต.",
        "เจ้าหน้าที่ อปท. (ยังไม่ยืนยันสังกัด)",
    ),
    DemoPerson(
        "anong@judges.example", "อนงค์ ตัวอย่าง", "อาจารย์", "กรรมการ คนที่ 1", Role.JUDGE,
    ),
    DemoPerson(
        "boonmee@judges.example", "บุญมี ตัวอย่าง", "นักวิจัย", "กรรมการ คนที่ 2", Role.JUDGE,
    ),
    DemoPerson(
        "chanya@judges.example", "จรรยา ตัวอย่าง", "ผู้เชี่ยวชาญ", "กรรมการ คนที่ 3", Role.JUDGE,
    ),
    DemoPerson(
        "admin@portal.example", "อำนาจ ตัวอย่าง", "ผู้ดูแลระบบ",
        "ผู้ดูแลระบบ", Role.ADMINISTRATOR,
    ),
)  # fmt: skip


def load() -> None:
    """Everybody in the list, each once; nothing that they changed about themselves is undone."""
    hashed = make_password(PASSWORD)  # once: hashing is slow on purpose
    for demo in PEOPLE:
        user = _account(demo, hashed)
        if demo.role:
            appoint(demo.email, demo.role, by=None, province=_province(demo))
        if demo.works_for_an_lao:
            _affiliate(user)


def _account(demo: DemoPerson, hashed: str) -> User:
    user = person(demo.email, name=demo.name, position=demo.position)
    if not user.has_usable_password():
        user.password = hashed
        user.save(update_fields=["password"])
    return user


def _province(demo: DemoPerson) -> Province | None:
    return Province.objects.get(code=HOME_PROVINCE) if demo.in_province else None


def home_lao() -> LAO:
    """The first subdistrict organisation of the province."""
    return LAO.objects.filter(province=HOME_PROVINCE, kind=LAO.Kind.TAO).order_by("code")[0]


def _affiliate(user: User) -> None:
    """Of the home organisation, confirmed by the officer of DLA."""
    if user.memberships.exists():
        return
    officer = User.objects.get(email=OFFICER.email)
    claim = membership.claim(home_lao(), by=user, at=clock.now())
    membership.verify(claim, by=officer, at=clock.now())
