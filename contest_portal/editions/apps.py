from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "contest_portal.editions"
    label = "editions"

    def ready(self) -> None:
        from . import form, running  # models load after the app registry

        form.register()
        running.register()
