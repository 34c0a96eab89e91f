from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "contest_portal.clock"
    label = "clock"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registering checks needs the app registry)
