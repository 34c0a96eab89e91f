"""Questions that are asked all day: composed once, and then asked about other things.

Django composes the SQL of a queryset anew each time it is asked. For a rule over five tables that
takes longer than the database needs to answer (docs/decisions/0089-questions-composed-once.md).
A prepared question is the same queryset with a Given wherever it is told what it is about:

    HELD = Prepared(lambda: Appointment.objects.current().filter(user=Given("user", UUIDField())))
    HELD.all(user=person.pk)
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """Stands in a prepared question for a value of the kind that `field` keeps."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def told(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(given[self.name], connection)


@dataclass(frozen=True)
class _Composed:
    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: list
    converters: dict


class Prepared:
    """`compose` makes the queryset, once in a process for each kind of database. Nothing in it may
    depend on the moment or the language. It is asked of the default database."""

    def __init__(self, compose: Callable[[], QuerySet]) -> None:
        self._compose = compose
        self._composed: dict[str, _Composed] = {}

    def all(self, **given) -> list:
        """What the queryset lists when every Given is what `given` says by its name."""
        connection = connections[DEFAULT_DB_ALIAS]
        composed = self._for(connection)
        told = [_told(each, given, connection) for each in composed.parameters]
        compiler: Any = copy(composed.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (composed.sql, told)
        compiler.get_converters = lambda _columns: composed.converters
        asked = composed.queryset.all()
        asked.query.get_compiler = lambda *_args, **_options: compiler
        return list(asked)

    def get(self, **given) -> Any:
        """The first that it lists. Raises the model's DoesNotExist where there is none."""
        for found in self.all(**given):
            return found
        raise self._for(connections[DEFAULT_DB_ALIAS]).queryset.model.DoesNotExist

    def _for(self, connection: BaseDatabaseWrapper) -> _Composed:
        composed = self._composed.get(connection.vendor)
        if composed is None:
            composed = self._composed[connection.vendor] = _composed(self._compose(), connection)
        return composed


def _composed(queryset: QuerySet, connection: BaseDatabaseWrapper) -> _Composed:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return _Composed(queryset, compiler, sql, list(parameters), converters)


def _told(parameter: Any, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    return parameter.told(given, connection) if isinstance(parameter, Given) else parameter
