"""Every page that anybody can reach, in both languages, in three chapters of the contest."""

from collections.abc import Iterator

import pytest
from django.db import connection

from contest_portal.demonstration import loading, story
from tests.crawl.cast import CAST, beginnings, client_of
from tests.crawl.content import everything_written
from tests.crawl.rules import complaints
from tests.crawl.walking import Visit, walk

# Both languages ask the database the same.
LANGUAGES = {"sqlite": ["th", "en"], "postgresql": ["th"]}
FINE = {200, 302, 405, 409}


@pytest.fixture
def demonstration(db, settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.PORTAL_DATA = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    loading.load()


def test_every_page_is_whole_and_in_one_language(demonstration):
    found = {}

    for chapter, people in CAST.items():
        story.play(chapter)
        content = everything_written()
        for language in LANGUAGES[connection.vendor]:
            for who, visit in visits(people, language):
                for complaint in about(visit, language, content):
                    found[f"{language} {visit.address} {complaint}"] = f"{who}, {chapter}"

    assert not found, "\n".join(f"{problem} ({who})" for problem, who in found.items())


def visits(people: list[str], language: str) -> Iterator[tuple[str, Visit]]:
    """Who visits what. A form that somebody sent empty is not sent by others again."""
    sent: set = set()
    for who in people:
        for visit in walk(client_of(who, language=language), *beginnings(who), sent=sent):
            yield who, visit


def about(visit: Visit, language: str, content: str) -> Iterator[str]:
    if visit.status not in FINE:
        yield f"answers {visit.status}"
    if visit.page:
        yield from complaints(visit.page, language, content=content)
