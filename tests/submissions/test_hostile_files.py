"""The forty-five hostile files of the corpus: what is said to each, what it costs, who gets it.

`./portal test tests/submissions/test_hostile_files.py -s` prints the table of costs.
"""

import io
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client, TestCase
from PIL import Image

from contest_portal.editions.models import FileKind
from submissions import checks
from submissions.checking.kinds import KINDS, Family
from submissions.models import Attachment, Upload
from submissions.transfer import parts, receiving
from tests.factories import make_field
from tests.permissions.world import World, build
from tests.submissions.hostile.corpus import CASES, QUARANTINED, REFUSED, Case
from tests.submissions.hostile.measuring import check
from tests.submissions.transfer.sending import Sender

pytestmark = pytest.mark.one_database

MOST_SECONDS = 2
MOST_MEGABYTES = 300
Verdict = Attachment.Verdict
# What the parent says before any check: the kind, the size.
AT_SIGHT = {"unknown": "ช่องนี้ไม่รับไฟล์ชนิดนี้", "empty": "ว่างเปล่า", "too_large": "ส่งได้ไม่เกิน"}
A_ROUND = 12


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_check_costs_little_and_says_what_was_found(case: Case):
    cost = check(case.make())

    print(f"| {case.number} | {case.what} | {cost.seconds:.2f} | {cost.megabytes:.0f} |")
    assert cost.seconds <= MOST_SECONDS
    assert cost.megabytes <= MOST_MEGABYTES
    if case.verdict == REFUSED and case.finding not in ("too_large", "empty"):
        assert cost.found == {"refused": case.finding}
    elif case.verdict != REFUSED and case.kind:
        assert cost.found.get("kind") == case.kind


