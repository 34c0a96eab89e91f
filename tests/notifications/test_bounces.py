"""Mail that came back: matched by our own proof, kept once, and never believed beyond that."""

import io
import mailbox
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command

from contest_portal.clock import machine_now
from notifications.carrying import bouncing, returning
from notifications.carrying.bouncing import Outcome
from notifications.models import Bounce, Message
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_message, make_recipient
from tests.servers import imap

pytestmark = pytest.mark.django_db

REPORT = """Return-Path: <>
From: MAILER-DAEMON@relay.example
To: {to}
Subject: =?utf-8?b?4LmE4Lih4LmI4Liq4Liy4Lih4Liy4Lij4LiW4Liq4LmI4LiH?=
Message-ID: <{name}@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

ไม่สามารถส่งจดหมายของท่านได้
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; saraban@korat.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown
--B
Content-Type: message/rfc822

From: saraban@portal.example
Subject: x

--B--
"""
QMAIL = """From: MAILER-DAEMON@old.example
To: {to}
Subject: failure notice
Message-ID: <q1@old.example>

Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<saraban@korat.example>:
Sorry, no mailbox here by that name. (#5.1.1)
"""
AWAY = """From: saraban@korat.example
To: {to}
Subject: Out of office
Auto-Submitted: auto-replied

I am away until Monday. Mail to boss@korat.example failed last week.
"""


@pytest.fixture(autouse=True)
def domain(settings):
    settings.PORTAL_BOUNCE_DOMAIN = "bounces.portal.example"


@pytest.fixture
def message(set_clock):
    """A province's letter that the relay accepted."""
    set_clock(WORKING_DAY)
    recipient = make_recipient()
    letter = recipient.messages.get()
    letter.state = Message.State.SENT
    letter.save()
    return letter


def report(message, *, action="failed", status="5.1.1", name="1") -> bytes:
    to = returning.address_of(message)
    return REPORT.format(to=to, action=action, status=status, name=name).encode()


def receive(raw: bytes, **facts) -> Outcome:
    return bouncing.receive(raw, at=machine_now(), **facts)


def test_a_lasting_failure_ends_the_mail_and_marks_the_mailbox(message):
    outcome = receive(report(message))

    message.refresh_from_db()
    bounce = Bounce.objects.get()
    assert (outcome, message.state) == (Outcome.PERMANENT, Message.State.BOUNCED)
    assert (bounce.status, bounce.said, bounce.permanent) == (
        "5.1.1", "550 5.1.1 User unknown", True,
    )  # fmt: skip
    assert message.recipient.contact.bounced_at == WORKING_DAY


def test_the_same_one_again_changes_nothing(message):
    assert [receive(report(message)) for _each in range(3)] == [
        Outcome.PERMANENT, Outcome.KNOWN, Outcome.KNOWN,
    ]  # fmt: skip
    assert Bounce.objects.count() == 1


def test_a_delay_is_kept_and_ends_nothing(message):
    outcome = receive(report(message, action="delayed", status="4.4.1"))

    message.refresh_from_db()
    assert (outcome, message.state) == (Outcome.TEMPORARY, Message.State.SENT)
    assert message.recipient.contact.bounced_at is None


def test_a_delay_that_comes_after_the_failure_revives_nothing(message):
    receive(report(message, name="1"))
    receive(report(message, name="2", action="delayed", status="4.4.1"))

    message.refresh_from_db()
    assert (message.state, Bounce.objects.count()) == (Message.State.BOUNCED, 2)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_good_news_is_no_failure(message, action):
    assert receive(report(message, action=action, status="2.0.0")) == Outcome.NO_FAILURE
    assert Bounce.objects.count() == 0


def test_a_server_that_knows_no_standard_is_understood_too(message):
    raw = QMAIL.format(to=returning.address_of(message)).encode()

    assert receive(raw) == Outcome.PERMANENT
    assert "no mailbox here" in Bounce.objects.get().said


def test_somebody_who_is_away_did_not_fail(message):
    raw = AWAY.format(to=returning.address_of(message)).encode()

    assert receive(raw) == Outcome.NO_FAILURE


