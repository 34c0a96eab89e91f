"""What local organisations enter: entries, answers, files, submissions, screening."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from . import form_stakes, parts  # models load after the app registry

        form_stakes.register()
        parts.register()
