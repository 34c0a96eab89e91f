"""Rows of circulars, of the provinces they go to, and of the letter behind its link."""

from notifications.letters import links
from tests import factories
from tests.factories import WORKING_DAY
from tests.permissions.expectations import everybody, members_only, only, row

OFFICERS = ("dla", "dla_second")
NOT_OFFERED = members_only(405)


def edition(world):
    return {"slug": world.edition.slug}


def circular(world):
    return {"slug": world.edition.slug, "pk": world.circular.pk}


def province(world):
    return {"slug": world.edition.slug, "code": world.recipient.province_id}


def organisation(world):
    lao = world.recipient.province.laos.first()
    return {"slug": world.edition.slug, "code": world.recipient.province_id, "pk": lao.pk}


def own_lao(world):
    return {"slug": world.edition.slug, "pk": world.people["lao_a"].memberships.get().lao_id}


def copy(world):
    return {"slug": world.edition.slug, "pk": world.recipient.pk}


def passed_on(world):
    return {"token": links.passed_on_url_of(world.recipient).rstrip("/").rpartition("/")[2]}


def letter(world):
    return {"token": links.token_of(world.recipient)}


def correction(world):
    found = world.circular.corrections.get_or_create(
        words="กำหนดส่งคือวันพุธ", proposed_by=world.circular.prepared_by, proposed_at=WORKING_DAY
    )[0]
    return {"slug": world.edition.slug, "pk": found.pk}


def my_province(world):
    return {"token": links.token_of(world.recipient, links.PROVINCE)}


def district(world):
    amphoe = factories.make_amphoe(world.recipient.province)
    token = links.token_of(world.recipient, links.for_district(amphoe.pk))
    return {"amphoe": amphoe.pk, "token": token}


ROWS = {
    "notifications:circular_list": row(edition, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:circular_new": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "notifications:circular": row(circular, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:circular_reminders": row(circular, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:circular_edit": row(
        circular, get=only(200, *OFFICERS), post=only(200, *OFFICERS)
    ),
    # The world's circular has been sent, so it can be neither handed over nor approved again.
    "notifications:circular_hand_over": row(circular, get=NOT_OFFERED, post=only(409, *OFFICERS)),
    "notifications:circular_approve": row(
        circular, get=only(409, *OFFICERS), post=only(409, *OFFICERS)
    ),
    "notifications:circular_release": row(
        circular, get=only(409, *OFFICERS), post=only(409, *OFFICERS)
    ),
    # The world's circular went out as text alone, so it has no paper and gets none any more.
    "notifications:circular_pdf": row(circular, get=only(404, *OFFICERS), post=NOT_OFFERED),
    "notifications:circular_signed": row(
        circular, get=only(409, *OFFICERS), post=only(409, *OFFICERS)
    ),
    "notifications:circular_preview": row(circular, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:circular_test": row(circular, get=NOT_OFFERED, post=only(302, *OFFICERS)),
    "letters:letter_pdf": row(letter, get=everybody(404), post=everybody(405)),
    "notifications:circular_cancel": row(
        circular, get=only(200, *OFFICERS), post=only(302, *OFFICERS)
    ),
    "notifications:province_list": row(
        edition, get=only(200, "province_a", "province_b", *OFFICERS), post=NOT_OFFERED
    ),
    "notifications:provinces_csv": row(
        edition, get=only(200, "province_a", "province_b", *OFFICERS), post=NOT_OFFERED
    ),
    "notifications:provinces_xlsx": row(
        edition, get=only(200, "province_a", "province_b", *OFFICERS), post=NOT_OFFERED
    ),
    "notifications:provinces_pdf": row(edition, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:province": row(
        province,
        get=only(200, "province_a", *OFFICERS) | {"province_b": 404},
        post=NOT_OFFERED,
    ),
    # An empty form is asked for again.
    "notifications:province_call": row(
        province, get=only(200, *OFFICERS), post=only(200, *OFFICERS)
    ),
    "notifications:second_mailbox": row(
        province, get=only(200, *OFFICERS), post=only(200, *OFFICERS)
    ),
    "notifications:organisation": row(
        organisation,
        get=only(200, "province_a", *OFFICERS) | {"province_b": 404},
        post=NOT_OFFERED,
    ),
    "notifications:organisation_call": row(
        organisation,
        get=only(200, "province_a", *OFFICERS) | {"province_b": 404},
        post=only(200, "province_a", *OFFICERS) | {"province_b": 404},
    ),
    "notifications:circular_correct": row(
        circular, get=only(200, *OFFICERS), post=only(200, *OFFICERS)
    ),
    # Whoever prepared the world's circular proposed its correction, so only the other may approve.
    "notifications:correction_approve": row(
        correction, get=NOT_OFFERED, post=only(302, "dla_second") | {"dla": 409}
    ),
    "notifications:correction_drop": row(correction, get=NOT_OFFERED, post=only(302, *OFFICERS)),
    "notifications:circular_audience": row(
        circular, get=only(200, *OFFICERS), post=only(409, *OFFICERS)
    ),
    "notifications:nudge_list": row(edition, get=only(200, *OFFICERS), post=NOT_OFFERED),
    # Only who is verified there says it; the page asks again for a reason.
    "notifications:not_this_year": row(
        own_lao,
        get=only(404, "lao_b") | {"lao_a": 200},
        post=only(404, "lao_b") | {"lao_a": 200},
    ),
    # The world's letter is a province's, which has nothing to say of the kind.
    "letters:letter_not_this_year": row(letter, get=everybody(404), post=everybody(404)),
    "notifications:call_list": row(edition, get=only(200, *OFFICERS), post=NOT_OFFERED),
    "notifications:plan": row(edition, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    "notifications:copy_answer": row(copy, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    # The world's provinces have given no answer that is to be checked.
    "notifications:copy_check": row(copy, get=only(409, *OFFICERS), post=only(409, *OFFICERS)),
    "notifications:copy_address": row(copy, get=only(200, *OFFICERS), post=only(200, *OFFICERS)),
    # The link is the key: whoever holds it may read. An empty answer is asked for again.
    # What opens the figures of a province, or the list of a district, opens nothing else.
    "letters:my_province": row(my_province, get=everybody(200), post=everybody(405)),
    "letters:district_list": row(district, get=everybody(409), post=everybody(409)),
    "letters:letter": row(letter, get=everybody(200), post=everybody(200)),
    "letters:passed_on": row(passed_on, get=everybody(200), post=everybody(405)),
    # A poster is part of forwarding, which comes after the acknowledgement.
    "letters:poster": row(passed_on, get=everybody(409), post=everybody(405)),
    # Whoever holds the link may tick; the world's province has not acknowledged its letter yet.
    "letters:forwarding_list": row(letter, get=everybody(409), post=everybody(409)),
}
