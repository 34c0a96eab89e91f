"""What local organisations enter: entries, answers, files, submissions, screening."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        # Models load after the app registry; importing startup registers its system check.
        from . import form_stakes, parts, startup  # noqa: F401

        form_stakes.register()
        parts.register()
