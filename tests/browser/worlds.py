"""Makes the data folders that browsers look at: one a chapter, with everybody signed in already.

Run as a program, because it needs a database of its own: `python -m tests.browser.worlds FOLDER`.
"""

import json
import shutil
import sys
from pathlib import Path

KEYS = "keys.json"


def make(folder: Path) -> None:
    """FOLDER/present is played on from chapter to chapter, and copied at the end of each."""
    import django

    django.setup()
    from django.core.management import call_command

    from contest_portal.demonstration import loading, story

    call_command("migrate", verbosity=0)
    loading.load()
    for chapter in story.CHAPTERS:
        story.play(chapter)
        (folder / "present" / KEYS).write_text(json.dumps(keys()))
        _settle_database()
        shutil.copytree(folder / "present", folder / chapter)


def keys() -> dict[str, str]:
    """Session keys by e-mail, and the path of a letter's link under the name `letter`."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from contest_portal.accounts.models import User
    from notifications.letters import links
    from notifications.models import Recipient

    found = {}
    for user in User.objects.filter(email__endswith=".example"):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        found[user.email] = session.session_key
    unanswered = Recipient.objects.filter(acknowledgement=None).order_by("province")[0]
    return {**found, "letter": links.path_of(unanswered)}


def _settle_database() -> None:
    """Put everything into the one file that is copied."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
