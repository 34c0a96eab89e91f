"""Plain functions that make what a test needs; every argument has a sensible default."""

import itertools
from datetime import UTC, datetime, timedelta

from contest_portal.accounts.models import Appointment, Membership, User
from contest_portal.accounts.roles import Kind, Role
from contest_portal.editions.models import Category, Edition, FormField, FormSection
from contest_portal.registry.models import LAO, Agency, Amphoe, Contact, Province

OPENING = datetime(2022, 9, 1, 17, tzinfo=UTC)
DEADLINE = datetime(2022, 10, 5, 17, tzinfo=UTC)  # 6 October 2565, 00.00 in Bangkok
WORKING_DAY = datetime(2022, 9, 28, 2, tzinfo=UTC)  # 28 September 2565, 09.00 in Bangkok

_count = itertools.count(1)


def make_user(email: str = "", *, role: Role | None = None, province: Province | None = None,
              **fields) -> User:  # fmt: skip
    user = User.objects.create_user(email or f"person{next(_count)}@people.example", **fields)
    if role:
        Appointment.objects.create(user=user, role=role, province=province)
    return user


def make_province(code: str = "30", **fields) -> Province:
    facts = {
        "name_th": f"จังหวัด{code}", "name_en": f"Province {code}", "region": "northeastern",
        "letter_code": "นม", "has_governor": code != "10", "tile_row": 0, "tile_col": 0,
        "sort_key": f"province {code}", **fields,
    }  # fmt: skip
    return Province.objects.get_or_create(code=code, defaults=facts)[0]


def make_amphoe(province: Province, **fields) -> Amphoe:
    code = f"{province.code}{next(_count):04d}"
    facts = {"name_th": f"อำเภอ {code}", "sort_key": code, **fields}
    return Amphoe.objects.create(code=code, province=province, **facts)


def make_lao(province: Province | None = None, **fields) -> LAO:
    province = province or make_province()
    number = next(_count)
    facts = {
        "code": f"6{number:06d}", "kind": LAO.Kind.TAO, "bare_name": f"ทดสอบ {number}",
        "name_th": f"องค์การบริหารส่วนตำบลทดสอบ {number}", "sort_key": f"ทดสอบ {number:06d}",
        "search_key": f"ทดสอบ{number}", **fields,
    }  # fmt: skip
    return LAO.objects.create(province=province, **facts)


def make_province_contact(province: Province, **fields) -> Contact:
    facts = {"address": f"saraban@p{province.code}.example", "source": "test", "main": True}
    return Contact.objects.create(province=province, **{**facts, **fields})


def make_edition(slug: str = "2565", **fields) -> Edition:
    """An edition with one category and a form of one required title, open since OPENING."""
    facts = {
        "name_th": "ท้องถิ่นดิจิทัล", "year_be": 2565, "opens_at": OPENING, "closes_at": DEADLINE,
        "judging_opens_at": DEADLINE + timedelta(days=4),
        "judging_closes_at": DEADLINE + timedelta(days=26), **fields,
    }  # fmt: skip
    owners = {"organiser": make_agency("dga"), "channel": make_agency("dla")}
    edition = Edition.objects.create(slug=slug, **{**owners, **facts})
    Category.objects.create(edition=edition, key="service", name_th="บริการ", order=1)
    section = FormSection.objects.create(edition=edition, key="work", title_th="ผลงาน", order=1)
    make_field(section, key="title", means=FormField.Means.TITLE, required=True)
    return edition


def make_agency(code: str) -> Agency:
    return Agency.objects.get_or_create(code=code, defaults={"name_th": f"หน่วยงาน {code}"})[0]


def make_field(section: FormSection, **fields) -> FormField:
    facts = {"key": f"q{next(_count)}", "type": FormField.Type.TEXT, "label_th": "ชื่อผลงาน",
             "order": next(_count), **fields}  # fmt: skip
    return FormField.objects.create(section=section, **facts)


def make_member(lao: LAO | None = None, *, verified: bool = True, kind: Kind = Kind.OWNER,
                **fields) -> User:  # fmt: skip
    """A person who works for an LAO, verified by a DLA officer unless told otherwise."""
    user = make_user(**fields)
    facts = {}
    if verified:
        officer = make_user(role=Role.DLA_OFFICER)
        facts = {"verified_at": WORKING_DAY, "verified_by": officer, "how": Membership.How.OFFICER}
    facts |= {"kind": kind, "claimed_at": WORKING_DAY}
    Membership.objects.create(user=user, lao=lao or make_lao(), **facts)
    return user


def make_lao_contact(lao: LAO, **fields) -> Contact:
    facts = {"address": f"saraban@l{lao.code}.example", "source": "test", "main": True, **fields}
    return Contact.objects.create(lao=lao, **facts)
