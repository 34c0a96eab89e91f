"""Load an edition from its TOML file: a new one, or the same one again after an edit."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from contest_portal.editions import loading


class Command(BaseCommand):
    help = "Load an edition from a TOML file; loading it again brings the edition up to the file."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options) -> None:
        try:
            edition = loading.load_file(file)
        except (ValueError, KeyError, TypeError, ValidationError, DatabaseError) as error:
            raise CommandError(f"{file} was not loaded: {error}") from error
        self.stdout.write(f"Edition {edition.slug} is loaded")
