"""Everything that people and organisers wrote: the text of every column of every table, and the
letters, which are Thai whoever reads them."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from contest_portal.thai.dates import thai_date
from notifications.answers import forwarding
from notifications.circulars import trying
from notifications.letters import placeholders
from notifications.models import Circular, Recipient

TEXT = (models.CharField, models.TextField, models.JSONField)
HANDED_ON = (forwarding.draft_letter, forwarding.line_text)


def everything_written() -> str:
    columns = [text for model in apps.get_models() for text in _written(model)]
    letters = [_letter(circular) for circular in Circular.objects.all()]
    copies = Recipient.objects.select_related("province", "circular__edition__channel")
    drafts = [written(copy) for copy in copies for written in HANDED_ON]
    return "\n".join([*columns, *letters, *drafts, *_previews(), *placeholders.ALLOWED])


def _previews() -> Iterator[str]:
    """The mail that the page of a circular shows before it goes."""
    for circular in Circular.objects.select_related("edition__channel", "edition__organiser"):
        for recipient in trying.recipients_of(circular)[:1]:
            yield trying.mail_to(recipient)["text"]


def _written(model: type[models.Model]) -> Iterator[str]:
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, TEXT) and not column.choices
    ]
    if columns:
        for row in model._default_manager.values_list(*columns):
            yield " ".join(map(str, row))


def _letter(circular: Circular) -> str:
    return f"{bytes(circular.original).decode()} {thai_date(circular.dated)}"
