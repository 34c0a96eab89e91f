"""A real IMAP server (Dovecot) with one mailbox, as a house has where bounces arrive."""

import grp
import mailbox
import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.ports import free_port
from launcher.probes import accepts_connections
from tests.servers import needing

USER, PASSWORD = "bounces", "made-up"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
mail_location = maildir:{home}/mail
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def running(home: Path, mails: list[bytes]) -> Iterator[str]:
    """The URL of a mailbox that holds these unread mails. `home` has a short path: Dovecot listens
    on sockets inside it."""
    dovecot = needing.program("dovecot", part="dovecot")
    owner = pwd.getpwnam("mail" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)
    box = mailbox.Maildir(home / "mail")
    for mail in mails:
        box.add(mail)
    subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", str(home)], check=True)
    port = free_port()
    facts = {"home": home, "user": owner.pw_name, "group": _group(owner), "port": port}
    configuration = home / "dovecot.conf"
    configuration.write_text(CONFIGURATION.format(**facts, password=PASSWORD))
    process = subprocess.Popen([dovecot, "-F", "-c", str(configuration)])
    try:
        _wait_for(port, process)
        yield f"imap://{USER}@127.0.0.1:{port}/INBOX"
    finally:
        process.terminate()
        process.wait(30)


def _group(owner: pwd.struct_passwd) -> str:
    return grp.getgrgid(owner.pw_gid).gr_name


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _try in range(100):
        assert process.poll() is None, "Dovecot ended before it listened"
        if accepts_connections(port):
            return
        time.sleep(0.1)
    raise AssertionError("Dovecot did not listen in time")
