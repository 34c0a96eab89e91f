"""The types of questions: each in one module that says how its answers are read, judged, printed
and asked for.

Pages, receipts and rules ask `kind_of(field)` and never look at the type themselves.
"""

from contest_portal.editions.models import FormField

from .address import Address
from .choices import Choice, ManyChoices
from .dates import Date
from .files import File
from .kind import LONGEST_TEXT, Kind, Unclear
from .number import Number
from .table import Table
from .text import LongText, Text

KINDS: dict[str, Kind] = {
    FormField.Type.TEXT: Text(),
    FormField.Type.LONG_TEXT: LongText(),
    FormField.Type.NUMBER: Number(),
    FormField.Type.DATE: Date(),
    FormField.Type.CHOICE: Choice(),
    FormField.Type.MANY_CHOICES: ManyChoices(),
    FormField.Type.TABLE: Table(),
    FormField.Type.URL: Address(),
    FormField.Type.FILE: File(),
}


def kind_of(field: FormField) -> Kind:
    return KINDS[field.type]


def words(type_: str, printed: object) -> str:
    """A printed answer as plain text, for mails and papers; of a type that is no more, as it is."""
    return KINDS[type_].words(printed) if type_ in KINDS else str(printed)


__all__ = ["KINDS", "LONGEST_TEXT", "Kind", "Unclear", "kind_of", "words"]
