"""How good it is: judges, conflicts, score sheets, ranking and results."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from . import parts  # models load after the app registry

        parts.register()
