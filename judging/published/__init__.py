"""What anybody needs to work out the published ranking again: the marks, and a script."""

from pathlib import Path

SCRIPT = Path(__file__).parent / "recompute.py"
