"""The provinces and districts a file may name, found by code or by name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_portal.registry.models import Amphoe, Province
from contest_portal.thai.folding import fold

from .problems import Nonsense

PROVINCE_PREFIXES = ("จังหวัด", "จ")
DISTRICT_PREFIXES = ("อำเภอ", "เขต", "อ")
CAPITAL = "เมือง"


@dataclass(frozen=True)
class Places:
    """`district_names` is keyed by province code and folded name."""

    provinces: dict[str, Province]
    districts: dict[str, Amphoe]
    province_names: dict[str, Province]
    district_names: dict[tuple[str, str], Amphoe]

    @classmethod
    def known(cls) -> Places:
        provinces, districts = Province.objects.in_bulk(), Amphoe.objects.in_bulk()
        return cls(
            provinces,
            districts,
            {fold(province.name_th): province for province in provinces.values()},
            {(each.province_id, fold(each.name_th)): each for each in districts.values()},
        )

    def province(self, code: str) -> Province:
        if code not in self.provinces:
            raise Nonsense(_("There is no province with the code “%(code)s”.") % {"code": code})
        return self.provinces[code]

    def province_named(self, name: str) -> Province:
        for spelling in _without(PROVINCE_PREFIXES, fold(name)):
            if spelling in self.province_names:
                return self.province_names[spelling]
        raise Nonsense(_("There is no province called “%(name)s”.") % {"name": name})

    def district(self, code: str, province: Province) -> Amphoe:
        """Raises Nonsense also for a district of another province."""
        district = self.districts.get(code)
        if district is None:
            raise Nonsense(
                _("There is no district with the code “%(code)s”. %(hint)s")
                % {"code": code, "hint": _hint()}
            )
        if district.province_id != province.code:
            raise Nonsense(
                _("District %(code)s does not lie in %(province)s.")
                % {"code": code, "province": province.name_th}
            )
        return district

    def district_named(self, name: str, province: Province) -> Amphoe:
        """A capital may be written without the province: เมือง for เมืองนครราชสีมา."""
        spellings = list(_without(DISTRICT_PREFIXES, fold(name)))
        for spelling in [*spellings, *(CAPITAL + fold(province.name_th),) * (CAPITAL in spellings)]:
            if (province.code, spelling) in self.district_names:
                return self.district_names[province.code, spelling]
        raise Nonsense(
            _("%(province)s has no district called “%(name)s”. %(hint)s")
            % {"province": province.name_th, "name": name, "hint": _hint()}
        )


def _without(prefixes: tuple[str, ...], name: str) -> list[str]:
    """The name as it is, then without each prefix it begins with."""
    return [name, *(name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix))]


def _hint() -> str:
    return _("New districts come from --amphoes FILE.")
