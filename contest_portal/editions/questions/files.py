"""A file, or several. Their bytes are no value: what was sent is kept beside the answers.

Rules: `most` (how many files, 1 where it is not given), `kinds` (of editions.models.FileKind) and
`max_bytes` (of one file). None may allow more than the edition does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from contest_portal.editions.models import Edition, FileKind, FormField

from .kind import Kind, Value

MIME_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.MP4: "video/mp4",
}


@dataclass(frozen=True)
class FileRules:
    """What one question accepts. `most` counts files, `max_bytes` the bytes of one."""

    kinds: tuple[str, ...]
    most: int
    max_bytes: int

    @property
    def accept(self) -> str:
        """For the file chooser of a browser."""
        return ",".join(MIME_TYPES[FileKind(kind)] for kind in self.kinds)

    @property
    def kinds_words(self) -> str:
        return ", ".join(str(FileKind(kind).label) for kind in self.kinds)


def file_rules(field: FormField, edition: Edition) -> FileRules:
    """The question's own rules within those of the edition."""
    wanted = field.rules.get("kinds") or edition.file_kinds
    return FileRules(
        kinds=tuple(kind for kind in FileKind.values if kind in wanted and kind in
                    edition.file_kinds),
        most=min(field.rules.get("most") or 1, edition.max_files),
        max_bytes=min(field.rules.get("max_bytes") or edition.max_file_bytes,
                      edition.max_file_bytes),
    )  # fmt: skip


class File(Kind):
    rule_names = frozenset({"most", "kinds", "max_bytes"})
    template = "questions/file.html"

    def sent(self, field: FormField, data: Mapping[str, str], name: str) -> Value | None:
        return None

    def tidy(self, field: FormField, typed: Value) -> Value:
        return ""

    def control(self, field: FormField, value: Value) -> forms.Field:
        rules = file_rules(field, field.section.edition)
        attrs = {"accept": rules.accept}
        widget = _Several(attrs=attrs) if rules.most > 1 else forms.FileInput(attrs=attrs)
        return forms.FileField(widget=widget)

    def wrong_rules(self, field: FormField) -> str:
        if not set(field.rules.get("kinds") or []) <= set(FileKind.values):
            return _("Choose the kinds of files from the list.")
        for name in ("most", "max_bytes"):
            if not isinstance(field.rules.get(name, 1), int) or field.rules.get(name, 1) < 1:
                return _("Number and size of files are numbers from 1 up.")
        return super().wrong_rules(field)


class _Several(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs={"multiple": True, **(attrs or {})})
