"""What a virus scanner changes: who sees a file, what happens when it is silent or finds one."""

import pytest

from contest_portal import audit, scanner
from contest_portal.clock import machine_now
from submissions import checks
from submissions.deadlines import extensions
from submissions.files import finishing, pictures, uploads
from submissions.models import Attachment, Entry, Status, private_files
from submissions.writing import content
from tests.factories import WORKING_DAY, make_edition, make_field
from tests.scanning import EICAR, VIRUS
from tests.submissions.factories import (
    make_complete_entry,
    make_file_field,
    make_officer,
    make_pdf,
    pdf_bytes,
    submit,
)
from tests.submissions.hostile import offices, papers

pytestmark = pytest.mark.django_db

Verdict = Attachment.Verdict
DEAD = "unix:///nowhere/clamd.sock"


@pytest.fixture
def entry():
    return make_complete_entry(edition=make_edition(file_kinds=["pdf", "docx"]))


@pytest.fixture
def question(entry):
    return make_file_field(entry.edition)


def attach(entry, question, sent: bytes | None = None) -> Attachment:
    file = make_pdf(content=sent)
    return uploads.attach(entry, question, file, by=entry.started_by, at=WORKING_DAY)


def again(file: Attachment) -> Attachment:
    """As it is after the next round, whoever tried last."""
    Attachment.objects.update(tried_at=None)
    finishing.finish_all()
    file.refresh_from_db()
    return file


def test_a_clean_file_is_fit_for_judges(scanned, entry, question):
    file = attach(entry, question)

    assert (file.verdict, file.finding) == (Verdict.CLEAN, "")
    assert file.scanned_at is not None
    assert Attachment.objects.fit_for_judges().get() == file
    assert Attachment.objects.fit_for_public().get() == file


@pytest.mark.parametrize("content", [papers.infected(), offices.infected()], ids=["pdf", "docx"])
def test_a_virus_is_locked_away_and_its_sender_is_told_what_to_do(
    scanned, entry, question, content
):
    with pytest.raises(checks.FileRefused) as refused:
        attach(entry, question, content)

    file = Attachment.objects.get()
    assert "พบไวรัส" in refused.value.reason
    assert "ปลอดไวรัส" in refused.value.remedy
    assert (file.verdict, file.finding) == (Verdict.QUARANTINED, VIRUS)
    assert (file.drawn, file.to_draw) == (0, 0)
    assert private_files().exists(file.original.name)
    for person in (entry.started_by, make_officer()):
        assert not Attachment.objects.open_to(person).exists()
    assert audit.about(entry).filter(action=audit.Action.FILE_QUARANTINED).count() == 1


def test_a_virus_never_takes_the_place_of_a_good_file(scanned, entry, question):
    good = attach(entry, question)

    with pytest.raises(checks.FileRefused):
        attach(entry, question, papers.infected())

    assert entry.attachments.current().get() == good


def test_with_a_silent_scanner_a_file_waits_and_the_entry_is_sent_all_the_same(
    settings, entry, question
):
    settings.PORTAL_CLAMAV = DEAD
    file = attach(entry, question)

    submission = submit(entry)

    assert file.verdict == Verdict.WAITING
    assert submission.files.get() == file
    assert not Attachment.objects.fit_for_judges().exists()
    assert again(file).verdict == Verdict.WAITING
    assert Attachment.objects.handed_to(entry.started_by).get() == file
    assert not Attachment.objects.visible_to(make_officer()).open_to(make_officer()).exists()


def test_a_waiting_file_is_scanned_when_the_scanner_speaks_again(settings, entry, question, clamd):
    settings.PORTAL_CLAMAV = DEAD
    file = attach(entry, question, pdf_bytes(pages=3))
    settings.PORTAL_CLAMAV = clamd

    file = again(file)

    assert (file.verdict, file.drawn) == (Verdict.CLEAN, 3)


def test_a_file_from_before_the_scanner_is_scanned_before_anybody_else_sees_it(
    settings, entry, question, clamd
):
    file = attach(entry, question)
    assert file.verdict == Verdict.NOT_SCANNED
    assert Attachment.objects.fit_for_judges().get() == file
    assert not Attachment.objects.fit_for_public().exists()

    settings.PORTAL_CLAMAV = clamd

    assert not Attachment.objects.fit_for_judges().exists()
    assert again(file).verdict == Verdict.CLEAN


def test_a_file_that_waited_for_a_scanner_that_was_switched_off_says_so(settings, entry, question):
    settings.PORTAL_CLAMAV = DEAD
    file = attach(entry, question)
    settings.PORTAL_CLAMAV = ""

    assert again(file).verdict == Verdict.NOT_SCANNED


def test_a_virus_found_after_the_entry_arrived_opens_that_question_alone(
    settings, entry, question, clamd
):
    make_field(entry.edition.sections.get(key="work"), key="other")
    settings.PORTAL_CLAMAV = DEAD
    file = attach(entry, question, papers.infected())
    submission = submit(entry)
    settings.PORTAL_CLAMAV = clamd

    file = again(file)

    entry = Entry.objects.get()
    asked = entry.send_backs.get()
    assert file.verdict == Verdict.QUARANTINED
    assert pictures.name_of(file, 1) is None
    assert entry.status == Status.RETURNED
    assert [opened.field for opened in asked.questions.all()] == [question]
    assert "คู่มือ.pdf" in asked.note
    assert asked.sent_by is None
    assert extensions.closing_instant(entry) >= asked.due_at
    assert entry.last_submission == submission
    assert entry.last_submission.arrived_at == WORKING_DAY


def test_a_virus_that_is_found_twice_is_asked_about_once(settings, entry, question, clamd):
    settings.PORTAL_CLAMAV = DEAD
    file = attach(entry, question, papers.infected())
    submit(entry)
    settings.PORTAL_CLAMAV = clamd

    stale = Attachment.objects.get()
    again(file)
    finishing.finish(stale)

    assert entry.send_backs.count() == 1


def test_two_workers_never_take_the_same_file(entry, question):
    file = attach(entry, question, pdf_bytes(pages=2))
    Attachment.objects.filter(pk=file.pk).update(tried_at=machine_now())

    assert finishing.finish_all() == 0


def test_the_scanner_answers(scanned, settings):
    assert scanner.answers()
    settings.PORTAL_CLAMAV = DEAD
    assert not scanner.answers()


def test_a_scanner_that_looks_at_nothing_larger_gives_no_verdict(scanned, tmp_path, monkeypatch):
    """clamd closes the line at its StreamMaxLength."""
    monkeypatch.setattr(scanner, "ANSWER_SECONDS", 20)
    file = tmp_path / "large"
    with file.open("wb") as out:
        out.truncate(301 * 1024 * 1024)

    with pytest.raises(scanner.ScannerSilent):
        scanner.find_virus(file)


def test_the_scanner_sees_the_whole_file(scanned, tmp_path):
    file = tmp_path / "late"
    file.write_bytes(bytes(3 * scanner.PIECE) + EICAR)

    assert scanner.find_virus(file) == VIRUS


def test_an_entry_is_not_sent_with_a_locked_file(scanned, entry, question):
    with pytest.raises(checks.FileRefused):
        attach(entry, question, papers.infected())

    items = {item.field: item for part in content.read(entry) for item in part.items}

    assert items[question].blocks == "เอาไฟล์ที่เปิดไม่ได้ออก"
