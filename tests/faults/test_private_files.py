"""Files of people through nginx as it is shipped: asked for at the portal, sent by nginx itself."""

import json

import pytest

from tests.faults.test_front_door import ask
from tests.load.lines import Answer, Request
from tests.load.seeding import Caller
from tests.servers.portal import Portal

# Run with the portal's settings: the caller's entry gets a film, and a PDF drawn to its first page.
ATTACHING = """
import django, json, sys
django.setup()
from contest_portal import clock
from contest_portal.editions.models import Edition, FileKind
from submissions.files import uploads
from submissions.models import Entry
from tests.factories import make_field
from tests.submissions.factories import make_pdf
from tests.submissions.test_films import film
Edition.objects.update(file_kinds=FileKind.values)
entry = Entry.objects.get(pk=sys.argv[1])
kept = {}
for key, content in (("film", film()), ("paper", None)):
    question = make_field(entry.edition.sections.first(), key=key, type="file")
    file = make_pdf(f"{key} ไทย.pdf", content)
    kept[key] = str(uploads.attach(entry, question, file, by=entry.started_by, at=clock.now()).pk)
print(json.dumps(kept | {"bytes": film().hex()}))
"""
SAFE = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
}


@pytest.fixture(scope="module")
def files(portal: Portal) -> dict:
    caller, stranger = portal.seed(2)
    kept = json.loads(portal.python("-c", ATTACHING, caller.entry))
    return kept | {"caller": caller, "stranger": stranger, "content": bytes.fromhex(kept["bytes"])}


def get(portal: Portal, files: dict, path: str, *, by: Caller | None, **headers: str) -> Answer:
    cookies = {"Cookie": f"__Host-sid={by.session}"} if by else {}
    address = f"/2565/entries/{files['caller'].entry}/files/{path}"
    return ask(portal, Request("GET", address, {**cookies, **headers}))


def many_parts(count: int) -> str:
    return ",".join(f"{begin}-{begin + 1}" for begin in range(0, 2 * count, 2))


def test_nginx_sends_a_film_whole_and_in_parts(portal, files):
    film, owner, content = f"{files['film']}/film/", files["caller"], files["content"]
    whole = get(portal, files, film, by=owner)
    part = get(portal, files, film, by=owner, Range="bytes=100-199")
    tail = get(portal, files, film, by=owner, Range="bytes=-10")
    behind = get(portal, files, film, by=owner, Range=f"bytes={len(content)}-")
    hundred, thousand = (
        get(portal, files, film, by=owner, Range=f"bytes={many_parts(count)}")
        for count in (100, 1000)
    )
    fresh = {"Range": "bytes=0-9", "If-Range": whole.headers["etag"]}
    other = {"Range": "bytes=0-9", "If-Range": '"another"'}

    assert (whole.status, whole.body) == (200, content)
    assert (part.status, part.body) == (206, content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    assert (tail.status, tail.body) == (206, content[-10:])
    assert behind.status == 416
    assert (hundred.status, hundred.body) == (200, content)
    assert thousand.status == 400  # longer than any header may be
    assert get(portal, files, film, by=owner, **fresh).status == 206
    assert get(portal, files, film, by=owner, **other).status == 200
    assert "x-accel-redirect" not in whole.headers


def test_each_answer_says_what_it_is_and_that_it_must_not_run(portal, files):
    owner = files["caller"]
    original = get(portal, files, f"{files['paper']}/", by=owner)
    picture = get(portal, files, f"{files['paper']}/pages/1/", by=owner)
    film = get(portal, files, f"{files['film']}/film/", by=owner)

    for answer, content_type in (
        (original, "application/pdf"), (picture, "image/webp"), (film, "video/mp4"),
    ):  # fmt: skip
        assert answer.status == 200
        assert answer.headers["content-type"] == content_type
        assert {name: answer.headers.get(name) for name in SAFE} == SAFE
    disposition = original.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''paper%20%E0%B9%84")
    assert original.body.startswith(b"%PDF-")


def test_a_part_is_asked_for_in_vain_by_whom_the_whole_is_not_for(portal, files):
    part = {"Range": "bytes=0-9"}

    for path in (f"{files['paper']}/", f"{files['paper']}/pages/1/", f"{files['film']}/film/"):
        assert get(portal, files, path, by=files["stranger"], **part).status == 404
        assert get(portal, files, path, by=None, **part).status == 302


def test_nobody_reaches_the_place_itself(portal, files):
    name = f"entries/{files['caller'].entry}/{files['film']}"
    private = ask(portal, Request("GET", f"/_private/{name}"))
    climbing = ask(portal, Request("GET", f"/_private/../_private/{name}"))

    assert (private.status, climbing.status) == (404, 404)
