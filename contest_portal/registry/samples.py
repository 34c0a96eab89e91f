"""Sample LAOs and mailboxes to try the portal with: to the real counts, in clearly invented names.

Their codes (T30-0017) lie outside the official range, and they never stand beside a real register.
"""

from math import ceil

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from contest_portal.refusals import NotAllowed

from . import kinds, provinces
from .models import LAO, Amphoe, Contact, Province

LAOS_A_DISTRICT = 9
ENGLISH_KINDS = {
    kinds.Kind.PAO: "Provincial Administrative Organization",
    kinds.Kind.THESABAN_NAKHON: "City Municipality",
    kinds.Kind.THESABAN_MUEANG: "Town Municipality",
    kinds.Kind.THESABAN_TAMBON: "Subdistrict Municipality",
    kinds.Kind.TAO: "Subdistrict Administrative Organization",
    kinds.Kind.SPECIAL: "Special City",
}


@transaction.atomic
def load_sample_laos() -> int:
    """7,849 sample LAOs with their districts; returns how many were added. Idempotent."""
    _refuse_beside_a_real_register()
    if LAO.objects.filter(sample=True).exists():
        return 0
    provinces.load()
    return sum(_load_samples_of(row) for row in provinces.facts())


def _load_samples_of(row: provinces.ProvinceFacts) -> int:
    """One province's sample LAOs, numbered through, PAO first, nine to a district."""
    kinds_in_order = [kind for kind, amount in row.counts.items() for _each in range(amount)]
    districts = [
        _sample_district(row.province, number)
        for number in range(1, ceil(len(kinds_in_order) / LAOS_A_DISTRICT) + 1)
    ]
    laos = [
        _sample_lao(kind, number, districts[(number - 1) // LAOS_A_DISTRICT])
        for number, kind in enumerate(kinds_in_order, start=1)
    ]
    Amphoe.objects.bulk_create(districts)
    return len(LAO.objects.bulk_create(laos))


@transaction.atomic
def load_sample_contacts() -> int:
    """A main mailbox in .example for every province without one; returns how many were added."""
    _refuse_beside_a_real_register()
    without = Province.objects.receiving_letters().exclude(contacts__main=True)
    contacts = [
        Contact(
            province=province,
            address=f"saraban@{slugify(province.name_en)}.example",
            source=str(_("Demonstration")),
            main=True,
        )
        for province in without
    ]
    return len(Contact.objects.bulk_create(contacts))


@transaction.atomic
def load_sample_lao_contacts(lao: LAO) -> int:
    """A main mailbox in .example for each LAO of this one's district without one, so that letters
    to LAOs can be tried; returns how many were added."""
    _refuse_beside_a_real_register()
    without = LAO.objects.filter(amphoe=lao.amphoe).exclude(contacts__main=True)
    contacts = [
        Contact(
            lao=each,
            address=f"saraban@{each.code.lower()}.example",
            source=str(_("Demonstration")),
            main=True,
        )
        for each in without
    ]
    return len(Contact.objects.bulk_create(contacts))


def _refuse_beside_a_real_register() -> None:
    if LAO.objects.filter(sample=False).exists():
        raise NotAllowed(
            _("This portal holds a real register, so samples cannot be added."),
            next_step=_("Start a trial in an empty data folder."),
        )


def _sample_lao(kind: kinds.Kind, number: int, district: Amphoe) -> LAO:
    full_name = kinds.full_name(kind, f"ตัวอย่าง {number}")
    province = district.province
    lao = LAO(
        code=f"T{province.code}-{number:04}",
        kind=kind,
        name_th=full_name,
        bare_name=kinds.bare_name(kind, full_name),
        name_en=f"Sample {number} {ENGLISH_KINDS[kind]}",
        province=province,
        amphoe=district,
        in_dla_register=False,
        sample=True,
    )
    lao.write_keys()
    return lao


def _sample_district(province: Province, number: int) -> Amphoe:
    district = Amphoe(
        code=f"T{province.code}{number:02}",
        name_th=f"ตัวอย่าง {number}",
        name_en=f"Sample {number}",
        province=province,
        sample=True,
    )
    district.write_keys()
    return district
