"""The mail catcher, as a process of its own and as a folder of files."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
from email.message import EmailMessage

import pytest
from django.conf import settings

from contest_portal.demonstration.catching import keep


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def catcher(port, tmp_path):
    command = [sys.executable, "manage.py", "catch_mail", "--port", str(port),
               "--dir", str(tmp_path / "mail")]  # fmt: skip
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == f"listening on 127.0.0.1:{port}\n"
        yield process
        process.kill()


def letter(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@portal.example", "b@lao.example", subject
    mail.set_content("เรียน ผู้ว่าราชการจังหวัด")
    return mail


def test_every_mail_becomes_one_whole_file(catcher, port, tmp_path):
    with smtplib.SMTP("127.0.0.1", port) as relay:
        for number in range(3):
            relay.send_message(letter(f"ฉบับที่ {number}"))

    kept = sorted((tmp_path / "mail").iterdir())
    assert [path.suffix for path in kept] == [".eml"] * 3
    assert all(path.read_bytes().startswith(b"From: a@portal.example") for path in kept)


def test_the_catcher_stops_when_told_to(catcher):
    catcher.send_signal(signal.SIGTERM)

    assert catcher.wait(timeout=10) == 0


def test_names_sort_by_arrival(tmp_path):
    kept = [keep(b"mail", tmp_path) for _each in range(5)]

    assert sorted(kept) == kept
