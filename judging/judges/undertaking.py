"""What a judge promises on accepting: privacy, conduct, honesty about interests."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from contest_portal.documents.digests import digest

PROMISES = (
    _(
        "I use what entries say, personal data included, only for judging, and pass it on to "
        "nobody."
    ),
    _(
        "I keep entries, marks, comments and what the panel discusses to myself until the "
        "organiser publishes the results."
    ),
    _(
        "I declare a conflict of interest with an entry as soon as I know of it, and do not judge "
        "that entry."
    ),
    _("I judge by myself, by the criteria, and accept nothing from those who enter."),
    _(
        "I let nobody else use my account, delete downloaded files once I have judged, and tell "
        "the organiser at once if anything gets out."
    ),
)


def in_thai() -> list[str]:
    """As it is printed and kept: the Thai text is the one that binds."""
    with translation.override("th"):
        return [str(promise) for promise in PROMISES]


def digest_of_text() -> str:
    """Tells later which wording was agreed to."""
    return digest({"promises": in_thai()})
