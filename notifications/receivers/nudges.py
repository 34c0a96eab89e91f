"""What was done needs no reminder: owed ones stop in the same transaction."""

from django.dispatch import receiver

from contest_portal import clock
from notifications.answers import abstaining
from notifications.reminding import nudging
from submissions.models import Entry
from submissions.sending.workflow import entry_advanced, entry_started
from submissions.transfer.due import late_files_told


@receiver(entry_started)
def stop_asking_to_begin(sender, entry: Entry, by, **rest):
    nudging.stop(nudging.Rule.NO_DRAFT, entry.edition, entry.lao)
    abstaining.take_back(entry.edition, entry.lao, by=by, at=entry.started_at)


@receiver(entry_advanced)
def stop_asking_to_send(sender, entry: Entry, step: str, **rest):
    if step == "submit":
        nudging.stop(nudging.Rule.UNSENT, entry.edition, entry.lao)
    nudging.stop_when_complete(entry.edition, entry.lao, at=clock.now())


@receiver(late_files_told)
def stop_asking_for_files(sender, entry: Entry, **rest):
    nudging.stop_when_complete(entry.edition, entry.lao, at=clock.now())
