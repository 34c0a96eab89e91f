"""Whom this installation may write to: everybody, or those on the operator's list only."""

from django.conf import settings


def may_write_to(address: str) -> bool:
    """`PORTAL_MAIL_ONLY_TO` holds whole addresses and domains written as @domain."""
    only_to = {entry.lower() for entry in settings.PORTAL_MAIL_ONLY_TO}
    folded = address.lower()
    domain = folded[folded.rfind("@") :]
    return not only_to or folded in only_to or domain in only_to
