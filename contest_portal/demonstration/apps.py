from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "contest_portal.demonstration"
    label = "demonstration"
