"""The links at the top of the page: those whose page the person may open."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from .accounts.roles import Permission
from .editions.models import Edition

P = Permission

ITEMS = [
    (None, "home", _("Home")),
    (P.WRITE_ENTRY, "submissions:entry_list", _("Our entries")),
    (P.WRITE_ENTRY, "accounts:my_organisation", _("My organisation")),
    (P.EDIT_EDITION, "editions:form_editor", _("Form")),
    (P.SEE_ENTRIES, "submissions:screening_list", _("Screening")),
    (P.PREPARE_CIRCULAR, "notifications:circular_list", _("Circulars")),
    (P.SEE_PROVINCE, "notifications:province_list", _("Provinces")),
    (P.VERIFY_CLAIM, "accounts:claim_list", _("Affiliations")),
    (P.MANAGE_JUDGING, "judging:panel", _("Judging")),
    (P.SCORE_ENTRY, "judging:desk", _("Score sheets")),
    (P.MANAGE_PEOPLE, "accounts:person_list", _("People")),
]


def menu_for(request: HttpRequest, edition: Edition | None) -> list[tuple[str, str, bool]]:
    """(address, label, whether this page lies below it) for the signed-in person."""
    if not request.user.is_authenticated:
        return []
    allowed = [item for item in ITEMS if item[0] is None or request.user.may(item[0])]
    links = [(_address(name, edition), label) for _permission, name, label in allowed]
    above = [url for url, _label in links if url and request.path.startswith(url)]
    nearest = max(above, key=len, default=None)
    return [(url, label, url == nearest) for url, label in links if url]


def _address(name: str, edition: Edition | None) -> str | None:
    """The page's address; none for an edition's page while there is no edition."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[edition.slug]) if edition else None
