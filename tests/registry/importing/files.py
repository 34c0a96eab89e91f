"""Small register files in both shapes."""

import csv
from pathlib import Path

TIDY = ("code", "name_th", "name_en", "kind", "province_code", "amphoe_code", "lat", "lon")
DISTRICTS = ("code", "name_th", "name_en", "kind", "province_code", "sort_th")
DLA = (
    "จังหวัด", "อำเภอ", "ตำบล", "รหัส อปท.", "ประเภท อปท.", "อปท.", "ที่ตั้งสำนักงานเลขที่", "หมู่ที่",
    "รหัสไปรษณีย์", "ขนาดพื้นที่", "LAT", "LONG", "เว็ปไซต์ของอปท",
)  # fmt: skip
PREFIXES = {
    "pao": ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    "thesaban_nakhon": ("เทศบาลนคร", "เทศบาลนคร"),
    "thesaban_mueang": ("เทศบาลเมือง", "เทศบาลเมือง"),
    "thesaban_tambon": ("เทศบาลตำบล", "เทศบาลตำบล"),
    "tao": ("องค์การบริหารส่วนตำบล", "อบต."),
    "special": ("เมือง", "ท้องถิ่นรูปแบบพิเศษ"),
}
NONG_BUA = {
    "code": "6300101",
    "name_th": "องค์การบริหารส่วนตำบลหนองบัว",
    "name_en": "Nong Bua Subdistrict Administrative Organization",
    "kind": "tao",
    "province_code": "30",
    "amphoe_code": "3021",
    "lat": "14.7",
    "lon": "101.4",
}
KORAT = {
    "code": "3300102",
    "name_th": "เทศบาลนครนครราชสีมา",
    "name_en": "Nakhon Ratchasima City Municipality",
    "kind": "thesaban_nakhon",
    "province_code": "30",
    "amphoe_code": "3001",
    "lat": "",
    "lon": "",
}
BANGKOK = {
    "code": "BMA",
    "name_th": "กรุงเทพมหานคร",
    "name_en": "Bangkok Metropolitan Administration",
    "kind": "special",
    "province_code": "10",
    "amphoe_code": "",
    "lat": "",
    "lon": "",
}
PLACE_NAMES = {
    "30": "นครราชสีมา",
    "31": "บุรีรัมย์",
    "3001": "เมืองนครราชสีมา",
    "3021": "ปากช่อง",
    "3101": "เมืองบุรีรัมย์",
}


def tidy_file(folder: Path, *rows: dict) -> Path:
    return write(folder / "laos.csv", TIDY, rows)


def district_file(folder: Path, *rows: dict) -> Path:
    return write(folder / "amphoes.csv", DISTRICTS, rows)


def dla_file(folder: Path, *rows: dict, tambons: int = 3, places: dict | None = None) -> Path:
    """The same tidy rows as DLA publishes them: each crossed with some tambons."""
    names = places or PLACE_NAMES
    crossed = [
        dla_row(row, names) | {"ตำบล": f"ตำบล {number}"}
        for row in rows
        for number in range(tambons)
    ]
    return write(folder / "dla.csv", DLA, crossed)


def dla_row(row: dict, names: dict) -> dict:
    prefix, kind = PREFIXES[row["kind"]]
    return {
        "จังหวัด": names[row["province_code"]],
        "อำเภอ": names[row["amphoe_code"]],
        "รหัส อปท.": row["code"],
        "ประเภท อปท.": kind,
        "อปท.": row["name_th"].removeprefix(prefix),
        "ที่ตั้งสำนักงานเลขที่": "6-ก.พ.",
        "LAT": row["lat"],
    }


def write(path: Path, columns: tuple[str, ...], rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
