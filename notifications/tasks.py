"""Background work. Tasks carry no data: what is to be done stands in the rows."""

from celery import shared_task

from contest_portal import clock

from . import sweeping
from .circulars import issuing
from .mailing import heads, outbox, waking
from .reminding import escalating, nudging, reminders

MAILS_A_DRAIN = 10
MOST_DRAINS = 2


@shared_task(name=waking.DRAIN_TASK)
def drain_outbox() -> None:
    sweeping.beat("worker")
    outbox.drain()
    issuing.close_finished()


@shared_task(name="notifications.sweep_outbox")
def sweep_outbox() -> None:
    """Beat asks for it and a worker does it, so it proves that both are alive."""
    sweeping.beat("beat", "worker")
    waiting = sweeping.sweep()
    for _drain in range(min(MOST_DRAINS, -(-waiting // MAILS_A_DRAIN))):
        waking.wake_now()


@shared_task(name="notifications.plan_reminders")
def plan_reminders() -> None:
    """By the contest's clock: a rehearsal reminds on its own working days."""
    reminders.plan(at=clock.now())
    escalating.plan_all(at=clock.now())
    nudging.plan_all(at=clock.now())


@shared_task(name="notifications.mail_audit_head")
def mail_audit_head() -> None:
    """By the machine's clock: what it proves has nothing to do with a rehearsal."""
    heads.owe(at=clock.machine_now())
