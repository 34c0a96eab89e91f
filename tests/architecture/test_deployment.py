"""The settings that an operator would run with pass Django's own deployment checks."""

import os
import subprocess
import sys

from django.conf import settings

PRODUCTION = {
    "PORTAL_ORIGIN": "https://contest.example",
    "PORTAL_SECRET_KEY": "a-long-key-for-this-test-only-0123456789-abcdefghijklmnop",
    "PORTAL_LINK_KEY": "another-key-for-this-test-only-0123456789-abcdefghijklmno",
    "PORTAL_SMTP_URL": "smtp://127.0.0.1:25",
    "PORTAL_CLAMAV": "unix:///run/clamav/clamd.ctl",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, **PRODUCTION, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_checks():
    result = run("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


def test_production_wants_a_virus_scanner_or_consent_to_having_none():
    without = {"PORTAL_CLAMAV": ""}

    refused = run("check", "--deploy", "--fail-level", "ERROR", **without)
    accepted = run("check", "--deploy", PORTAL_NO_SCANNER="accepted", **without)

    assert refused.returncode == 1
    assert "submissions.E001" in refused.stderr
    assert accepted.returncode == 0, accepted.stderr


def test_plain_http_is_refused_outside_a_demonstration():
    result = run("check", PORTAL_ORIGIN="http://contest.example")

    assert result.returncode == 1
    assert "must be https" in result.stderr


def test_the_pages_of_the_demonstration_do_not_exist_in_production():
    code = "from django.urls import reverse; reverse('demonstration:mailbox')"

    result = run("shell", "-c", code)

    assert "NoReverseMatch" in result.stderr
