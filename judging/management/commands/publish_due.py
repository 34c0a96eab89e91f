"""Publish the results whose release was set for an instant that has come. Needs no Celery."""

from django.core.management.base import BaseCommand

from contest_portal import clock
from judging.results import embargo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{embargo.publish_due(at=clock.now())} published")
