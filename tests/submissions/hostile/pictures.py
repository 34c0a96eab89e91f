"""Pictures with more in them than dots, and other things under their names."""

import io
import struct
import zipfile
import zlib

from PIL import Image

GPS_TAG = 0x8825
PHP = b"<?php system($_GET['c']); ?><script>alert(1)</script>"


def _drawn(size: tuple[int, int] = (64, 48), colour: str = "navy") -> Image.Image:
    return Image.new("RGB", size, colour)


def _saved(picture: Image.Image, kind: str, **facts) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **facts)
    return out.getvalue()


def photograph() -> bytes:
    """Taken in Korat, with the camera turned by a quarter."""
    facts = Image.Exif()
    facts[0x0112] = 6
    facts[0x010F] = "SecretCamera"
    facts.get_ifd(GPS_TAG).update({1: "N", 2: (14.0, 58.0, 0.0), 3: "E", 4: (102.0, 6.0, 0.0)})
    return _saved(_drawn(), "JPEG", exif=facts, comment=b"taken at home")


def dot() -> bytes:
    return _saved(_drawn((1, 1)), "PNG")


def flood() -> bytes:
    """30,000 by 30,000 dots in a few kilobytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    dots = zlib.compress(bytes(20_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    )


def moving() -> bytes:
    frames = [_drawn(colour=colour) for colour in ("navy", "white")]
    return _saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=100)


def gif() -> bytes:
    return _saved(_drawn(), "GIF")


def with_program_in_comment() -> bytes:
    return _saved(_drawn(), "JPEG", comment=PHP)


def with_archive_behind() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as entries:
        entries.writestr("Evil.class", b"\xca\xfe\xba\xbe")
    return _saved(_drawn(), "JPEG") + archive.getvalue()


def vector_with_script() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def tiff() -> bytes:
    return _saved(_drawn(), "TIFF")


def magick_orders() -> bytes:
    return b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://x.example/|ls)'\n"
