"""Fixtures every test may use."""

import importlib
import os
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from contest_portal import health
from contest_portal.clock import reading
from contest_portal.clock.models import Simulation

# How long an example takes depends on who else is busy on the machine.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

# Addresses are chosen when they are first asked for: by the settings of all tests, not by those of
# the test that happens to come first.
importlib.import_module("contest_portal.urls")

LOCKS = [
    importlib.import_module(f"contest_portal.audit.migrations.{name}")
    for name in ("0002_append_only", "0010_seals")
]


class _AuditUnlocked:
    """Emptying the tables after a transactional test would trip over the append-only triggers."""

    def __enter__(self):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for statement in (each for lock in LOCKS for each in lock.UNDO["sqlite"]):
                    cursor.execute(statement)

    def __exit__(self, *exc):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for statement in (each for lock in LOCKS for each in lock.SQLITE):
                    cursor.execute(statement)


# Folders in which nothing depends on the database: what is said of files, words, looks, and of who
# may go where. On PostgreSQL the crawl opens all pages.
ON_ONE_DATABASE = {"architecture", "launcher", "look", "permissions", "thai"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in ON_ONE_DATABASE:
            item.add_marker("one_database")


_plain_teardown = TransactionTestCase._fixture_teardown


def _teardown_with_audit_unlocked(self):
    with _AuditUnlocked():
        _plain_teardown(self)


TransactionTestCase._fixture_teardown = _teardown_with_audit_unlocked


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """On SQLite the tests use a file, as the portal does: threads and processes can race on it."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(autouse=True)
def thai(settings):
    """Tests read pages in Thai, as people do."""
    with translation.override("th"):
        yield


@pytest.fixture(autouse=True)
def fresh_clock(monkeypatch):
    """No test inherits the clock that another one set, nor reads it again because it is slow."""
    monkeypatch.setattr(reading, "CACHE_SECONDS", 3600.0)
    reading.forget()
    yield
    reading.forget()


@pytest.fixture(autouse=True)
def no_alarms(monkeypatch):
    """Beside tests runs no worker that could fall silent, whatever broker they were given."""
    monkeypatch.setattr(health, "_last", health._Look(at=float("inf")))


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages name static files by their plain names: the manifest is built at set-up only."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Otherwise every new client lists and describes all static files: longer than most pages take.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def hasty_answers(settings):
    """Answers about addresses need not take their time in tests that do not measure it."""
    settings.PORTAL_EVEN_ANSWER_SECONDS = 0


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Uploaded files of a test live and die with it."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def outbox_of_the_portal(settings):
    """Django's test runner would put mail into a list; here it becomes rows, as in earnest."""
    settings.EMAIL_BACKEND = "notifications.mailing.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing a password is slow on purpose; in a test it need not be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def set_clock(db):
    """Let contest time stand still at a moment: `set_clock(DEADLINE)`."""

    def stand_still(moment: datetime) -> None:
        Simulation.objects.update_or_create(
            id=1,
            defaults={"anchor": moment, "machine_anchor": reading.machine_now(), "rate": 0.0},
        )
        reading.forget()

    return stand_still


@pytest.fixture
def reference_data():
    """The folder with the real register and letter, or a skip in one line."""
    folder = os.environ.get("PORTAL_REFERENCE_DATA")
    if not folder:
        pytest.skip("PORTAL_REFERENCE_DATA is not set: the real register was not tried.")
    return Path(folder)
