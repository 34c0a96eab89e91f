"""Why a file was refused and what the person can do, by the word that the check gave."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FileRefused(Exception):
    """`reason` says what is wrong with the file, `remedy` what the person can do.

    `finding` is the word of it; "quarantined" for a file in which a virus was found.
    """

    def __init__(
        self, reason: str | Promise, remedy: str | Promise, *, finding: str = "unknown"
    ) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.remedy = str(remedy)
        self.finding = finding


PRINT_ANEW = gettext_lazy("Open it, choose “Print”, then “Save as PDF”, and send the new file.")
SAVE_ANEW = gettext_lazy(
    "Open it in the program that made it, save it again, and send the new file."
)
SAVE_AS_PDF = gettext_lazy("Save it as PDF and send that file.")
TAKE_ANOTHER = gettext_lazy("Open the picture, save it as JPEG, and send the new file.")
FILM_ANEW = gettext_lazy(
    "Save the film as MP4 (H.264) and send the new file, or write its web address instead."
)

REASONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "damaged": (gettext_lazy("The file is damaged or not complete."), PRINT_ANEW),
    "two_formats": (gettext_lazy("The file holds something else beside the PDF."), PRINT_ANEW),
    "encrypted": (
        gettext_lazy("The file is locked with a password, so the judges could not read it."),
        gettext_lazy("Save it without a password and send it again."),
    ),
    "active": (
        gettext_lazy("The file holds a script, an attachment or a form that acts by itself."),
        PRINT_ANEW,
    ),
    "too_many_pages": (
        gettext_lazy("The file has more than 200 pages."),
        gettext_lazy("Keep the pages that show the work, and send the shorter file."),
    ),
    "too_heavy": (gettext_lazy("The file is too complicated to be checked."), PRINT_ANEW),
    "damaged_picture": (gettext_lazy("The picture is damaged or not complete."), TAKE_ANOTHER),
    "animated": (gettext_lazy("The picture moves; only still pictures are kept."), TAKE_ANOTHER),
    "too_many_dots": (
        gettext_lazy("The picture is larger than 50 million dots."),
        gettext_lazy("Make it smaller and send it again."),
    ),
    "phone_picture": (
        gettext_lazy("This is a HEIC or AVIF picture, which many computers cannot show."),
        TAKE_ANOTHER,
    ),
    "not_office": (
        gettext_lazy("This archive is not a Word, Excel or PowerPoint file."),
        gettext_lazy("Send the files in it one by one."),
    ),
    "old_office": (
        gettext_lazy("This is a file of an old Office version, which can hide programs."),
        gettext_lazy("Save it as DOCX, XLSX, PPTX or PDF and send that file."),
    ),
    "encrypted_office": (
        gettext_lazy("The file is locked with a password, so the judges could not read it."),
        gettext_lazy("Save it without a password and send it again."),
    ),
    "damaged_office": (gettext_lazy("The file is damaged or not complete."), SAVE_ANEW),
    "macro": (
        gettext_lazy("The file holds a program (macro)."),
        gettext_lazy("Save it as a file without macros (DOCX, XLSX, PPTX) or as PDF."),
    ),
    "embedded": (
        gettext_lazy("Another file or program is embedded in the file."),
        gettext_lazy("Take it out, or put a picture of it in its place, and send the file again."),
    ),
    "external": (
        gettext_lazy("The file fetches something from elsewhere by itself when it is opened."),
        gettext_lazy("Insert the picture or template instead of linking it, or save it as PDF."),
    ),
    "entities": (gettext_lazy("The file holds instructions that no Office writes."), SAVE_AS_PDF),
    "bomb": (
        gettext_lazy("The file unfolds to far more than it may."),
        gettext_lazy("Make the pictures in it smaller, or save it as PDF, and send it again."),
    ),
    "too_many_members": (gettext_lazy("The file has too many parts to be checked."), SAVE_AS_PDF),
    "tricked": (gettext_lazy("The parts of the file do not fit together."), SAVE_AS_PDF),
    "damaged_film": (gettext_lazy("The film is damaged or not complete."), FILM_ANEW),
    "quicktime": (gettext_lazy("This is a QuickTime film (MOV), not an MP4."), FILM_ANEW),
    "unplayable": (gettext_lazy("Not every browser can play this film."), FILM_ANEW),
    "too_long": (
        gettext_lazy("The film is longer than 15 minutes."),
        gettext_lazy("Cut it, or write its web address instead."),
    ),
    "quarantined": (
        gettext_lazy("A virus was found in the file. Nobody can open it here."),
        gettext_lazy(
            "Have your computer scanned, make the file anew on a clean one, and send that."
        ),
    ),
}
WARNINGS: dict[str, str | Promise] = {
    "dde": gettext_lazy(
        "A cell in it wants to start another program. When your program asks, do not allow it."
    ),
}


def refusal(word: str) -> FileRefused:
    return FileRefused(*REASONS.get(word, REASONS["damaged"]), finding=word)


def explanation(word: str) -> tuple[str, str]:
    """(reason, remedy) in the reader's language."""
    reason, remedy = REASONS.get(word, REASONS["damaged"])
    return str(reason), str(remedy)


def warning_words(words: list[str]) -> list[str]:
    return [str(WARNINGS[word]) for word in words if word in WARNINGS]


def not_accepted(names: list[str]) -> FileRefused:
    listed = ", ".join(names)
    return FileRefused(
        _("Files of this kind are not kept here."),
        _("Send one of these: %(kinds)s.") % {"kinds": listed},
    )
