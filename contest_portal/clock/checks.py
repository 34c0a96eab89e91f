"""Production must not run on a simulated clock."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from .models import Simulation


@register(Tags.database)
def no_simulation_in_production(databases=None, **kwargs) -> list[Error]:
    if settings.PORTAL_DEMO or not databases:
        return []
    found = [name for name in databases if _has_simulation(name)]
    return [
        Error(
            f"Database {name!r} holds a simulated clock.",
            hint="Production uses real time: restore a database that was not a demonstration.",
            id="clock.E001",
        )
        for name in found
    ]


def _has_simulation(database: str) -> bool:
    if Simulation._meta.db_table not in connections[database].introspection.table_names():
        return False
    return Simulation.objects.using(database).exists()
