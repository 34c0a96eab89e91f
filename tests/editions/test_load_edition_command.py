"""Loading an edition from the shell."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contest_portal import editions
from contest_portal.editions.models import Category, Edition, FormField

pytestmark = pytest.mark.django_db

FILE = Path(editions.__file__).parent / "data" / "2565.toml"


def test_the_sample_file_is_an_edition_and_loading_it_again_is_harmless():
    call_command("load_edition", FILE)
    first = Edition.objects.count(), Category.objects.count(), FormField.objects.count()
    call_command("load_edition", FILE)

    assert (Edition.objects.count(), Category.objects.count(), FormField.objects.count()) == first
    assert Edition.objects.get().slug == "2565"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        "ไม่ใช่ TOML".encode(),
        b'[edition]\nslug = "2566"',
        b'[edition]\nslug = "2566"\norganiser = "nobody"\nchannel = "nobody"',
        b'[surprise]\nx = 1\n[edition]\nslug = "2566"',
    ],
)
def test_a_file_that_is_no_edition_is_refused_and_changes_nothing(tmp_path, content):
    file = tmp_path / "edition.toml"
    file.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("load_edition", file)

    assert not Edition.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.toml"):
        call_command("load_edition", tmp_path / "missing.toml")
