"""The containers' description is valid, and what it names exists. No container is started."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands

BASE = settings.BASE_DIR
VARIABLE = re.compile(r"\$\{(\w+)")
SETTING = re.compile(r"^# ?(?=[A-Z_]+=)", re.MULTILINE)


def compose() -> str:
    return (BASE / "docker-compose.yml").read_text(encoding="utf-8")


def example() -> dict[str, str]:
    """The variables of .env.example, those in comments too."""
    text = SETTING.sub("", (BASE / ".env.example").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_every_variable_it_asks_for_is_explained():
    assert set(VARIABLE.findall(compose())) - set(example()) == set()


def test_every_variable_of_the_settings_is_explained():
    text = (BASE / "contest_portal" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text)) | {"DATABASE_URL"}
    given_as_file = {name for name in names if f"{name}_FILE" in example()}

    assert names - given_as_file - set(example()) == set()


def test_every_command_it_runs_exists():
    scripts = "".join(path.read_text() for path in (BASE / "deploy").glob("*.sh"))
    commands = set(re.findall(r"manage\.py (\w+)", compose() + scripts))

    assert commands - set(get_commands()) == set()


def test_every_file_it_mounts_exists():
    mounted = re.findall(r"- (\./[^:]+):", compose())

    assert [path for path in mounted if not (BASE / path).exists()] == []


def test_compose_itself_accepts_it(tmp_path):
    program = shutil.which("docker-compose")
    if program is None:
        if "compose" in os.environ.get("PORTAL_REQUIRE", "").split(","):
            pytest.fail("docker-compose is required here and missing.")
        pytest.skip("docker-compose is not installed: the containers' description was not tried.")
    shutil.copy(BASE / "docker-compose.yml", tmp_path)
    filled = "".join(f"{name}={value or 'x'}\n" for name, value in example().items())
    (tmp_path / ".env").write_text(filled)

    result = subprocess.run(
        [program, "config", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (result.returncode, result.stderr) == (0, "")
