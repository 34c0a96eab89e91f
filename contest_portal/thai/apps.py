from django.apps import AppConfig


class ThaiConfig(AppConfig):
    name = "contest_portal.thai"
    label = "thai"
