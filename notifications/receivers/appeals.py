"""An appeal is filed, and answered: the organisation's members and the officers hear of it."""

from django.dispatch import receiver

from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Permission, roles_with
from judging.models import Appeal
from judging.results.appeals import appeal_answered, appeal_filed
from notifications.mailing.owing import address_of, owe, owe_all

from .entries import members_of


@receiver(appeal_filed)
def tell_of_the_appeal(sender, appeal: Appeal, **rest):
    """Its number to every member of the LAO; the officers who may answer, but not the preparer."""
    edition = appeal.entry.edition
    context = {"appeal": appeal, "entry": appeal.entry, "lao": appeal.entry.lao}
    own = {**context, "url": address_of("results:appeal", edition.slug, appeal.entry_id)}
    for person in members_of(appeal.entry):
        owe("appeal_received", f"appeal_received:{appeal.pk}", person, edition, own)
    appointed = Appointment.objects.current().filter(
        role__in=roles_with(Permission.RELEASE_RESULTS), edition_slug__in=("", edition.slug)
    )
    people = User.objects.filter(is_active=True, pk__in=appointed.values("user"))
    answer = {**context, "url": address_of("judging:appeal_answer", edition.slug, appeal.pk)}
    others = people.exclude(pk=appeal.ranking.prepared_by_id)
    owe_all("appeal_filed", f"appeal_filed:{appeal.pk}", others, edition, answer)


@receiver(appeal_answered)
def tell_the_answer(sender, appeal: Appeal, **rest):
    edition = appeal.entry.edition
    context = {
        "appeal": appeal, "entry": appeal.entry, "lao": appeal.entry.lao,
        "url": address_of("results:appeal", edition.slug, appeal.entry_id),
    }  # fmt: skip
    for person in members_of(appeal.entry):
        owe("appeal_answered", f"appeal_answered:{appeal.pk}", person, edition, context)