@pytest.mark.parametrize("wrong", ["0000000000000000", "", "x"])
def test_whoever_makes_a_return_address_up_changes_nothing(message, wrong):
    real = returning.address_of(message)
    forged = real.replace(real.split(".")[1].split("@")[0], wrong)
    raw = REPORT.format(to=forged, action="failed", status="5.1.1", name="1").encode()

    message.refresh_from_db()
    assert receive(raw) == Outcome.NOT_OURS
    assert message.state == Message.State.SENT


def test_the_envelope_tells_where_the_headers_do_not(message):
    raw = REPORT.format(to="undisclosed:;", action="failed", status="5.1.1", name="1").encode()

    assert receive(raw) == Outcome.NOT_OURS
    assert receive(raw, to=returning.address_of(message)) == Outcome.PERMANENT


@pytest.mark.parametrize("cut", [0, 1, 60, 300, 420, 500])
def test_a_broken_mail_breaks_nothing(message, cut):
    assert receive(report(message)[:cut]) in set(Outcome)


def test_a_huge_mail_is_not_read(message):
    assert receive(report(message) + b"x" * bouncing.MOST_BYTES) == Outcome.TOO_LARGE


def test_a_mail_that_bears_no_name_is_known_by_all_of_it(message):
    raw = report(message).replace(b"Message-ID", b"X-Other")

    assert (receive(raw), receive(raw)) == (Outcome.PERMANENT, Outcome.KNOWN)


def test_a_notice_to_a_person_bounces_without_any_province():
    message = make_message()
    Message.objects.update(state=Message.State.SENT)

    assert receive(report(message)) == Outcome.PERMANENT


@pytest.fixture
def maildir(tmp_path, message) -> Path:
    box = mailbox.Maildir(tmp_path / "bounces")
    box.add(report(message))
    chatter = EmailMessage()
    chatter["To"] = "nobody@portal.example"
    box.add(chatter.as_bytes())
    return tmp_path / "bounces"


def test_a_maildir_is_read_once(maildir, message, capsys):
    call_command("read_bounces", "--maildir", str(maildir))
    call_command("read_bounces", "--maildir", str(maildir))

    message.refresh_from_db()
    first, second = capsys.readouterr().out.splitlines()
    assert set(first.split(", ")) == {"1 not delivered", "1 not about a mail of ours"}
    assert (second, message.state) == ("-", Message.State.BOUNCED)
    assert len(list((maildir / "cur").iterdir())) == 2


def test_a_mail_that_could_not_be_kept_is_read_again(maildir, message, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(bouncing, "receive", fail)
        with pytest.raises(RuntimeError):
            call_command("read_bounces", "--maildir", str(maildir))
    call_command("read_bounces", "--maildir", str(maildir))

    message.refresh_from_db()
    assert message.state == Message.State.BOUNCED


def test_a_mail_server_may_pipe_one_in(message, monkeypatch, capsys):
    class Input:
        buffer = io.BytesIO(report(message))

    monkeypatch.setattr("sys.stdin", Input)
    call_command("read_bounces", "--pipe")

    assert capsys.readouterr().out == "1 not delivered\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--maildir", "/nowhere"], "no Maildir"),
        (["--imap", "http://x.example/"], "imaps://USER@HOST"),
        (["--imap", "imap://me@localhost:1/"], "localhost"),
    ],
)
def test_a_mailbox_that_is_not_there_is_named(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("read_bounces", *arguments)


@pytest.mark.long
def test_a_real_imap_server_is_read_once(message, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_BOUNCE_PASSWORD", imap.PASSWORD)
    with (
        TemporaryDirectory(prefix="imap-", dir="/tmp") as name,
        imap.running(Path(name), [report(message), report(message), AWAY.encode()]) as url,
    ):
        call_command("read_bounces", "--imap", url)
        call_command("read_bounces", "--imap", url)
        monkeypatch.setenv("PORTAL_BOUNCE_PASSWORD", "wrong")
        with pytest.raises(CommandError, match=r"127\.0\.0\.1"):
            call_command("read_bounces", "--imap", url)

    message.refresh_from_db()
    first, second = capsys.readouterr().out.splitlines()
    assert set(first.split(", ")) == {
        "1 not delivered", "1 known already", "1 not about a mail of ours",
    }  # fmt: skip
    assert (second, message.state) == ("-", Message.State.BOUNCED)
