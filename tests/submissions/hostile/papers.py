"""PDFs that are not what they seem."""

import io
import zipfile
import zlib

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.scanning import EICAR

GIGABYTE = 1024**3


def healthy(pages: int = 3) -> bytes:
    return _written(_blank(pages))


def _blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(210, 297)
    return writer


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def by_hand(objects: list[bytes], *, root: int = 1) -> bytes:
    """A PDF of numbered objects, from 1, with a plain table of where they are."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"trailer <</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, table))
    return out.getvalue()


def stream(content: bytes, facts: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (facts, len(content), content)


def one_page(extra: list[bytes] | None = None, catalog: bytes = b"", page: bytes = b"") -> bytes:
    return by_hand(
        [
            b"<</Type /Catalog /Pages 2 0 R %s>>" % catalog,
            b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 210 297] %s>>" % page,
            *(extra or []),
        ]
    )


def with_script() -> bytes:
    return one_page(catalog=b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>")


def launching() -> bytes:
    return one_page(catalog=b"/OpenAction <</S /Launch /F (run.exe)>>")


def with_program_inside() -> bytes:
    writer = _blank()
    writer.add_attachment("run.exe", b"MZ")
    return _written(writer)


def locked() -> bytes:
    writer = _blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def cut_short() -> bytes:
    whole = healthy()
    return whole[: len(whole) * 6 // 10]


def zeros_unfolding_to(size: int) -> bytes:
    """A zlib stream of `size` zeros, made without ever having them: a megabyte, over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    checksum = ((size % 65521) << 16) | 1  # Adler-32 of zeros
    return b"\x78\xda" + megabyte * (size // 1024**2) + end + checksum.to_bytes(4, "big")


def unfolding_objects() -> bytes:
    """Its catalog lies in an object stream that is packed twice and unfolds to four gigabytes."""
    bomb = zlib.compress(zeros_unfolding_to(4 * GIGABYTE))
    facts = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    objects = out.tell()
    out.write(b"2 0 obj\n%s\nendobj\n" % stream(bomb, facts))
    table = out.tell()
    rows = bytes([0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0])
    rows += bytes([1]) + objects.to_bytes(4, "big") + b"\0"
    rows += bytes([1]) + table.to_bytes(4, "big") + b"\0"
    facts = b"/Type /XRef /W [1 4 1] /Size 4 /Root 1 0 R"
    out.write(b"3 0 obj\n%s\nendobj\n" % stream(rows, facts))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def endless(pages: int = 100_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, pages + 3))
    return by_hand(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Count %d /Kids [%s]>>" % (pages, kids),
            *([b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"] * pages),
        ]
    )


def in_circles() -> bytes:
    return by_hand(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Count 3 /Kids [3 0 R]>>",
            b"<</Type /Pages /Count 3 /Parent 2 0 R /Kids [2 0 R]>>",
        ]
    )


def infected() -> bytes:
    return one_page(extra=[stream(EICAR)], page=b"/Contents 4 0 R")


def with_archive_behind() -> bytes:
    """A ZIP whose comment closes the PDF again."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as entries:
        entries.writestr("evil.txt", b"evil")
        entries.comment = b"%%EOF\n"
    return healthy(1) + archive.getvalue()


def with_page_before() -> bytes:
    return b"<html><script>alert(1)</script>".ljust(900, b" ") + healthy(1)


def with_script_object() -> bytes:
    """The same as `with_script`, as pypdf writes it."""
    writer = _blank()
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )
    return _written(writer)
