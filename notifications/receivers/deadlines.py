"""More time is asked for, given or refused."""

from collections.abc import Iterable

from django.dispatch import receiver

from contest_portal.accounts.models import Appointment, Membership, User
from contest_portal.accounts.roles import Permission, roles_with
from notifications.mailing.owing import address_of, owe, owe_all
from submissions.deadlines import extensions
from submissions.deadlines.extending import extension_asked, extension_decided
from submissions.models import Extension


@receiver(extension_asked)
def tell_officers(sender, extension: Extension, **rest):
    """Close to the deadline nobody looks at a list by chance: those who may say yes get a mail."""
    edition = extension.edition
    may_decide = Appointment.objects.current().filter(
        role__in=roles_with(Permission.EXTEND_DEADLINE), edition_slug__in=["", edition.slug]
    )
    context = {
        "extension": extension,
        "entry": extension.entry,
        "lao": extension.entry.lao,
        "url": address_of("submissions:extension", edition.slug, extension.pk),
    }
    officers = User.objects.filter(appointments__in=may_decide, is_active=True).distinct()
    for officer in officers:
        owe("extension_asked", f"extension_asked:{extension.pk}", officer, edition, context)


@receiver(extension_decided)
def tell_those_concerned(sender, extension: Extension, approved: bool, **rest):
    """More time concerns every verified member of the organisations; a no, who asked."""
    people = _whom_it_covers(extension) if approved else [extension.requested_by]
    letter = "deadline_extended" if approved else "extension_refused"
    context = {
        "extension": extension,
        "whom": extensions.whom(extension),
        "url": _extension_url(extension),
    }
    owe_all(letter, f"{letter}:{extension.pk}", people, extension.edition, context)


def _whom_it_covers(extension: Extension) -> Iterable[User]:
    verified = Membership.objects.verified().filter(lao__in=extensions.laos_of(extension))
    return User.objects.filter(memberships__in=verified, is_active=True).distinct()


def _extension_url(extension: Extension) -> str:
    slug = extension.edition.slug
    if extension.entry_id:
        return address_of("submissions:entry", slug, extension.entry_id)
    return address_of("submissions:entry_list", slug)
