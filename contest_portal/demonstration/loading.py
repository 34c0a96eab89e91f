"""Filling an empty portal with what a demonstration needs. Doing it again adds what is missing."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import editions
from contest_portal.clock import simulation
from contest_portal.editions import loading as editions_loading
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry import provinces, samples

from . import people

EDITION_FILE = Path(editions.__file__).parent / "data" / "2565.toml"
EDITION_SLUG = "2565"
BEGINNING = datetime.fromisoformat("2022-09-28T09:00+07:00")  # the day of the circular


@transaction.atomic
def load() -> None:
    """Provinces, sample LAOs and mailboxes, the edition of 2565, its day, its people."""
    if not settings.PORTAL_DEMO:
        raise NotAllowed(_("This portal is not a demonstration."))
    provinces.load()
    samples.load_sample_laos()
    samples.load_sample_contacts()
    samples.load_sample_lao_contacts(people.home_lao())
    if not Edition.objects.filter(slug=EDITION_SLUG).exists():
        editions_loading.load_file(EDITION_FILE)
    if not simulation.is_running():
        simulation.set_time(BEGINNING)
    people.load()
