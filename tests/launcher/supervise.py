"""A supervisor of small scripts, run as a process of its own by the tests.

Arguments: the folder for logs, then NAME=SCRIPT pairs; each SCRIPT is run by /bin/sh.
"""

import os
import sys
from pathlib import Path

from launcher.children import Child, Program
from launcher.progress import complain, say
from launcher.supervisor import Supervisor
from launcher.trouble import Trouble

folder = Path(sys.argv[1])
children = [
    Child(
        Program(name, ["/bin/sh", "-c", script], grace=1.0),
        env=os.environ,
        log=folder / f"{name}.log",
        pause=0.1,
    )
    for name, script in (pair.split("=", 1) for pair in sys.argv[2:])
]
try:
    Supervisor(children).run(when_ready=lambda: say("ready"))
except Trouble as trouble:
    complain(str(trouble))
    sys.exit(1)
say("stopped")
