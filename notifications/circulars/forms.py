"""Forms of a letter: its text, its signed paper, and where it goes instead."""

import base64
import binascii
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.dates import thai_date
from contest_portal.thai.folding import clean_text, unify
from contest_portal.thai.reading_dates import parse_thai_date
from notifications.letters import parsing, placeholders
from notifications.models import Circular

from .issuing import Content

LONGEST_TEXT = 20_000
MOST_PDF_BYTES = 2 * 1024 * 1024


class OneLine(forms.CharField):
    """Text without line ends, tabs, invisible or control characters."""

    def to_python(self, value: object) -> str:
        return " ".join(unify(clean_text(super().to_python(value))).split())


class ThaiDate(forms.CharField):
    """Typed as people write it; the value is a date, or None where nothing need be typed."""

    def prepare_value(self, value: object) -> object:
        return thai_date(value) if isinstance(value, date) else value

    def clean(self, value: object) -> date | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_thai_date(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class LetterForm(forms.Form):
    """The letter itself: a text file, or its text. `kept` carries it while fields are corrected."""

    file = forms.FileField(
        label=_("The letter as a text file"),
        help_text=_("A .txt file. It is stored exactly as it is."),
        required=False,
    )
    text = forms.CharField(
        label=_("Or paste the text of the letter"),
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
        required=False,
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("file", "text"):
            self.fields[name].one_of_several = True  # so the label does not say "optional"
        self.fields["text"].help_text = _("Filled in for each province: %(allowed)s") % {
            "allowed": placeholders.in_braces(placeholders.ALLOWED)
        }

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])

    def clean(self) -> dict:
        original = self._original()
        if not original.strip():
            raise forms.ValidationError(_("Choose the file of the letter, or paste its text."))
        try:
            text = parsing.decode(original)
            placeholders.check(text)
            self.letter = parsing.read(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        self.original = original
        return self.cleaned_data

    def _original(self) -> bytes:
        """A newly chosen file before pasted text before what was kept."""
        file = self.cleaned_data.get("file")
        if file and file.size > parsing.MOST_BYTES:
            raise forms.ValidationError(
                _("The text of a letter is at most 200 KB. Choose the text file.")
            )
        if file:
            return file.read()
        text = self.cleaned_data.get("text", "")
        return text.encode() if text.strip() else self._kept()

    def _kept(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data.get("kept", ""), validate=True)
        except (binascii.Error, ValueError):
            return b""

    @property
    def to_change(self) -> "LetterForm":
        """A fresh form that holds the letter's text."""
        return LetterForm(initial={"text": parsing.decode(self.original)})

    @property
    def to_keep(self) -> str:
        return base64.b64encode(self.original).decode()


class ContentForm(forms.Form):
    """What was read from the letter, for correction; and our note beside it."""

    number = OneLine(
        label=_("Letter number"),
        help_text=_("As in the letter, for example มท ๐๘๑๐.๒/ว ๓๐๗๐."),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    dated = ThaiDate(
        label=_("Date of the letter"),
        help_text=_("For example ๒๘ กันยายน ๒๕๖๕."),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    speed = forms.ChoiceField(label=_("Speed"), choices=Circular.Speed.choices)
    subject = OneLine(label=_("Subject"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    addressee = OneLine(label=_("Addressee"), max_length=300)
    note = forms.CharField(
        label=_("Correction beside the letter"),
        help_text=_("Shown to the provinces beside the unchanged text."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    @property
    def has_gaps(self) -> bool:
        """Whether the letter left something to be filled in."""
        return not all(self[name].value() for name in ("number", "dated", "subject", "addressee"))

    def clean_number(self) -> str:
        try:
            return parsing.check_number(self.cleaned_data["number"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_subject(self) -> str:
        return self._with_known_placeholders("subject")

    def clean_addressee(self) -> str:
        return self._with_known_placeholders("addressee")

    def _with_known_placeholders(self, name: str) -> str:
        try:
            placeholders.check(self.cleaned_data[name])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return self.cleaned_data[name]

    def clean_note(self) -> str:
        note = clean_text(self.cleaned_data["note"])
        try:
            placeholders.refuse_any(note)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return note

    def content(self, *, original: bytes, body: str, **kept: str) -> Content:
        return Content(original=original, body=body, **kept, **self.cleaned_data)


class SignedLetterForm(forms.Form):
    """The signed letter, scanned. Its value is the bytes."""

    pdf = forms.FileField(
        label=_("The signed letter"),
        help_text=_("A PDF of at most 2 MB, so that every mailbox takes it."),
        error_messages={"required": _("Choose the PDF of the signed letter.")},
    )

    def clean_pdf(self) -> bytes:
        file = self.cleaned_data["pdf"]
        if file.size > MOST_PDF_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 2 MB. Scan it in black and white, or at 150 dpi.")
            )
        pdf = file.read()
        if not pdf.startswith(b"%PDF-"):
            raise forms.ValidationError(_("This is not a PDF. Save the letter as PDF."))
        return pdf


def content_form_of(letter: parsing.Letter) -> ContentForm:
    """Bound to what was read, so that what is missing shows as an error at its field."""
    return ContentForm({
        "number": letter.number,
        "dated": thai_date(letter.dated) if letter.dated else "",
        "speed": letter.speed,
        "subject": letter.subject,
        "addressee": letter.addressee,
        "note": "",
    })  # fmt: skip


class AddressForm(forms.Form):
    """Where a letter goes instead, and who says so."""

    address = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Write the address to send the letter to."),
            "invalid": _("The address is not written like an e-mail address."),
        },
    )
    source = OneLine(
        label=_("Where the address is from"),
        help_text=_("For example: told by telephone by the clerk of the province."),
        max_length=200,
        error_messages={"required": _("Write where the address is from.")},
    )
