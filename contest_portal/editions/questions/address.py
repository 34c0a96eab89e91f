"""A web address; https:// may be left out."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField

from .kind import Kind, Unclear, Value

LONGEST_ADDRESS = 2_000

is_web_address = URLValidator(schemes=["http", "https"])


class Address(Kind):
    template = "questions/url.html"

    def read(self, field: FormField, tidied: Value) -> str:
        if not tidied:
            return ""
        address = tidied if "://" in tidied else f"https://{tidied}"
        try:
            is_web_address(address)
        except ValidationError as error:
            raise Unclear(_("Write a web address that begins with https://")) from error
        if len(address) > LONGEST_ADDRESS:
            raise Unclear(_("This address is too long. Write a shorter one."))
        return address

    def widget(self, field: FormField, value: Value) -> forms.Widget:
        return forms.TextInput(attrs={"inputmode": "url"})
