"""Where things are: the checkout and what is built inside it."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
REQUIREMENTS = CHECKOUT / "requirements"
NODE_MODULES = CHECKOUT / "node_modules"

VENV = CHECKOUT / ".venv"
VENV_BIN = VENV / "bin"
PYTHON = VENV_BIN / "python"

VAR = CHECKOUT / "var"
VENDOR = VAR / "vendor"
PAPER_FONTS = VAR / "fonts"
STATIC_ROOT = VAR / "static"
SETUP_LOG = VAR / "logs" / "setup.log"
SETUP_LOCK = VAR / "setup.lock"
DEFAULT_DATA = VAR / "data"
TEST_DATA = VAR / "test"


def shown(path: Path) -> str:
    """The path as a person in the checkout would type it."""
    return str(path.relative_to(CHECKOUT) if path.is_relative_to(CHECKOUT) else path)
