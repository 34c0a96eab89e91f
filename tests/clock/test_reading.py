"""Two clocks: contest time can be set in a demonstration, real time never."""

from datetime import timedelta

import pytest

from contest_portal import clock
from contest_portal.clock import checks, reading, simulation
from contest_portal.clock.models import Simulation
from contest_portal.refusals import NotAllowed
from tests.factories import DEADLINE, WORKING_DAY

pytestmark = pytest.mark.django_db


def test_without_a_simulation_contest_time_is_real_time():
    machine = clock.machine_now()

    assert clock.contest_time(machine) == machine


def test_a_simulated_clock_runs_from_its_anchor_at_its_rate():
    machine = clock.machine_now()
    Simulation.objects.create(anchor=WORKING_DAY, machine_anchor=machine, rate=60)
    reading.forget()

    assert clock.contest_time(machine + timedelta(minutes=1)) == WORKING_DAY + timedelta(hours=1)


def test_the_clock_is_read_from_the_database_once_a_second(django_assert_num_queries):
    reading.forget()

    with django_assert_num_queries(1):
        clock.now()
        clock.now()


def test_a_demonstration_may_set_the_clock(settings):
    settings.PORTAL_DEMO = True

    simulation.set_time(DEADLINE)

    assert timedelta(0) <= clock.now() - DEADLINE < timedelta(minutes=1)


def test_production_refuses_to_set_the_clock(settings):
    settings.PORTAL_DEMO = False

    with pytest.raises(NotAllowed):
        simulation.set_time(DEADLINE)


@pytest.mark.parametrize(("demonstration", "errors"), [(False, ["clock.E001"]), (True, [])])
def test_production_does_not_start_on_a_simulated_clock(set_clock, settings, demonstration, errors):
    set_clock(DEADLINE)
    settings.PORTAL_DEMO = demonstration

    found = checks.no_simulation_in_production(databases=["default"])

    assert [error.id for error in found] == errors
