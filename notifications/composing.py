"""Writing a mail from its templates: a subject, a text, and the same as HTML. Always in Thai."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from contest_portal.registry.models import Agency


def compose(letter: str, context: dict) -> dict[str, str]:
    """`letter` is a folder of templates/emails/. Returns subject, text and html."""
    with translation.override("th"):
        return {
            "subject": render_to_string(f"emails/{letter}/subject.txt", context),
            "text": render_to_string(f"emails/{letter}/body.txt", context).strip() + "\n",
            "html": render_to_string(f"emails/{letter}/body.html", context),
        }


def sender_of(agency: Agency) -> str:
    """The agency's name before the portal's own address."""
    name = agency.name_th.replace('"', "")
    return f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>'
