"""Every page that anybody can reach, in both languages, in three chapters of the contest."""

import pytest

from contest_portal.demonstration import loading, story
from tests.crawl.cast import beginnings, client_of
from tests.crawl.rules import complaints
from tests.crawl.walking import walk

FINE = {200, 302, 405, 409}


@pytest.fixture(params=story.CHAPTERS)
def chapter(request, db, settings):
    settings.PORTAL_DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    loading.load()
    story.play(request.param)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_whole_and_in_one_language(chapter, language):
    found = {}

    for who, addresses in beginnings().items():
        for visit in walk(client_of(who, language=language), *addresses):
            if visit.status not in FINE:
                found[f"{visit.address} answers {visit.status}"] = who
            for complaint in complaints(visit.page, language) if visit.page else ():
                found[f"{visit.address} {complaint}"] = who

    assert not found, "\n".join(f"{problem} ({who})" for problem, who in found.items())
