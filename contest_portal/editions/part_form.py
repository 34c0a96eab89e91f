"""The form in which the organiser writes a part of the form, and the limits of files."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.measures import MEGABYTE

from .models import Edition, FileKind, FormSection
from .question_form import area, line_in_english
from .rule_forms import NumberInput

COLUMNS = ("title_th", "title_en", "help_th", "help_en", "categories")


class PartForm(forms.Form):
    title_th = forms.CharField(
        max_length=200, label=_("Title, in Thai"),
        error_messages={"required": _("Write the title in Thai.")},
    )  # fmt: skip
    title_en = forms.CharField(
        max_length=200, required=False, widget=line_in_english(), label=_("Title, in English")
    )
    help_th = forms.CharField(
        max_length=500, required=False, widget=area("th"), label=_("Help, in Thai"),
        help_text=_("What it takes, and how many minutes."),
    )  # fmt: skip
    help_en = forms.CharField(
        max_length=500, required=False, widget=area("en"), label=_("Help, in English")
    )
    categories = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Shown in which categories"),
        help_text=_("None for all."),
    )  # fmt: skip

    def __init__(self, *args, part: FormSection, **kwargs) -> None:
        super().__init__(*args, initial={name: getattr(part, name) for name in COLUMNS}, **kwargs)
        self.fields["categories"].choices = [(c.key, c.name) for c in part.edition.categories.all()]

    def apply(self, part: FormSection) -> FormSection:
        for name in COLUMNS:
            setattr(part, name, self.cleaned_data[name])
        return part


def new_part(edition: Edition) -> FormSection:
    """A part that is not there yet, at the end of the form."""
    last = edition.sections.order_by("order").last()
    key = f"p{secrets.token_hex(4)}"
    return FormSection(edition=edition, key=key, order=(last.order if last else 0) + 1)


class LimitsForm(forms.Form):
    max_files = NumberInput(
        least=1, most=200, required=True, label=_("At most how many files in one entry")
    )
    megabytes = NumberInput(least=1, most=500, required=True, label=_("Size of one file, MB"))
    entry_megabytes = NumberInput(
        least=1, most=5_000, required=True, label=_("Size of all files of one entry together, MB")
    )
    file_kinds = forms.MultipleChoiceField(
        choices=FileKind.choices, widget=forms.CheckboxSelectMultiple, label=_("Kinds of files"),
        error_messages={"required": _("Choose at least one kind.")},
    )  # fmt: skip

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        initial = {
            "max_files": edition.max_files, "file_kinds": edition.file_kinds,
            "megabytes": edition.max_file_bytes // MEGABYTE,
            "entry_megabytes": edition.max_entry_bytes // MEGABYTE,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)

    def limits(self) -> dict:
        """By the columns of the edition."""
        filled = self.cleaned_data
        return {
            "max_files": filled["max_files"], "file_kinds": filled["file_kinds"],
            "max_file_bytes": filled["megabytes"] * MEGABYTE,
            "max_entry_bytes": filled["entry_megabytes"] * MEGABYTE,
        }  # fmt: skip
