"""Writing a mail from its templates: a subject, a text, and the same as HTML. Always in Thai."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from contest_portal.registry.models import Agency

MARK = "\ue000"  # a character for private use, which no letter holds


def compose(letter: str, context: dict) -> dict[str, str]:
    """`letter` is a folder of templates/emails/. Returns subject, text and html."""
    with translation.override("th"):
        return {
            "subject": render_to_string(f"emails/{letter}/subject.txt", context),
            "text": render_to_string(f"emails/{letter}/body.txt", context).strip() + "\n",
            "html": render_to_string(f"emails/{letter}/body.html", context),
        }


class Pattern:
    """A mail written once for many, with a mark wherever the mails differ.

    Filling in a value in HTML escapes it, as the template would have.
    """

    def __init__(self, letter: str, context: dict, names: tuple[str, ...]) -> None:
        self.marks = {name: f"{MARK}{name}{MARK}" for name in names}
        self.words = compose(letter, {**context, **self.marks})

    def fill(self, values: dict[str, str]) -> dict[str, str]:
        plain = {self.marks[name]: value for name, value in values.items()}
        escaped = {mark: str(escape(value)) for mark, value in plain.items()}
        return {
            part: _replaced(words, escaped if part == "html" else plain)
            for part, words in self.words.items()
        }


def _replaced(words: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        words = words.replace(mark, value)
    return words


def sender_of(agency: Agency) -> str:
    """The agency's name before the portal's own address."""
    name = agency.name_th.replace('"', "")
    return f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>'