@pytest.fixture
def world(db, scanned, settings, tmp_path, monkeypatch) -> World:
    """LAO A's entry is with a judge; everything that is stored on the way lies in one folder."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    settings.FILE_UPLOAD_TEMP_DIR = str(scratch)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024
    world = build()
    world.edition.file_kinds = FileKind.values
    world.edition.save(update_fields=["file_kinds"])
    return world


# A few at a time, so that several processes share them.
ROUNDS = [CASES[begin : begin + A_ROUND] for begin in range(0, len(CASES), A_ROUND)]


@pytest.mark.parametrize("cases", ROUNDS, ids=lambda cases: f"from {cases[0].number}")
def test_by_form_every_file_gets_its_verdict_and_goes_to_whom_it_may(world, settings, cases):
    member = world.client("lao_a")
    wrong = {}
    for case in cases:
        found = _sent_by_form(world, member, case, Path(settings.MEDIA_ROOT))
        if found:
            wrong[str(case)] = found

    assert wrong == {}


def _sent_by_form(world: World, member: Client, case: Case, media: Path) -> str:
    """What went wrong with one file; "" where all is as the table says."""
    question = make_field(world.edition.sections.get(), type="file", key=f"case-{case.number}")
    content = case.make()
    world.edition.max_file_bytes = len(content) - 1 if case.over_limit else 25_000_000
    world.edition.save(update_fields=["max_file_bytes"])
    before = _files(media)
    page = _post(world, member, question.key, case, content)
    kept = Attachment.objects.filter(field=question).first()
    if left := list(Path(tempfile.gettempdir()).iterdir()):
        return f"left behind: {left}"
    if case.verdict == REFUSED:
        return _refused(case, page, kept, _files(media) - before)
    if case.verdict == QUARANTINED:
        return _locked(case, page, kept, world)
    return _kept(case, kept, content) or _handed_out(world, case, kept, content)


@pytest.mark.parametrize("cases", ROUNDS, ids=lambda cases: f"from {cases[0].number}")
def test_by_parts_every_file_gets_the_same_verdict(world, settings, cases):
    wrong = {}
    for case in cases:
        found = _sent_by_parts(world, case, Path(settings.MEDIA_ROOT))
        if found:
            wrong[str(case)] = found

    assert wrong == {}


def _sent_by_parts(world: World, case: Case, media: Path) -> str:
    """As `_sent_by_form`; what the portal says stands on the page of the part afterwards."""
    question = make_field(world.edition.sections.get(), type="file", key=f"parts-{case.number}")
    content = case.make()
    world.edition.max_file_bytes = len(content) - 1 if case.over_limit else 25_000_000
    world.edition.save(update_fields=["max_file_bytes"])
    before = _files(media)
    sender = Sender(world.entry_a, question, by=world.entry_a.started_by)
    named = sender.name(content, case.name)
    page = named.json().get("reason", "")
    if named.status_code == 201:
        page = _parts_sent(world, sender, named["Location"], content)
    kept = Attachment.objects.filter(field=question).first()
    if left := list(Path(tempfile.gettempdir()).iterdir()):
        return f"left behind: {left}"
    if left := [path for path in _files(parts.folder()) if path.suffix != ".lock"]:
        return f"parts left behind: {left}"
    if case.verdict == REFUSED:
        return _refused(case, page, kept, _files(media) - before)
    if case.verdict == QUARANTINED:
        return _locked(case, page, kept, world)
    return _kept(case, kept, content) or _handed_out(world, case, kept, content)


def _parts_sent(world: World, sender: Sender, location: str, content: bytes) -> str:
    """Two parts, the check, and the page of the part as its writer sees it then."""
    upload = Upload.objects.get(pk=location.rstrip("/").rpartition("/")[2])
    half = len(content) // 2
    for begin, part in ((0, content[:half]), (half, content[half:])):
        for at in range(0, len(part), receiving.MOST_A_REQUEST):
            some = part[at : at + receiving.MOST_A_REQUEST]
            assert sender.part(upload, some, offset=begin + at).status_code == 204
    with TestCase.captureOnCommitCallbacks(execute=True):
        receiving.finish_all()
    return sender.client.get(f"/2565/entries/{world.entry_a.pk}/parts/work/").content.decode()


def _post(world: World, member: Client, key: str, case: Case, content: bytes) -> str:
    body = b"--b\r\nContent-Disposition: form-data; name=stay\r\n\r\n1\r\n--b\r\n"
    body += f"Content-Disposition: form-data; name=answer-{key}; {_file_name(case.name)}".encode()
    body += f"\r\nContent-Type: {case.declared}\r\n\r\n".encode() + content + b"\r\n--b--\r\n"
    address = f"/2565/entries/{world.entry_a.pk}/parts/work/"
    kind = "multipart/form-data; boundary=b"
    return member.post(address, body, content_type=kind, follow=True).content.decode()


def _file_name(name: str) -> str:
    """As a browser writes it, or, where that cannot carry the name, as a program can."""
    if set(name) & set('\0\r\n";'):
        return f"filename*=UTF-8''{quote(name)}"
    return f'filename="{name}"'


def _files(media: Path) -> set[Path]:
    return {path for path in media.rglob("*") if path.is_file()}


def _refused(case: Case, page: str, kept: Attachment | None, stored: set[Path]) -> str:
    reason, remedy = checks.explanation(case.finding)
    said = [AT_SIGHT.get(case.finding) or reason]
    said += [] if case.finding in AT_SIGHT else [remedy]
    if kept or stored:
        return f"kept {kept} {stored}"
    unsaid = [words for words in said if words not in page]
    return f"not said: {unsaid}" if unsaid else ""


def _locked(case: Case, page: str, kept: Attachment | None, world: World) -> str:
    if kept is None or kept.verdict != Verdict.QUARANTINED:
        return "not locked away"
    if not all(words in page for words in checks.explanation("quarantined")):
        return "the sender was not told"
    world.submission_a.files.add(kept)
    reached = [
        f"{role} {address}"
        for role in ("lao_a", "lao_b", "dla", "judge", "anon")
        for address in _addresses(world, kept)
        if world.client(role).get(address).status_code == 200
    ]
    return f"reached by {reached}" if reached else ""


def _addresses(world: World, file: Attachment) -> list[str]:
    entry = f"/2565/entries/{world.entry_a.pk}/files/{file.pk}/"
    sheet = f"/2565/judging/sheets/{world.sheet_a.pk}/files/{file.pk}/"
    return [entry, f"{entry}pages/1/", f"{entry}film/", sheet, f"{sheet}1/"]


def _kept(case: Case, kept: Attachment | None, content: bytes) -> str:
    if kept is None:
        return "not kept"
    found = (kept.verdict, kept.kind.name, kept.size, tuple(kept.warnings))
    wanted = (Verdict.CLEAN, case.kind, len(content), case.warnings)
    if found != wanted:
        return f"{found} instead of {wanted}"
    if case.shown and kept.name != case.shown:
        return f"called {kept.name}"
    with kept.original.open() as original:
        return "" if original.read() == content else "other bytes"


def _handed_out(world: World, case: Case, kept: Attachment, content: bytes) -> str:
    """The original to its own organisation; to judges and officers what stands for it."""
    world.submission_a.files.add(kept)
    original, page, _film, sheet, sheet_page = _addresses(world, kept)
    is_office = KINDS[case.kind].family == Family.OFFICE
    downloads = {"lao_a": original} | ({"dla": original, "judge": sheet} if is_office else {})
    shown = {} if is_office else {"lao_a": page, "dla": page, "judge": sheet_page}
    problems = [_download(world, role, url, kept, content) for role, url in downloads.items()]
    problems += [_picture(world, role, url, content) for role, url in shown.items()]
    refused = [("lao_b", original), ("anon", original), ("lao_b", page), ("anon", sheet_page)]
    refused += [] if is_office else [("dla", original), ("judge", sheet)]
    problems += [
        f"{role} reached {url}"
        for role, url in refused
        if world.client(role).get(url).status_code == 200
    ]
    return "; ".join(filter(None, problems))


SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _download(world: World, role: str, url: str, kept: Attachment, content: bytes) -> str:
    response = world.client(role).get(url)
    if response.status_code != 200 or b"".join(response.streaming_content) != content:
        return f"{role} does not get the original: {response.status_code}"
    wanted = SAFE | {"Content-Type": kept.content_type}
    found = {name: response.get(name) for name in wanted}
    if found != wanted or not response["Content-Disposition"].startswith("attachment; "):
        return f"{found} {response['Content-Disposition']}"
    if any(trap in response["Content-Disposition"] for trap in "\r\n\0"):
        return "a trap in the header"
    return ""


def _picture(world: World, role: str, url: str, content: bytes) -> str:
    response = world.client(role).get(url)
    if response.status_code != 200:
        return f"{role} does not get the picture: {response.status_code}"
    wanted = SAFE | {"Content-Type": "image/webp"}
    if wanted != (found := {name: response.get(name) for name in wanted}):
        return str(found)
    drawn = b"".join(response.streaming_content)
    picture = Image.open(io.BytesIO(drawn))
    if picture.format != "WEBP" or picture.getexif() or b"<?php" in drawn or b"PK\3\4" in drawn:
        return "not a bare picture"
    return ""


def test_the_same_bytes_and_the_same_name_are_kept_once_and_listed_twice(world, settings):
    """Number 23."""
    content = CASES[0].make()
    member = world.client("lao_a")
    media = Path(settings.MEDIA_ROOT)
    for key in ("first", "second"):
        make_field(world.edition.sections.get(), type="file", key=key, label_th=key)
        _post(world, member, key, CASES[0], content)

    files = Attachment.objects.filter(field__key__in=("first", "second"))
    assert [file.name for file in files] == ["a.pdf", "a.pdf"]
    assert len({file.original.name for file in files}) == 1
    assert [path.read_bytes() for path in _files(media)].count(content) == 1


def test_a_request_full_of_blanks_is_read_quickly(world):
    """Number 44: five megabytes of whitespace in base64 (CVE-2026-33033)."""
    make_field(world.edition.sections.get(), type="file", key="blanks")
    body = (
        b"--b\r\nContent-Disposition: form-data; name=answer-blanks; filename=a.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b" " * 5_000_000 + b"\r\n--b--\r\n"
    )
    member = world.client("lao_a")
    begun = time.process_time()

    member.post(
        f"/2565/entries/{world.entry_a.pk}/parts/work/", body,
        content_type="multipart/form-data; boundary=b",
    )  # fmt: skip

    assert time.process_time() - begun <= 1
    assert not Attachment.objects.filter(field__key="blanks").exists()


def test_nothing_of_the_corpus_changed_what_was_submitted(world):
    assert world.submission_a.files.count() == 2
