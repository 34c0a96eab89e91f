"""MP4 films: what is played, what is refused, and that a part of one can be asked for."""

import struct

import pytest

from contest_portal.editions.models import FileKind
from submissions.checks import FileRefused
from submissions.files import uploads
from submissions.models import Attachment
from tests.factories import WORKING_DAY, make_edition
from tests.submissions.factories import make_entry, make_file_field, make_pdf

FRAMES = bytes(range(256)) * 4


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def movie(*, seconds: int = 9, codec: bytes = b"avc1", version: int = 0) -> bytes:
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, 1000, seconds * 1000)
    header = box(b"mvhd", bytes([version, 0, 0, 0]), times)
    samples = box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(70)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", samples))))
    return box(b"moov", header, track)


def film(*, brand: bytes = b"isom", parts: list[bytes] | None = None, **facts) -> bytes:
    rest = [movie(**facts), box(b"mdat", FRAMES)] if parts is None else parts
    return box(b"ftyp", brand, bytes(4), brand) + b"".join(rest)


@pytest.fixture
def entry(db):
    return make_entry(edition=make_edition(file_kinds=FileKind.values))


def attach(entry, content: bytes) -> Attachment:
    question = make_file_field(entry.edition)
    file = make_pdf("สาธิต.mov", content)
    return uploads.attach(entry, question, file, by=entry.started_by, at=WORKING_DAY)


@pytest.mark.parametrize("version", [0, 1])
def test_a_film_is_kept_with_its_length(entry, version):
    file = attach(entry, film(seconds=61, version=version))

    assert (file.content_type, file.seconds, file.pages) == ("video/mp4", 61, None)
    assert file.name == "สาธิต.mov.mp4"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (film()[:-1], "เสียหรือไม่ครบ"),
        (film(parts=[box(b"mdat", FRAMES)]), "เสียหรือไม่ครบ"),
        (film(parts=[movie()]), "เสียหรือไม่ครบ"),
        (film(parts=[movie(), movie(), box(b"mdat", FRAMES)]), "เสียหรือไม่ครบ"),
        (film(parts=[struct.pack(">I4s", 4, b"free")]), "เสียหรือไม่ครบ"),
        (film(parts=[struct.pack(">I4sQ", 1, b"mdat", 2**62)]), "เสียหรือไม่ครบ"),
        (film(codec=b"hvc1"), "เปิดไม่ได้ในบางเบราว์เซอร์"),
        (film(seconds=901), "ยาวเกิน 15 นาที"),
        (film(brand=b"qt  "), "QuickTime"),
        (film(brand=b"heic"), "HEIC"),
    ],
    ids=[
        "cut short", "no table", "no frames", "two tables", "box too small", "box too large",
        "codec", "too long", "quicktime", "picture of a telephone",
    ],
)  # fmt: skip
def test_a_film_that_cannot_be_played_is_refused(entry, content, reason):
    with pytest.raises(FileRefused, match=reason):
        attach(entry, content)

    assert not Attachment.objects.exists()


def test_a_film_is_refused_where_the_edition_takes_none(entry):
    entry.edition.file_kinds = ["pdf"]

    with pytest.raises(FileRefused, match="ไม่รับไฟล์ชนิดนี้"):
        attach(entry, film())


CONTENT = film()
SIZE = len(CONTENT)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-", 0, SIZE - 1), ("bytes=100-199", 100, 199), ("bytes=-10", SIZE - 10, SIZE - 1),
     ("bytes=5-999999", 5, SIZE - 1)],
)  # fmt: skip
def test_a_part_of_a_film_is_sent(entry, client, asked, first, last):
    response = get_film(entry, client, HTTP_RANGE=asked)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.body == CONTENT[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("asked", ["", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=0-1,5-6"])
def test_the_whole_film_is_sent_where_no_one_part_is_asked_for(entry, client, asked):
    response = get_film(entry, client, HTTP_RANGE=asked)

    assert response.status_code == 200
    assert response.body == CONTENT
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_behind_the_end_is_refused(entry, client):
    response = get_film(entry, client, HTTP_RANGE=f"bytes={SIZE}-")

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


def test_a_part_of_another_film_is_not_sent(entry, client):
    response = get_film(entry, client, HTTP_RANGE="bytes=1-2", HTTP_IF_RANGE='"another"')

    assert response.status_code == 200
    assert get_film(entry, client, HTTP_RANGE="bytes=1-2", HTTP_IF_RANGE=response["ETag"]
                    ).status_code == 206  # fmt: skip


def get_film(entry, client, **headers):
    file = Attachment.objects.first() or attach(entry, CONTENT)
    client.force_login(entry.started_by)
    response = client.get(f"/2565/entries/{entry.pk}/files/{file.pk}/film/", **headers)
    response.body = b"".join(response)  # read to the end, as a browser does: then it is closed
    return response
