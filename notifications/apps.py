from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from . import checks, parts, receivers  # noqa: F401  (all need the app registry)

        parts.register()
