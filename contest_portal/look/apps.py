from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "contest_portal.look"
    label = "look"
