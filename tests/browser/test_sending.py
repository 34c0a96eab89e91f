"""Files travel by parts: a pause, a cut line, a crash, a closed tab, another computer lose nothing.

`./portal test --long tests/browser/test_sending.py -s` sends 200 MB and prints what it cost.
"""

import hashlib
import io
import json
import os
import struct
import threading
import time
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from tests.browser.cut_line import Line
from tests.browser.test_writing import forgive_the_line
from tests.browser.visiting import PHONE

WHO = "mali@lao.example"
MEGABYTE = 1_000_000
SMALL, LARGE = 12 * MEGABYTE, 200 * MEGABYTE
MOST_GROWTH = 50 * MEGABYTE
SLOW, FAST = 1.5 * MEGABYTE, 8 * MEGABYTE  # bytes a second
PATIENCE = 120_000  # milliseconds


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, name) + body


def make_film(file: Path, size: int) -> Path:
    """An MP4 of that many bytes: the smallest film there is, with noise instead of pictures."""
    times = struct.pack(">IIIII", 0, 0, 0, 1000, 60_000)
    codec = box(b"stsd", struct.pack(">II", 0, 1), box(b"avc1", bytes(78)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", codec))))
    head = box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov", box(b"mvhd", times), track)
    rest = size - len(head)
    with file.open("wb") as film:
        film.write(head + struct.pack(">I4s", rest, b"mdat"))
        for _block in range((rest - 8) // MEGABYTE):
            film.write(os.urandom(MEGABYTE))
        film.write(os.urandom((rest - 8) % MEGABYTE))
    return file


def make_photo(file: Path) -> Path:
    """A photo as of a telephone: large, and it says where it was taken."""
    noise = Image.effect_noise((3000, 2200), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    noise.save(file, "JPEG", quality=92, exif=exif)
    return file


@pytest.fixture
def portal(own_portal):
    """The document of its form may be a film as well, and large."""
    portal = own_portal("writing")
    kinds = json.dumps(["pdf", "jpeg", "png", "mp4"])
    portal.change(
        "UPDATE editions_edition SET max_file_bytes = ?, max_entry_bytes = ?, file_kinds = ?",
        2 * LARGE, 4 * LARGE, kinds,
    )  # fmt: skip
    rules = json.dumps({"kinds": ["pdf", "mp4"], "most": 1})
    portal.change("UPDATE editions_formfield SET rules = ? WHERE key = 'evidence'", rules)
    return portal


class Computer:
    """One person at one computer, before a question that takes files."""

    def __init__(self, visitor, line: Line, address: str, key: str) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.page.goto(f"{line.origin}{address}")
        self.place = self.page.locator(f"[data-send-to]:has(input[name='answer-{key}'])")

    def choose(self, file: Path) -> None:
        self.place.locator("input[type=file]").set_input_files(file)

    def chip(self, state: str) -> None:
        self.place.locator(f"[data-state={state}]").wait_for(timeout=PATIENCE)

    def press(self, button: str) -> None:
        self.place.locator(f"[data-row='{button}']").click()

    def percent(self) -> int:
        words = self.place.locator("[data-row=percent]").text_content(timeout=PATIENCE)
        return int(words.removesuffix(" %") or 0)

    def wait_until_sent(self, percent: int) -> None:
        """That much of the file, not of its digest."""
        self.chip("sending")
        until = time.monotonic() + PATIENCE / 1000
        while self.percent() < percent:
            assert time.monotonic() < until, f"{self.percent()} % of {percent} %"
            self.page.wait_for_timeout(50)

    def wait_until_here(self, name: str) -> None:
        self.place.locator("[data-rows]", has_text=name).wait_for(timeout=PATIENCE)


def part_with(portal, key: str) -> str:
    """The address of the part of the story's first draft that asks for such a file."""
    (section,) = portal.row(
        "SELECT s.key FROM editions_formfield f JOIN editions_formsection s ON s.id = f.section_id"
        " WHERE f.key = ?", key,
    )  # fmt: skip
    (entry,) = portal.row(
        "SELECT e.id FROM submissions_entry e JOIN accounts_membership m ON m.lao_id = e.lao_id"
        " JOIN accounts_user u ON u.id = m.user_id WHERE u.email = ? AND e.status = 'draft'", WHO,
    )  # fmt: skip
    return f"/2565/entries/{UUID(entry)}/parts/{section}/"


def sha256_kept(portal, name: str) -> str:
    """Of the bytes on the portal's disk."""
    (path,) = portal.row("SELECT original FROM submissions_attachment WHERE name = ?", name)
    with (portal.data / "media" / path).open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest()


def sha256_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def test_a_file_goes_on_after_a_pause_a_cut_line_and_a_crash(portal, visit, tmp_path):
    film = make_film(tmp_path / "film.mp4", SMALL)
    with Line(portal.port, bytes_a_second=SLOW) as line:
        computer = Computer(visit(portal, WHO), line, part_with(portal, "evidence"), "evidence")
        computer.choose(film)
        computer.wait_until_sent(10)
        computer.press("pause")
        computer.chip("paused")
        computer.press("resume")
        computer.wait_until_sent(25)
        line.cut()
        computer.chip("cut")
        write_something_else(computer)
        line.mend()
        computer.wait_until_sent(45)
        portal.crash()
        computer.chip("cut")
        portal.start()
        computer.chip("checking")
        portal.manage("follow_uploads")
        computer.wait_until_here("film.mp4")
        computer.visitor.page.close()  # it would go on asking when the line is gone
    forgive_the_line(computer.visitor)

    assert sha256_kept(portal, "film.mp4") == sha256_of(film)


def write_something_else(computer: Computer) -> None:
    """The other questions of the page are open meanwhile."""
    other = computer.page.locator("main [data-question] input[type=text]").first
    other.fill("นางสาวมาลี ใจดี โทร 02-000-0000")
    assert other.input_value() == "นางสาวมาลี ใจดี โทร 02-000-0000"


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_a_photo_is_shown_before_and_after_it_is_made_smaller(portal, visit, tmp_path, viewport):
    photo = make_photo(tmp_path / "photo.jpg")
    with Line(portal.port) as line:
        visitor = visit(portal, WHO, viewport=viewport)
        computer = Computer(visitor, line, part_with(portal, "pictures"), "pictures")
        computer.choose(photo)
        computer.chip("waiting")
        sizes = [computer.place.locator(f"[data-row={which}-size]").inner_text()
                 for which in ("before", "after")]  # fmt: skip
        shown = computer.place.locator(".photo-choice img").evaluate_all(
            "pictures => pictures.map(picture => picture.complete && picture.naturalWidth)"
        )
        computer.press("use-smaller")
        portal.manage("follow_uploads")
        computer.wait_until_here("photo.jpg")
    (path, size) = portal.row(
        "SELECT original, size FROM submissions_attachment WHERE name = ?", "photo.jpg"
    )
    kept = Image.open(io.BytesIO((portal.data / "media" / path).read_bytes()))

    assert sizes[0] != sizes[1] and shown == [3000, 2400]
    assert size < photo.stat().st_size
    assert (max(kept.size), len(kept.getexif())) == (2400, 0)


class Watched:
    """The most memory that the portal held above what it held at first; a crash begins anew."""

    def __init__(self, portal) -> None:
        self.portal, self.most, self.is_over = portal, 0, threading.Event()
        self.begin()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def begin(self) -> None:
        self.first = self.portal.memory()

    def _watch(self) -> None:
        while not self.is_over.wait(0.1):
            self.most = max(self.most, self.portal.memory() - self.first)

    def __enter__(self) -> "Watched":
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.is_over.set()
        self.thread.join()


@pytest.mark.long
def test_two_hundred_megabytes_survive_three_cuts_a_crash_and_a_second_browser(
    portal, visit, tmp_path, capsys
):
    film, address = make_film(tmp_path / "film.mp4", LARGE), part_with(portal, "evidence")
    began = time.monotonic()
    with Line(portal.port, bytes_a_second=FAST) as line, Watched(portal) as watched:
        first = Computer(visit(portal, WHO), line, address, "evidence")
        watched.begin()
        first.choose(film)
        for percent in (10, 20, 30):
            first.wait_until_sent(percent)
            line.cut()
            first.chip("cut")
            line.mend()
        first.wait_until_sent(45)
        portal.crash()
        portal.start()
        Computer(visit(portal, WHO), line, address, "evidence")
        watched.begin()
        first.wait_until_sent(55)
        first.page.close()
        second_tab = visit(portal, WHO)
        again = Computer(second_tab, line, address, "evidence")
        again.choose(film)
        again.chip("sending")
        went_on_at = [again.percent()]
        again.wait_until_sent(70)
        again.visitor.context.close()
        other = Computer(visit(portal, WHO), line, address, "evidence")
        other.choose(film)
        other.chip("sending")
        went_on_at.append(other.percent())
        other.chip("checking")
        portal.manage("follow_uploads")
        other.wait_until_here("film.mp4")
        other.visitor.page.close()
    for computer in (first, again, other):
        forgive_the_line(computer.visitor)
    with capsys.disabled():
        print(f"\n{LARGE / MEGABYTE:.0f} MB in {time.monotonic() - began:.0f} s over a line of "
              f"{FAST / MEGABYTE:.0f} MB a second; the second tab went on at {went_on_at[0]} %, "
              f"the second browser at {went_on_at[1]} %; the portal's memory grew by at most "
              f"{watched.most / MEGABYTE:.1f} MB")  # fmt: skip

    assert sha256_kept(portal, "film.mp4") == sha256_of(film)
    assert went_on_at[0] >= 50 and went_on_at[1] >= 65
    assert watched.most < MOST_GROWTH
