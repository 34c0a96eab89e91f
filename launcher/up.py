"""./portal up: from a bare checkout to a running portal with a demonstration in it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launcher import ports
from launcher.children import Child
from launcher.data_folder import DataFolder
from launcher.environment import for_portal
from launcher.managing import manage_command
from launcher.progress import say
from launcher.setup import set_up
from launcher.stack import Stack, stack
from launcher.steps import last_words, run_step
from launcher.supervisor import Supervisor
from launcher.trouble import Trouble


def up(*, port: int, data: Path, empty: bool) -> None:
    """Returns when the portal was asked to stop."""
    ports.require_free(port)
    folder = DataFolder(data)
    folder.make()
    with folder.held(by=f"the portal at http://localhost:{port}/") as lock:
        set_up("portal")
        demonstration = not folder.started_empty(empty=empty)
        with stack(folder, port=port, given=os.environ) as planned:
            env = for_portal(folder, PORTAL_DEMO="1", **planned.addresses)
            fill_database(env, demonstration=demonstration)
            folder.remember_stack({name: env[name] for name in planned.addresses})
            serve(planned, folder, env=env, lock=lock)


def fill_database(env: Mapping[str, str], *, demonstration: bool) -> None:
    """Every part may be done again: what is in the database already stays as it is."""
    run_step("Preparing the database", manage_command("migrate", "--noinput"), env=env)
    if demonstration:
        run_step("Loading the demonstration", manage_command("load_demonstration"), env=env)
    else:
        say("This data folder was started with --empty: there is no demonstration in it.")
        run_step("Loading the provinces", manage_command("load_provinces"), env=env)


def serve(planned: Stack, folder: DataFolder, *, env: Mapping[str, str], lock: int) -> None:
    """Run all programs until Ctrl-C or SIGTERM."""
    say("Starting …")
    children = [
        Child(program, env=env, log=folder.logs / f"{program.name}.log", inherited=(lock,))
        for program in planned.programs
    ]
    Supervisor(children).run(when_ready=lambda: welcome(planned, env=env))
    say("Stopped.")


def welcome(planned: Stack, *, env: Mapping[str, str]) -> None:
    say(f"ready: http://localhost:{planned.port}/")
    accounts = demonstration_accounts(env)
    if accounts:
        say(accounts)
    say("Ctrl-C stops it.")


def demonstration_accounts(env: Mapping[str, str]) -> str:
    """A table; empty where there is no demonstration.

    In a session of its own, or Ctrl-C in the terminal would break it off and look like a failure.
    """
    asked = subprocess.run(
        manage_command("demonstration_accounts"),
        env=env,
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
    )
    if asked.returncode:
        raise Trouble(f"the demonstration's accounts cannot be read: {last_words(asked.stderr)}")
    return asked.stdout.rstrip()
