"""Finding a person among all, for administrators."""

from django.db.models import Prefetch, Q, QuerySet

from .models import Appointment, Membership, User


def people(words: str) -> QuerySet[User]:
    """Everybody whose name, position or address holds each of the words; by name."""
    found = User.objects.order_by("name", "email")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(position__icontains=word) | Q(email__icontains=word)
        )
    return found.prefetch_related(
        Prefetch(
            "appointments",
            Appointment.objects.current().select_related("province"),
            to_attr="offices",
        ),
        Prefetch(
            "memberships",
            Membership.objects.current().select_related("lao__province", "lao__amphoe"),
            to_attr="employments",
        ),
        "authenticator_set",
    )
