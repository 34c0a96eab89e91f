"""Check whole files, put aside abandoned ones, mark what never came. Needs no Celery."""

from django.core.management.base import BaseCommand

from contest_portal import clock
from submissions.transfer import declaring, due, receiving


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        finished = receiving.finish_all()
        expired = declaring.expire(machine_at=clock.machine_now())
        missed = due.miss(at=clock.now())
        self.stdout.write(f"{finished} checked, {expired} expired, {missed} missed")
