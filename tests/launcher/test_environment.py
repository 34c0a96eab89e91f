"""What the caller has set wins, except where the data lies."""

import os

import pytest

from launcher.data_folder import DataFolder
from launcher.environment import for_portal, for_production_check, for_tools
from launcher.places import VAR, VENV_BIN


@pytest.fixture(autouse=True)
def a_caller_who_has_set_nothing(monkeypatch):
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path)


def test_the_callers_database_reaches_the_portal(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/portal")

    assert for_portal(folder)["DATABASE_URL"] == "postgres://db.example/portal"


def test_the_callers_origin_wins_over_ours(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_ORIGIN", "https://contest.example")

    env = for_portal(folder, PORTAL_ORIGIN="http://localhost:8000")

    assert env["PORTAL_ORIGIN"] == "https://contest.example"


def test_an_empty_variable_counts_as_absent(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_REDIS_URL", "")

    env = for_portal(folder, PORTAL_REDIS_URL="unix:///tmp/x.sock")

    assert env["PORTAL_REDIS_URL"] == "unix:///tmp/x.sock"


def test_the_data_folder_is_the_one_that_was_asked_for(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_DATA", "/elsewhere")

    assert for_portal(folder)["PORTAL_DATA"] == str(folder.root)


def test_a_key_given_as_text_is_not_hidden_by_a_file(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_SECRET_KEY", "given")

    env = for_portal(folder)

    assert env.get("PORTAL_SECRET_KEY_FILE") is None
    assert env["PORTAL_LINK_KEY_FILE"] == str(folder.link_key)


def test_the_production_check_is_no_demonstration(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_DEMO", "1")

    env = for_production_check(folder)

    assert (env.get("PORTAL_DEMO"), env["PORTAL_ORIGIN"]) == (None, "https://contest.example")


def test_tools_find_the_virtual_environment_first(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")

    assert for_tools()["PATH"] == f"{VENV_BIN}:/usr/bin"


def test_npm_gets_a_cache_where_home_cannot_be_written(monkeypatch):
    monkeypatch.setenv("HOME", "/proc/nowhere")
    monkeypatch.delenv("npm_config_cache", raising=False)

    assert for_tools()["npm_config_cache"] == str(VAR / "npm-cache")


def test_an_empty_home_is_no_home(monkeypatch):
    monkeypatch.setenv("HOME", "")

    assert "HOME" not in for_tools()
