"""Appoint a person from the shell and print a link that signs them in once."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts import one_time_links
from contest_portal.accounts.appointing import APPOINTED_ROLES, appoint
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Province


class Command(BaseCommand):
    help = "Give a person a role and print a link that signs them in once, within 24 hours."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=sorted(role.value for role in APPOINTED_ROLES))
        parser.add_argument("--province", default="", metavar="CODE", help="two digits, such as 30")
        parser.add_argument("--name", default="", help="full name, for a person not known yet")

    def handle(self, *, email: str, role: str, province: str, name: str, **options) -> None:
        try:
            user = appoint(email, role, by=None, province=_province(province), name=name)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as error:
            raise CommandError(f"{email}: {' '.join(error.messages)}") from error
        self.stdout.write(_one_time_address(user))


def _province(code: str) -> Province | None:
    if not code:
        return None
    try:
        return Province.objects.get(code=code)
    except Province.DoesNotExist:
        raise CommandError(f"There is no province with the code {code}.") from None


def _one_time_address(user: User) -> str:
    token = one_time_links.make(user, at=clock.machine_now())
    return settings.PORTAL_ORIGIN + reverse("accounts:one_time_link", args=[token])
