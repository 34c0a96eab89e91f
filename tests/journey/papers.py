"""The letter, the register and the files that the journey brings along."""

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfWriter

from tests.journey.stack import ROOT, Stack

KINDS = {
    "thesaban_nakhon": ("เทศบาลนคร", "เทศบาลนคร"),
    "thesaban_mueang": ("เทศบาลเมือง", "เทศบาลเมือง"),
    "thesaban_tambon": ("เทศบาลตำบล", "เทศบาลตำบล"),
    "tao": ("อบต.", "องค์การบริหารส่วนตำบล"),
    "pao": ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
    "special": ("ท้องถิ่นรูปแบบพิเศษ", ""),
}
DLA_COLUMNS = [
    "จังหวัด", "อำเภอ", "ตำบล", "รหัส อปท.", "ประเภท อปท.", "อปท.", "ที่ตั้งสำนักงานเลขที่",
    "หมู่ที่", "รหัสไปรษณีย์", "ขนาดพื้นที่", "LAT", "LONG", "เว็ปไซต์ของอปท",
]  # fmt: skip


def reference_folder() -> Path | None:
    folder = os.environ.get("PORTAL_REFERENCE_DATA")
    return Path(folder) if folder else None


@dataclass
class Papers:
    """What this journey runs on: the real letter and register, or the project's own samples."""

    letter: Path
    number: str  # of the letter, as people write it
    register: Path | None  # laos.csv, or None for the samples
    lao_searches: list[str]  # five searches, each finding the LAO of one clerk first


def real(folder: Path) -> Papers:
    return Papers(
        letter=folder / "seed" / "circular-mt-0810.2-w3070.txt",
        number="มท ๐๘๑๐.๒/ว ๓๐๗๐",
        register=folder / "data" / "laos.csv",
        lao_searches=_codes_of_real_laos(folder / "data" / "laos.csv"),
    )


def _codes_of_real_laos(register: Path) -> list[str]:
    """Two of นครราชสีมา's 334, two of น่าน, one of ภูเก็ต."""
    with register.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "tao"]
    return [
        row["code"]
        for province, count in (("30", 2), ("55", 2), ("83", 1))
        for row in [row for row in rows if row["province_code"] == province][:count]
    ]


def samples() -> Papers:
    return Papers(
        letter=ROOT / "notifications" / "data" / "sample-letter.txt",
        number="",
        register=None,
        lao_searches=["T30-0010", "T30-0011", "T55-0010", "T55-0011", "T83-0010"],
    )


def province_mailboxes(stack: Stack) -> Path:
    """A main mailbox for each of the 76, on a domain that cannot exist."""
    path = stack.data / "mailboxes.csv"
    with (ROOT / "contest_portal/registry/data/provinces.csv").open(encoding="utf-8") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["code"] != "10"]
    rows = "".join(f"{code},,saraban@p{code}.example\n" for code in codes)
    path.write_text(f"province,lao,address\n{rows}", encoding="utf-8")
    return path


def dla_shaped(folder: Path, target: Path) -> Path:
    """The real register in the shape DLA publishes: LAO x tambon, bare names, no English."""
    provinces = _names(folder / "provinces.csv")
    amphoes = _names(folder / "amphoes.csv")
    with (
        (folder / "laos.csv").open(encoding="utf-8", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as file,
    ):
        out = csv.writer(file)
        out.writerow(DLA_COLUMNS)
        for row in csv.DictReader(source):
            if row["code"] == "BMA":
                continue
            kind, prefix = KINDS[row["kind"]]
            bare = row["name_th"].removeprefix(prefix)
            line = [provinces[row["province_code"]], amphoes.get(row["amphoe_code"], "")]
            for tambon in ("หนึ่ง", "สอง"):
                out.writerow([*line, tambon, row["code"], kind, bare, *[""] * 7])
    return target


def _names(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_th"] for row in csv.DictReader(file)}


def a_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
