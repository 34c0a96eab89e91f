"""Imports point one way."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_no_layer_imports_the_one_above_it():
    linter = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run(
        [linter, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout
