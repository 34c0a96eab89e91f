"""The six kinds of local administrative organisation: their words, short words and ladder."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.folding import fold


class Kind(models.TextChoices):
    PAO = "pao", _("Provincial administrative organisation")
    THESABAN_NAKHON = "thesaban_nakhon", _("City municipality")
    THESABAN_MUEANG = "thesaban_mueang", _("Town municipality")
    THESABAN_TAMBON = "thesaban_tambon", _("Subdistrict municipality")
    TAO = "tao", _("Subdistrict administrative organisation")
    SPECIAL = "special", _("Special local organisation")


# What stands before the bare name in full, and in short.
PREFIXES: dict[str, str] = {
    Kind.PAO: "องค์การบริหารส่วนจังหวัด",
    Kind.THESABAN_NAKHON: "เทศบาลนคร",
    Kind.THESABAN_MUEANG: "เทศบาลเมือง",
    Kind.THESABAN_TAMBON: "เทศบาลตำบล",
    Kind.TAO: "องค์การบริหารส่วนตำบล",
    Kind.SPECIAL: "เมือง",
}
ABBREVIATIONS: dict[str, str] = {
    Kind.PAO: "อบจ.",
    Kind.THESABAN_NAKHON: "ทน.",
    Kind.THESABAN_MUEANG: "ทม.",
    Kind.THESABAN_TAMBON: "ทต.",
    Kind.TAO: "อบต.",
}
# An upgrade goes up this ladder; the other two kinds are not on it.
LADDER: tuple[str, ...] = (
    Kind.TAO,
    Kind.THESABAN_TAMBON,
    Kind.THESABAN_MUEANG,
    Kind.THESABAN_NAKHON,
)

# `ประเภท อปท.` as DLA's own file writes it.
_DLA_WORDS = {
    fold(words): kind
    for words, kind in {
        "เทศบาลนคร": Kind.THESABAN_NAKHON,
        "เทศบาลเมือง": Kind.THESABAN_MUEANG,
        "เทศบาลตำบล": Kind.THESABAN_TAMBON,
        "อบต.": Kind.TAO,
        "อบจ.": Kind.PAO,
        "ท้องถิ่นรูปแบบพิเศษ": Kind.SPECIAL,
    }.items()
}


def kind_from_dla(words: str) -> Kind | None:
    return _DLA_WORDS.get(fold(words))


def is_higher(kind: str, than: str) -> bool:
    return kind in LADDER and than in LADDER and LADDER.index(kind) > LADDER.index(than)


def full_name(kind: str, bare_name: str) -> str:
    prefix = PREFIXES[kind]
    return bare_name if bare_name.startswith(prefix) else prefix + bare_name


def bare_name(kind: str, full: str) -> str:
    """The name without its kind. A special organisation keeps the whole: เมืองพัทยา."""
    return full if kind == Kind.SPECIAL else full.removeprefix(PREFIXES[kind])


def short_name(kind: str, bare: str) -> str:
    """อบต.หนองบัว"""
    return ABBREVIATIONS.get(kind, "") + bare
