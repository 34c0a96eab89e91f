"""What a judge notes for themselves: saved like the marks, read by nobody else."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from contest_portal.audit.models import AuditEvent
from judging.models import Ranking, Sheet
from judging.ranking import proposing
from judging.results import releasing
from judging.sheets import saving, signing
from notifications.models import Message

from .factories import JUDGING, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}
SECRET = "สงสัยว่าตัวเลขนี้เกินจริง"


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


def chosen(marks=COMPLETE) -> dict:
    return {f"mark_{key}": mark for key, mark in marks.items()}


def test_the_note_saves_itself_with_the_marks_and_comes_back(signed_in, judge, sheet):
    client = signed_in(judge.user)
    facts = {"person": judge.user.pk, "version": 1, "comment": "", "note": SECRET}

    told = client.post(page("sheet_autosave", sheet.pk), facts)

    assert told.json()["answers"]["sheet"]["version"] == 2
    assert SECRET in client.get(page("sheet", sheet.pk)).text


def test_a_page_without_the_field_leaves_the_note_alone(signed_in, judge, sheet):
    Sheet.objects.update(private_note=SECRET)

    signed_in(judge.user).post(page("sheet", sheet.pk), {**chosen(), "version": 1})

    assert (Sheet.objects.get().private_note, Sheet.objects.get().version) == (SECRET, 2)


def test_another_note_from_an_older_page_overwrites_nothing(judge, sheet):
    facts = {"by": judge.user, "at": JUDGING, "version": 1}
    saving.save(sheet, {}, "", **facts, note="ฉบับแรก")

    assert saving.save(sheet, {}, "", **facts, note="ฉบับแรก").version == 2
    with pytest.raises(saving.Stale):
        saving.save(sheet, {}, "", **facts, note="ฉบับหลัง")


def test_a_stale_page_shows_both_notes(signed_in, judge, sheet):
    Sheet.objects.update(private_note="ในเครื่องอื่น", version=2)
    form = {**chosen(), "version": 1, "comment": "", "note": SECRET}

    text = signed_in(judge.user).post(page("sheet", sheet.pk), form).text

    assert "ในเครื่องอื่น" in text
    assert SECRET in text


def test_nobody_else_ever_reads_it(signed_in, judge, entry, officer, second_officer, client):
    sheet = make_sheet(judge, entry, COMPLETE)
    saved = saving.save(
        sheet, COMPLETE, "ความเห็นที่ทุกคนอ่านได้", by=judge.user, at=JUDGING, version=1, note=SECRET
    )
    signing.sign(saved, by=judge.user, at=JUDGING, version=2)
    prepared = proposing.prepare(judge.round, by=officer, at=JUDGING)
    releasing.release(prepared, by=second_officer, at=JUDGING)

    for_officers = signed_in(officer)
    pages = [for_officers.get(page(name)).text for name in ("panel", "ranking", "figures")]
    stored = [
        json.dumps(list(model.objects.values()), cls=DjangoJSONEncoder, ensure_ascii=False)
        for model in (AuditEvent, Message, Ranking)
    ]
    public = client.get(reverse("results:matrix", args=["2565"]))
    told = "".join([*pages, *stored, b"".join(public).decode()])
    assert "ความเห็นที่ทุกคนอ่านได้" in told
    assert SECRET not in told
    assert SECRET in signed_in(judge.user).get(page("sheet", sheet.pk)).text
