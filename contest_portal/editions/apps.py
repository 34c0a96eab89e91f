from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "contest_portal.editions"
    label = "editions"

    def ready(self) -> None:
        from . import form  # models load after the app registry

        form.register()
