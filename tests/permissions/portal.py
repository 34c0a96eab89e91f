"""Rows of the portal's own pages and of django-allauth's."""

from tests.permissions.expectations import everybody, members_only, row


def signed_in_elsewhere(status_for_strangers):
    """Pages for strangers send whoever is signed in to their home."""
    strangers = dict.fromkeys(("anon", "link", "disabled"), status_for_strangers)
    return everybody(302, **strangers)


FOR_STRANGERS = row(get=signed_in_elsewhere(200), post=signed_in_elsewhere(200))
READ_BY_ALL = row(get=everybody(200), post=everybody(405))
IN_THE_MIDDLE = row(get=members_only(302), post=members_only(302))  # of something not begun

ASKED_FOR = row(get=members_only(200), post=members_only(200))  # an empty form asks again
NOT_THERE = row(get=members_only(404), post=members_only(404))
NO_SUCH_KEY = row(lambda world: {"pk": 1}, get=members_only(404), post=members_only(404))

ROWS = {
    "landing": READ_BY_ALL,
    "home": row(get=members_only(200), post=members_only(405)),
    "language": row(get=everybody(405), post=everybody(302)),
    "display": row(get=everybody(405), post=everybody(302)),
    "healthz": READ_BY_ALL,
    # In the tests neither worker nor beat is alive, and the page says so.
    "readyz": row(get=everybody(503), post=everybody(405)),
    "metrics": READ_BY_ALL,
    "look:components": READ_BY_ALL,
    "account_login": FOR_STRANGERS,
    "account_signup": FOR_STRANGERS,
    "account_request_login_code": FOR_STRANGERS,
    "account_confirm_login_code": IN_THE_MIDDLE,
    "account_email_verification_sent": IN_THE_MIDDLE,
    "account_logout": row(
        get=everybody(200, anon=302, link=302, disabled=302), post=everybody(302)
    ),
    "account_inactive": READ_BY_ALL,
    # The people of the matrix have no password, so there is nothing to ask them again.
    "account_reauthenticate": row(get=members_only(403), post=members_only(403)),
    "account_email": row(get=members_only(200), post=members_only(302)),
    "account_change_password": IN_THE_MIDDLE,
    "account_set_password": row(get=members_only(200), post=members_only(200)),
    "account_reset_password": row(get=everybody(200), post=everybody(200)),
    "account_reset_password_done": READ_BY_ALL,
    "account_reset_password_from_key": row(
        lambda world: {"uidb36": "1", "key": "unknown"}, get=everybody(200), post=everybody(200)
    ),
    "account_reset_password_from_key_done": READ_BY_ALL,
    "mfa_index": row(get=members_only(200), post=members_only(405)),
    "mfa_authenticate": IN_THE_MIDDLE,
    "mfa_login_webauthn": IN_THE_MIDDLE,
    # Nobody in the matrix has a second factor yet, nor a password to be asked for again.
    "mfa_reauthenticate": row(get=members_only(403), post=members_only(403)),
    "mfa_reauthenticate_webauthn": row(get=members_only(403), post=members_only(403)),
    "mfa_activate_totp": ASKED_FOR,
    "mfa_add_webauthn": ASKED_FOR,
    "mfa_list_webauthn": row(get=members_only(200), post=members_only(405)),
    "mfa_deactivate_totp": NOT_THERE,
    "mfa_remove_webauthn": NO_SUCH_KEY,
    "mfa_edit_webauthn": NO_SUCH_KEY,
    "mfa_generate_recovery_codes": ASKED_FOR,
    "mfa_view_recovery_codes": row(get=members_only(404), post=members_only(405)),
    "mfa_download_recovery_codes": row(get=members_only(404), post=members_only(404)),
    # Nobody in the matrix has a second session.
    "usersessions_end": row(get=members_only(405), post=members_only(404)),
    "usersessions_list": row(get=members_only(200), post=members_only(302)),
}
