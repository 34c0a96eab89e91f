from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "contest_portal.documents"
    label = "documents"
