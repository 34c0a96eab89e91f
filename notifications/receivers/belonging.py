"""Who belongs to an organisation, joins it, leaves it, or answers for it."""

from django.dispatch import receiver

from contest_portal import clock
from contest_portal.accounts.claim_codes import mailbox_code_made
from contest_portal.accounts.colleagues import handed_over, kind_changed, membership_ended
from contest_portal.accounts.invitations import successor_invited
from contest_portal.accounts.membership import claim_decided, joining_asked
from contest_portal.accounts.models import ClaimCode, Invitation, Membership, User
from contest_portal.accounts.roles import Kind
from contest_portal.editions.models import Edition
from notifications.mailing.owing import address_of, owe, owe_to
from notifications.models import Message


@receiver(claim_decided)
def tell_claimant(sender, membership: Membership, verified: bool, reason: str, by: User, **rest):
    """The person hears the answer; the organisation's owners of everybody whom they did not let in
    themselves."""
    edition = Edition.objects.current()
    if edition is None:
        return
    letter = "claim_verified" if verified else "claim_refused"
    page = address_of("submissions:entry_list", edition.slug)
    url = page if verified else address_of("accounts:lao_search")
    context = {**_about(membership), "reason": reason, "url": url}
    owe(letter, f"{letter}:{membership.pk}", membership.user, edition, context)
    if verified:
        _tell_owners("colleague_joined", membership, by=by)


@receiver(joining_asked)
def tell_owners_of_a_wish(sender, membership: Membership, **rest):
    _tell_owners("joining_asked", membership, by=membership.user)


@receiver(mailbox_code_made)
def send_code_to_mailbox(sender, code: ClaimCode, words: str, by: User, **rest):
    edition = Edition.objects.current()
    if edition is None:
        return
    context = {"lao": code.lao, "asking": by, "code": words}
    owe_to(
        code.address,
        "mailbox_code",
        f"mailbox_code:{code.pk}",
        edition,
        context,
        lane=Message.Lane.CODE,
    )


@receiver(membership_ended)
def tell_of_an_end(sender, membership: Membership, reason: str, by: User, **rest):
    """Whoever was removed reads why; the owners hear of everybody who went."""
    if membership.user_id != by.pk:
        context = {"reason": reason, "url": address_of("home")}
        _tell("membership_ended", membership, membership.user, **context)
    _tell_owners("member_left", membership, by=by)


@receiver(kind_changed)
def tell_of_a_kind(sender, membership: Membership, by: User, **rest):
    if membership.user_id != by.pk:
        occasion = f"{membership.pk}:{membership.kind}:{clock.machine_now().isoformat()}"
        _tell("kind_changed", membership, membership.user, occasion=occasion)


@receiver(handed_over)
def tell_of_a_handing_over(sender, giver: Membership, successor: Membership, by: User, **rest):
    """Giver and successor, but for the one who has just done it."""
    people = [person for person in (giver.user, successor.user) if person.pk != by.pk]
    for person in people:
        occasion = f"{giver.pk}:{successor.pk}:{person.pk}"
        _tell("handed_over", successor, person, giver=giver.user, occasion=occasion)


@receiver(successor_invited)
def invite_successor(sender, invitation: Invitation, by: User, **rest):
    edition = Edition.objects.current()
    if edition is None:
        return
    url = address_of("accounts:invitation", invitation.pk)
    context = {"lao": invitation.lao, "giver": by, "url": url}
    owe_to(invitation.email, "successor_invited", f"successor:{invitation.pk}", edition, context)


def _tell_owners(letter: str, membership: Membership, *, by: User) -> None:
    """Those who answer for the organisation, but for who did it and whom it is about."""
    owners = Membership.objects.owners_of(membership.lao).select_related("user")
    for owner in owners.exclude(user__in=[by, membership.user]):
        _tell(letter, membership, owner.user, occasion=f"{membership.pk}:{owner.user_id}")


def _tell(
    letter: str, membership: Membership, person: User, *, occasion: str = "", **context: object
) -> None:
    """A mail about a membership, to its person or to somebody else of the organisation."""
    edition = Edition.objects.current()
    if edition is None:
        return
    page = address_of("accounts:organisation", membership.lao_id)
    everything = {"url": page, **_about(membership), **context}
    owe(letter, f"{letter}:{occasion or membership.pk}", person, edition, everything)


def _about(membership: Membership) -> dict[str, object]:
    kind = Kind(membership.kind).label
    return {"lao": membership.lao, "member": membership.user, "kind": kind}
