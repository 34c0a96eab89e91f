from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "contest_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import factor_record, presence  # noqa: F401  (receivers need the app registry)
