"""The command line: which command, with which options, and how it ends."""

import argparse
import os
import signal
from pathlib import Path
from typing import NoReturn

from launcher.checks import check
from launcher.managing import manage
from launcher.pictures import pictures
from launcher.places import DEFAULT_DATA
from launcher.progress import complain, say
from launcher.testing import test
from launcher.trouble import Trouble, told
from launcher.up import up

HELP = """\
./portal up [--port N] [--data DIR] [--empty]
    Set up and start the portal. --port: 8000 unless given. --data: the folder that keeps
    everything, var/data unless given. --empty: without the demonstration.
./portal test [--long] [pytest arguments]
    Run the tests. --long: those marked long instead, which take minutes and print figures.
./portal check
    Lint, formatting, imports, types, migrations, deployment settings, templates.
./portal manage [--data DIR] COMMAND [arguments]
    Run a Django command on the data folder.
./portal pictures
    Take the pictures of README and guides, from a demonstration of its own. Needs Chromium.
./portal help
    Show this text."""

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """The exit code. Every foreseeable failure is one line on stderr and 1."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return run(arguments)
    except Trouble as trouble:
        complain(str(trouble))
    except OSError as error:
        complain(told(error))
    except KeyboardInterrupt:
        complain("interrupted.")
        return INTERRUPTED
    return 1


def run(arguments: list[str]) -> int:
    name, rest = (arguments or ["help"])[0], arguments[1:]
    if name == "up":
        up(**vars(up_options(rest)))
    elif name == "test":
        test(rest)
    elif name == "check":
        return check()
    elif name == "pictures":
        pictures()
    elif name == "manage":
        manage(**manage_options(rest))
    elif name in ("help", "-h", "--help"):
        say(HELP)
    else:
        complain(f"there is no command {name!r}.\n{HELP}")
        return 2
    return 0


def up_options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./portal up", allow_abbrev=False)
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--data", type=Path, default=default_data(), metavar="DIR")
    parser.add_argument("--empty", action="store_true", help="without the demonstration")
    return parser.parse_args(arguments)


def manage_options(arguments: list[str]) -> dict:
    """Options of ours come before the command's name; all that follows belongs to the command."""
    parser = argparse.ArgumentParser(prog="./portal manage", allow_abbrev=False)
    parser.add_argument("--data", type=Path, default=default_data(), metavar="DIR")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    return vars(parser.parse_args(arguments))


def default_data() -> Path:
    return Path(os.environ.get("PORTAL_DATA") or DEFAULT_DATA)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    """SIGTERM during the set-up ends it as Ctrl-C does, children included."""
    raise KeyboardInterrupt
