"""Office files with programs, traps and bombs in them."""

import io
import stat
import struct
import zipfile
import zlib

from tests.scanning import EICAR

OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def parts(kind: str = "docx", *, main: str = "<document/>", relations: str = "",
          content_type: str = "") -> dict[str, bytes]:  # fmt: skip
    """The least that an Office file has, by the name of the part."""
    path, usual = MAIN[kind]
    folder, name = path.split("/")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{path}" ContentType="{content_type or usual}"/></Types>'
    )
    made = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(_relation("officeDocument", path)),
        path: main,
        f"{folder}/_rels/{name}.rels": _relations(relations),
    }
    return {place: text.encode() for place, text in made.items()}


def _relations(inside: str) -> str:
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{address}">{inside}</Relationships>'


def _relation(name: str, target: str, *, outside: bool = False, base: str = RELATIONS) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="r1" Type="{base}/{name}" Target="{target}"{mode}/>'


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def healthy(kind: str) -> bytes:
    link = _relation("hyperlink", "https://example.go.th/", outside=True)
    return packed(parts(kind, relations=link))


def infected() -> bytes:
    return packed(parts() | {"word/media/note.txt": EICAR})


def with_macro(kind: str = "docx", place: str = "vbaProject.bin") -> bytes:
    folder = MAIN[kind][0].split("/")[0]
    return packed(parts(kind) | {f"{folder}/{place}": OLE + bytes(504)})


def with_macro_type() -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return packed(parts(content_type=kind))


def with_renamed_macro() -> bytes:
    return with_macro(place="media/image1.png")


def with_macro_relation() -> bytes:
    base = "http://schemas.microsoft.com/office/2006/relationships"
    return packed(parts(relations=_relation("vbaProject", "theme/notes.xml", base=base)))


def with_template_elsewhere() -> bytes:
    return packed(
        parts(relations=_relation("attachedTemplate", "https://x.example/t.dotm", outside=True))
    )


def with_object_elsewhere() -> bytes:
    return packed(parts(relations=_relation("oleObject", "https://x.example/o.bin", outside=True)))


def with_entity() -> bytes:
    door = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    return packed(parts(main=door))


def laughing() -> bytes:
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return packed(parts(main=f'<!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><d>&l9;</d>'))


def _rewritten(archive: bytes, name: bytes, *, size: int) -> bytes:
    """The archive with another unpacked size of a member in both its headers."""
    changed = bytearray(archive)
    central = archive.rindex(name) - 46
    local = archive.index(name) - 30
    struct.pack_into("<I", changed, central + 24, size)
    struct.pack_into("<I", changed, local + 22, size)
    return bytes(changed)


def bomb() -> bytes:
    """42 kB of a member that is said to be four gigabytes."""
    member = b"word/media/bomb.png"
    archive = packed(parts() | {member.decode(): bytes(42_000_000)})
    return _rewritten(archive, member, size=2**32 - 2)


def honest_bomb() -> bytes:
    """42 kB that really are 42 MB: a thousand times as much."""
    return packed(parts() | {"word/media/bomb.png": bytes(42_000_000)})


def modest_bomb() -> bytes:
    """The same, which says that it is small."""
    member = b"word/media/bomb.png"
    return _rewritten(packed(parts() | {member.decode(): bytes(42_000_000)}), member, size=40_000)


def nested_bomb() -> bytes:
    inner = packed(parts() | {"word/media/bomb.png": bytes(2_000_000)})
    middle = packed(parts() | {"word/embeddings/a.docx": inner})
    return packed(parts() | {"word/embeddings/b.docx": middle})


def overlapping() -> bytes:
    """Two entries of the table point at one local header (CVE-2024-0450)."""
    members = parts() | {"word/media/a.png": b"A" * 5000, "word/media/b.png": b"B" * 5000}
    archive = packed(members)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        place = {member.filename: member.header_offset for member in opened.infolist()}
    changed = bytearray(archive)
    central = archive.rindex(b"word/media/b.png") - 46
    struct.pack_into("<I", changed, central + 42, place["word/media/a.png"])
    return bytes(changed)


def climbing() -> bytes:
    return packed(parts() | {"../../evil.sh": b"evil"})


def linking() -> bytes:
    """A member that is a symbolic link."""
    out = io.BytesIO(packed(parts()))
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/passwd")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    return out.getvalue()


def crowded() -> bytes:
    return packed(parts() | {f"word/media/{number}": b"" for number in range(50_000)})


def locked() -> bytes:
    """What Office makes of a file with a password: an old container with the new file inside."""
    directory = "EncryptedPackage".encode("utf-16-le")
    return OLE + bytes(1016) + directory.ljust(512, b"\0")


def with_dde() -> bytes:
    sheet = (
        "<worksheet><sheetData><row><c><f>=cmd|' /C calc'!A0</f></c></row></sheetData></worksheet>"
    )
    return packed(parts("xlsx") | {"xl/worksheets/sheet1.xml": sheet.encode()})


def with_program() -> bytes:
    return packed(parts() | {"word/embeddings/setup.png": b"MZ" + bytes(100)})


def garbled() -> bytes:
    """A member whose bytes are not what its checksum says."""
    archive = bytearray(packed(parts() | {"word/media/a.txt": zlib.compress(b"x" * 5000)}))
    archive[archive.index(b"word/media/a.txt") + 30] ^= 0xFF
    return bytes(archive)
