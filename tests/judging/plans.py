"""What tests of plans and of single pairs share."""

from judging.assigning import assignment
from judging.models import Assignment, Plan

from .factories import JUDGING


def work_out(round_, officer, **more) -> Plan:
    return assignment.work_out(round_, by=officer, at=JUDGING, **more)


def live() -> set[tuple]:
    return set(Assignment.objects.live().values_list("judge", "entry"))
