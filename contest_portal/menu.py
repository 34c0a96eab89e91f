"""The links at the top of the page: those whose page the person may open."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from .accounts.roles import Permission
from .editions.models import Edition

P = Permission

# Pages beside an item's own that are part of its work: addresses from the one above it.
BESIDE = {
    "judging:panel": (
        "rounds/", "criteria/", "passage/", "ranking/", "appeals/", "inquiries/", "signed/",
        "amendments/",
    ),
}  # fmt: skip

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
    items = [(name, _address(name, edition), label) for _permission, name, label in allowed]
    found = [(url, label, _nearness(name, url, request.path)) for name, url, label in items if url]
    nearest = max((nearness for *_link, nearness in found), default=0)
    return [(url, label, 0 < nearness == nearest) for url, label, nearness in found]


def _nearness(name: str, url: str, path: str) -> int:
    """How much of the path an item's pages have in common with it; 0 where it is none of them."""
    parent = url.removesuffix("/").rpartition("/")[0]
    roots = [url, *(f"{parent}/{beside}" for beside in BESIDE.get(name, ()))]
    return max((len(root) for root in roots if path.startswith(root)), default=0)


def _address(name: str, edition: Edition | None) -> str | None:
    """The page's address; none for an edition's page while there is no edition."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[edition.slug]) if edition else None
