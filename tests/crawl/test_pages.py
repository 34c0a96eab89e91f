"""Every page that anybody can reach, in both languages, in three chapters of the contest."""

from collections.abc import Iterator

import pytest

from contest_portal.demonstration import loading, story
from tests.crawl.cast import beginnings, client_of
from tests.crawl.content import everything_written
from tests.crawl.rules import complaints
from tests.crawl.walking import Visit, walk

FINE = {200, 302, 405, 409}


@pytest.fixture(params=story.CHAPTERS)
def chapter(request, db, settings):
    settings.PORTAL_DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    loading.load()
    story.play(request.param)


def test_every_page_is_whole_and_in_one_language(chapter):
    found = {}
    content = everything_written()

    for language in ("th", "en"):
        for who, addresses in beginnings().items():
            for visit in walk(client_of(who, language=language), *addresses):
                for complaint in about(visit, language, content):
                    found[f"{language} {visit.address} {complaint}"] = who

    assert not found, "\n".join(f"{problem} ({who})" for problem, who in found.items())


def about(visit: Visit, language: str, content: str) -> Iterator[str]:
    if visit.status not in FINE:
        yield f"answers {visit.status}"
    if visit.page:
        yield from complaints(visit.page, language, content=content)
