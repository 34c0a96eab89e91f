"""Rows of the pages on which the organiser changes the form."""

from tests.permissions.expectations import only, row
from tests.permissions.submissions import edition, wrong_method


def question(world):
    return {"slug": "2565", "pk": world.edition.sections.get().fields.get(key="title").pk}


def part(world):
    return {"slug": "2565", "part": "work"}


def organiser_gets(status: int) -> dict:
    return only(status, "organiser")


# The matrix is tried after the deadline, when only words may change.
ROWS = {
    "editions:form_editor": row(edition, get=organiser_gets(200), post=wrong_method()),
    "editions:form_limits": row(edition, get=organiser_gets(200), post=organiser_gets(200)),
    "editions:part_new": row(edition, get=organiser_gets(200), post=organiser_gets(200)),
    "editions:part_edit": row(part, get=organiser_gets(200), post=organiser_gets(200)),
    "editions:part_move": row(part, get=wrong_method(), post=organiser_gets(409)),
    "editions:part_retire": row(part, get=organiser_gets(200), post=organiser_gets(409)),
    "editions:question_new": row(part, get=organiser_gets(200), post=organiser_gets(200)),
    "editions:question_edit": row(question, get=organiser_gets(200), post=organiser_gets(200)),
    "editions:question_move": row(question, get=wrong_method(), post=organiser_gets(409)),
    "editions:question_retire": row(question, get=organiser_gets(200), post=organiser_gets(409)),
}
