"""Playing the sample contest on to a chosen chapter, so that every page has something on it.

Everything is done through the same verbs as by people, on the days on which they would do it.
"""

from django.db import transaction

from contest_portal.clock import simulation
from contest_portal.demonstration.loading import EDITION_SLUG
from contest_portal.editions.models import Edition

from . import belonging, circulars, entries, judging, more_time, results

CHAPTERS = {
    "writing": [circulars, entries, more_time, belonging],
    "judging": [judging],
    "results": [results],
}


def play(until: str) -> None:
    """Every chapter up to `until` not played yet; the clock then stands in that one."""
    edition = Edition.objects.get(slug=EDITION_SLUG)
    names = list(CHAPTERS)
    for name in names[: names.index(until) + 1]:
        for part in CHAPTERS[name]:
            if not part.was_played(edition):
                with transaction.atomic():
                    part.play(edition)
                    simulation.set_time(part.AFTERWARDS)
