"""What a file says of one LAO."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contest_portal.registry import kinds
from contest_portal.registry.models import LONGEST_NAME, Amphoe, Province

from .problems import Nonsense

CODE = re.compile(r"[0-9A-Z]{3,12}")


@dataclass(frozen=True)
class LaoFacts:
    """`values` holds LAO attributes. What a file does not say is not in it, and is left alone."""

    line: int
    code: str
    values: dict[str, Any]

    @property
    def kind(self) -> str:
        return self.values["kind"]

    @property
    def name_th(self) -> str:
        return self.values["name_th"]

    @property
    def bare_name(self) -> str:
        return self.values["bare_name"]

    @property
    def where_and_what(self) -> tuple[str, str | None]:
        """What an LAO keeps when it is upgraded: its bare name and its district."""
        return self.bare_name, self.values["amphoe_id"]


def checked_code(text: str) -> str:
    """Codes are opaque, but not free: what Excel makes of them (6.13E+06) is refused."""
    if not CODE.fullmatch(text):
        raise Nonsense(_("“%(text)s” is not the code of an LAO.") % {"text": text})
    return text


def names(kind: str, full: str) -> dict[str, Any]:
    """Kind and both names from a full name, which must begin as its kind does."""
    bare = kinds.bare_name(kind, full)
    if not bare:
        raise Nonsense(_("The name is empty."))
    if len(full) > LONGEST_NAME:
        raise Nonsense(_("The name is longer than %(limit)s letters.") % {"limit": LONGEST_NAME})
    if kind != kinds.Kind.SPECIAL and bare == full:
        raise Nonsense(
            _("“%(name)s” does not begin with %(prefix)s, as its kind does.")
            % {"name": full, "prefix": kinds.PREFIXES[kind]}
        )
    return {"kind": str(kind), "name_th": full, "bare_name": bare}


def place(province: Province, district: Amphoe | None) -> dict[str, Any]:
    return {"province_id": province.code, "amphoe_id": district.code if district else None}
