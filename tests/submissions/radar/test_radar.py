"""The radar finds copies among made-up texts, and keeps the pairs in a table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contest_portal.refusals import NotAllowed
from submissions.files import uploads
from submissions.models import SimilarPair, Sketch
from submissions.radar import chaining, pairing, sketching
from submissions.sending import workflow
from submissions.tasks import compare_entries
from tests.bench import made_up_works, radar
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_lao, make_member
from tests.submissions.factories import (
    make_complete_entry,
    make_file_field,
    make_officer,
    make_pdf,
    pdf_bytes,
    submit,
    write,
)

LATER = WORKING_DAY + timedelta(hours=1)
TEXT = made_up_works.make(texts=3, copies=1, seed=7, lowest=0.3, highest=0.3)


def test_of_forty_edited_copies_among_six_hundred_texts_nine_in_ten_are_found():
    found = radar.measure(seed=11)

    assert found.recall >= 0.9
    assert found.precision >= 0.8


def test_a_text_resembles_itself_fully_and_its_halves_exchanged_about_half():
    text = sketching.fold(made_up_works.make(texts=1, copies=0, seed=3).texts["text-0"])
    half = len(text) // 2

    def prepared(words):
        return chaining.anchored(words, lambda shingles: [1.0] * len(shingles))

    whole, turned = prepared(text), prepared(text[half:] + text[:half])
    assert chaining.score(whole, whole) == pytest.approx(1.0)
    assert 0.35 <= chaining.score(whole, turned) <= 0.65


@pytest.mark.parametrize("text", ["", "ก", "กข", "กกกกกกกก"])
def test_texts_without_anchors_resemble_nothing(text):
    prepared = chaining.anchored(text, lambda shingles: [1.0] * len(shingles))

    assert chaining.score(prepared, prepared) == 0.0


pages = pytest.mark.django_db


def entered(text, **fields):
    entry = make_complete_entry(by=make_member(make_lao()), **fields)
    write(entry, title=text[:1400])
    return entry


@pytest.fixture
def edition(db, set_clock):
    set_clock(DEADLINE)
    made = make_edition()
    field = made.sections.get().fields.get()
    field.budget = 20_000
    field.type = "long_text"
    field.save(update_fields=["budget", "type"])
    return made


def copied_and_original():
    (pair,) = TEXT.copies
    return [TEXT.texts[name] for name in sorted(pair)]


def compared(edition):
    pairing.refresh(edition, at=DEADLINE)
    return list(SimilarPair.objects.all())


def test_what_was_submitted_is_compared_in_the_background(edition):
    entries = [entered(text) for text in copied_and_original()]
    entered(TEXT.texts["text-1"])
    for entry in entries:
        submit(entry)

    compare_entries()

    pair = SimilarPair.objects.get()
    assert {pair.first, pair.second} == set(entries)
    assert pair.reasons == ["text"]
    assert pair.score >= pairing.LOWEST_SCORE


def test_a_second_run_changes_nothing(edition):
    for text in copied_and_original():
        submit(entered(text))
    first = compared(edition)

    assert compared(edition) == first
    assert pairing.refresh(edition, at=DEADLINE).compared == 0


def test_drafts_and_withdrawn_entries_are_not_compared(edition):
    original, copy = (entered(text) for text in copied_and_original())
    submit(original)
    submit(copy)
    workflow.advance(copy, "withdraw", by=copy.started_by, at=WORKING_DAY)

    assert compared(edition) == []


def test_the_same_file_makes_a_pair_whatever_the_words_say(edition):
    field = make_file_field(edition)
    entries = [entered("ระบบจัดการขยะของตำบล"), entered("จองคิวพบแพทย์ออนไลน์")]
    content = pdf_bytes()
    for entry in entries:
        uploads.attach(entry, field, make_pdf(content=content), by=entry.started_by, at=WORKING_DAY)
        submit(entry)

    [pair] = compared(edition)

    assert pair.reasons == ["file"]


def test_a_pair_goes_when_a_newer_version_says_something_else(edition):
    original, copy = (entered(text) for text in copied_and_original())
    submit(original)
    submit(copy)
    assert len(compared(edition)) == 1
    write(copy, title="เรื่องใหม่ทั้งหมด ไม่เกี่ยวกับเรื่องเดิม")
    submit(copy, at=LATER)

    assert compared(edition) == []
    assert Sketch.objects.count() == 3


@pytest.fixture
def pair(edition):
    for text in copied_and_original():
        submit(entered(text))
    return compared(edition)[0]


def test_an_officer_sets_a_pair_aside_with_a_reason(pair):
    officer = make_officer()
    with pytest.raises(NotAllowed):
        pairing.dismiss(pair, by=officer, at=DEADLINE, reason=" ")

    pairing.dismiss(pair, by=officer, at=DEADLINE, reason="ทำร่วมกัน")

    assert not SimilarPair.objects.open().exists()


def test_a_pair_set_aside_comes_back_with_a_newer_version_that_still_resembles(pair, edition):
    pairing.dismiss(pair, by=make_officer(), at=DEADLINE, reason="ทำร่วมกัน")
    entry = pair.first
    write(entry, title=entry.answers.get().value + " และอีกหนึ่งประโยค")
    submit(entry, at=LATER)

    compared(edition)

    assert SimilarPair.objects.open().count() == 1


def test_an_entrant_does_not_set_pairs_aside(pair):
    with pytest.raises(NotAllowed, match="บทบาท"):
        pairing.dismiss(pair, by=pair.first.started_by, at=DEADLINE, reason="x")


def test_the_page_shows_both_sides_with_what_they_share_marked(pair):
    client = Client()
    client.force_login(make_officer())

    page = client.get(f"/2565/entries/screening/resembling/{pair.pk}/").content.decode()

    assert page.count('<div class="compared') == 2
    assert page.count("<mark>") >= 4


def test_the_list_of_pairs_costs_no_more_queries_for_thirty_than_for_one(pair, edition):
    client = Client()
    client.force_login(make_officer())
    url = "/2565/entries/screening/resembling/"

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(url)
        return len(made)

    queries()
    one = queries()
    submissions = [submit(entered("ก")) for _entry in range(30)]
    for other in submissions:
        sides = sorted([(pair.first_id, pair.first_submission), (other.entry_id, other)],
                       key=lambda side: side[0])  # fmt: skip
        SimilarPair.objects.create(
            first_id=sides[0][0], second_id=sides[1][0], first_submission=sides[0][1],
            second_submission=sides[1][1], score=0.5, reasons=["text"], found_at=DEADLINE,
        )  # fmt: skip

    assert queries() == one
