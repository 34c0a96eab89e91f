from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "contest_portal.registry"
    label = "registry"
