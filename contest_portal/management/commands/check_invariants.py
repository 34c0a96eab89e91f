"""Ask the rows whether everything that must hold of them does."""

from django.core.management.base import BaseCommand, CommandError

from contest_portal import invariants


class Command(BaseCommand):
    help = "Check what must always hold: receipts, deadlines, steps, the audit, answers, mail."

    def handle(self, *args, **options) -> None:
        broken = invariants.broken()
        for each in broken:
            self.stderr.write(str(each))
        if broken:
            raise CommandError(f"{len(broken)} of {len(invariants.RULES)} rules do not hold")
        self.stdout.write(f"{len(invariants.RULES)} rules hold")
