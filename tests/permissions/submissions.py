"""Rows of the pages of entries, receipts and screening."""

from tests.permissions.expectations import everybody, members_only, only, row

OFFICERS = ("dla", "dla_second", "organiser")
NOT_ALLOWED = 405


def entry_a(world):
    return {"slug": "2565", "pk": world.entry_a.pk}


def section_a(world):
    return entry_a(world) | {"section": "work"}


def file_a(world):
    return entry_a(world) | {"attachment": world.file_a.pk}


def page_of_file_a(world):
    return file_a(world) | {"number": 1}


def film_a(world):
    return entry_a(world) | {"attachment": world.film_a.pk}


def upload_a(world):
    return entry_a(world) | {"upload": world.upload_a.pk}


def receipt_a(world):
    return {"slug": "2565", "number": world.submission_a.number}


def version_a(world):
    return entry_a(world) | {"number": world.submission_a.number}


def pair(world):
    return {"slug": "2565", "pk": world.pair.pk}


def extension(world):
    return {"slug": "2565", "pk": world.extension.pk}


def edition(world):
    return {"slug": "2565"}


def lao_a_gets(status: int) -> dict:
    """The LAO's own page: the other LAO finds nothing there, all others have other work."""
    return only(status, "lao_a") | {"lao_b": 404}


def lao_a_and_officers_get(status: int) -> dict:
    return only(status, "lao_a", *OFFICERS) | {"lao_b": 404}


def wrong_method() -> dict:
    """The method is refused before anybody asks who it is, except strangers."""
    return members_only(NOT_ALLOWED)


ROWS = {
    "submissions:entry_list": row(edition, get=members_only(200), post=wrong_method()),
    "submissions:entry_new": row(
        edition, get=only(200, "lao_a", "lao_b"), post=only(200, "lao_a", "lao_b")
    ),
    "submissions:entry": row(entry_a, get=lao_a_and_officers_get(200), post=wrong_method()),
    "submissions:entry_section": row(section_a, get=lao_a_gets(200), post=lao_a_gets(302)),
    # Nobody's words are saved but those of the person who is signed in.
    "submissions:entry_autosave": row(
        section_a, get=lao_a_gets(200), post=only(403) | {"lao_b": 404}
    ),
    # A POST without a known button is refused by a rule.
    "submissions:entry_approval": row(entry_a, get=lao_a_gets(200), post=lao_a_gets(409)),
    "submissions:entry_history": row(entry_a, get=lao_a_gets(200), post=wrong_method()),
    # A version that does not exist cannot be restored.
    "submissions:entry_restore": row(
        entry_a, get=wrong_method(), post=only(404, "lao_a") | {"lao_b": 404}
    ),
    "submissions:entry_check": row(entry_a, get=lao_a_gets(200), post=wrong_method()),
    # The matrix is tried after the deadline.
    "submissions:entry_submit": row(entry_a, get=wrong_method(), post=lao_a_gets(409)),
    "submissions:entry_withdraw": row(entry_a, get=lao_a_gets(409), post=lao_a_gets(409)),
    # The original of a PDF is its organisation's; officers look at its pages.
    "submissions:attachment": row(
        file_a,
        get=only(200, "lao_a") | {"lao_b": 404} | dict.fromkeys(OFFICERS, 404),
        post=wrong_method(),
    ),
    "submissions:attachment_look": row(
        file_a, get=lao_a_and_officers_get(200), post=wrong_method()
    ),
    "submissions:attachment_page": row(
        page_of_file_a, get=lao_a_and_officers_get(200), post=wrong_method()
    ),
    "submissions:attachment_film": row(
        film_a, get=lao_a_and_officers_get(200), post=wrong_method()
    ),
    "submissions:attachment_remove": row(file_a, get=wrong_method(), post=lao_a_gets(302)),
    # Without a tus header nothing is written.
    "submissions:entry_uploads": row(entry_a, get=lao_a_gets(200), post=lao_a_gets(412)),
    "submissions:entry_upload": row(upload_a, get=lao_a_gets(200), post=wrong_method()),
    "submissions:entry_upload_end": row(upload_a, get=wrong_method(), post=lao_a_gets(302)),
    "submissions:receipt": row(receipt_a, get=lao_a_and_officers_get(200), post=wrong_method()),
    "submissions:receipt_pdf": row(receipt_a, get=lao_a_and_officers_get(200), post=wrong_method()),
    "submissions:version_list": row(entry_a, get=lao_a_and_officers_get(200), post=wrong_method()),
    "submissions:version_changes": row(
        version_a, get=lao_a_and_officers_get(200), post=wrong_method()
    ),
    "submissions:extension_list": row(edition, get=everybody(200), post=everybody(405)),
    "submissions:extension_queue": row(edition, get=only(200, *OFFICERS), post=wrong_method()),
    "submissions:extension_new": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "submissions:extension": row(extension, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "submissions:extension_ask": row(entry_a, get=lao_a_gets(200), post=lao_a_gets(200)),
    "submissions:screening_list": row(edition, get=only(200, *OFFICERS), post=wrong_method()),
    "submissions:screening": row(entry_a, get=only(200, *OFFICERS), post=wrong_method()),
    "submissions:desk_take": row(entry_a, get=wrong_method(), post=only(302, *OFFICERS)),
    # The matrix is tried on an entry that waits for screening: nothing is sent back or found yet.
    "submissions:send_back": row(entry_a, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "submissions:send_back_extend": row(
        entry_a, get=only(404, *OFFICERS), post=only(404, *OFFICERS)
    ),
    "submissions:reopen": row(entry_a, get=only(409, *OFFICERS), post=only(200, *OFFICERS)),
    "submissions:bulk_check": row(edition, get=wrong_method(), post=only(302, *OFFICERS)),
    "submissions:bulk_do": row(edition, get=wrong_method(), post=only(302, *OFFICERS)),
    "submissions:pair_list": row(edition, get=only(200, *OFFICERS), post=wrong_method()),
    "submissions:pair": row(pair, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "submissions:screening_decide": row(entry_a, get=wrong_method(), post=only(200, *OFFICERS)),
}
