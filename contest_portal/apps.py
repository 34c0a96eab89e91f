from django.apps import AppConfig


class ContestPortalConfig(AppConfig):
    name = "contest_portal"
    label = "contest_portal"
