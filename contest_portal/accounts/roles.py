"""The whole permission matrix on one screen: which role may do what.

A role says what kind of thing a person may do. Whether one particular thing is theirs is asked of
`visible_to(user)`; whether it is the time for it, of the rules' own `why_not`.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class Role(models.TextChoices):
    NEWCOMER = "newcomer", _("Signed-in person")
    LAO_MEMBER = "lao_member", _("Staff of a local organisation")
    PROVINCE_OFFICER = "province_officer", _("Provincial officer")
    DLA_OFFICER = "dla_officer", _("DLA officer")
    ORGANISER = "organiser", _("Organiser")
    JUDGE = "judge", _("Judge")
    CHAIR = "chair", _("Chair of the judges")
    ADMINISTRATOR = "administrator", _("Administrator")


class Kind(models.TextChoices):
    """As what a person belongs to an LAO."""

    OWNER = "owner", _("Responsible person")
    EDITOR = "editor", _("Colleague")
    SIGNATORY = "signatory", _("Signatory")


class Permission(StrEnum):
    """In the words of docs/permissions.md, which is written from this file."""

    CLAIM_LAO = gettext_noop("claim an LAO as one's employer")
    VERIFY_CLAIM = gettext_noop("confirm that a person works for an LAO")
    WRITE_ENTRY = gettext_noop("start and edit entries of one's own LAO")
    SUBMIT_ENTRY = gettext_noop("submit and withdraw entries of one's own LAO")
    APPROVE_ENTRY = gettext_noop("approve an entry of one's own LAO before it is sent")
    MANAGE_MEMBERS = gettext_noop("answer colleagues who ask to join one's own LAO, and hand over")
    PRINT_CODES = gettext_noop("print the claim codes that go to LAOs with the circular")
    EDIT_EDITION = gettext_noop("change the form of an edition and its limits")
    SEE_ENTRIES = gettext_noop("see the list and progress of entries")
    SCREEN_ENTRY = gettext_noop("find entries eligible or not, or send them back")
    EXTEND_DEADLINE = gettext_noop("propose more time for entries, and approve what others propose")
    PREPARE_CIRCULAR = gettext_noop("compose a circular and follow its recipients")
    APPROVE_CIRCULAR = gettext_noop("approve and release a circular that somebody else prepared")
    SEE_PROVINCE = gettext_noop("see how far the LAOs of one's own province are")
    MANAGE_JUDGING = gettext_noop("invite judges, assign sheets, follow the panel")
    SCORE_ENTRY = gettext_noop("score assigned entries and sign the sheets")
    REOPEN_SHEET = gettext_noop("open a signed sheet of another judge again, with a reason")
    PREPARE_RESULTS = gettext_noop("work out the ranking and propose the results")
    RELEASE_RESULTS = gettext_noop("release results that somebody else prepared")
    SET_CLOCK = gettext_noop("move the clock of a demonstration")
    SEE_ALARMS = gettext_noop("be told on every page when a part of the machinery is silent")
    MANAGE_PEOPLE = gettext_noop("appoint people, end that, disable accounts, reset second factors")


P = Permission

TABLE: dict[Role, frozenset[Permission]] = {
    Role.NEWCOMER: frozenset({P.CLAIM_LAO}),
    Role.LAO_MEMBER: frozenset({
        P.WRITE_ENTRY, P.SUBMIT_ENTRY, P.APPROVE_ENTRY, P.MANAGE_MEMBERS,
    }),
    Role.PROVINCE_OFFICER: frozenset({P.VERIFY_CLAIM, P.PRINT_CODES, P.SEE_PROVINCE}),
    Role.DLA_OFFICER: frozenset({
        P.VERIFY_CLAIM, P.PRINT_CODES, P.SEE_ENTRIES, P.SCREEN_ENTRY, P.EXTEND_DEADLINE,
        P.PREPARE_CIRCULAR, P.APPROVE_CIRCULAR, P.SEE_PROVINCE, P.MANAGE_JUDGING,
        P.REOPEN_SHEET, P.PREPARE_RESULTS, P.RELEASE_RESULTS, P.SEE_ALARMS,
    }),
    Role.ORGANISER: frozenset({
        P.EDIT_EDITION, P.SEE_ENTRIES, P.SCREEN_ENTRY, P.EXTEND_DEADLINE, P.MANAGE_JUDGING,
        P.REOPEN_SHEET, P.PREPARE_RESULTS, P.RELEASE_RESULTS, P.SEE_ALARMS,
    }),
    Role.JUDGE: frozenset({P.SCORE_ENTRY}),
    Role.CHAIR: frozenset({P.SCORE_ENTRY, P.REOPEN_SHEET}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_PEOPLE, P.SET_CLOCK, P.SEE_ALARMS}),
}  # fmt: skip

# Of what staff of an LAO may do, what each kind of member may do in it.
KINDS: dict[Kind, frozenset[Permission]] = {
    Kind.OWNER: frozenset({P.WRITE_ENTRY, P.SUBMIT_ENTRY, P.MANAGE_MEMBERS}),
    Kind.EDITOR: frozenset({P.WRITE_ENTRY, P.SUBMIT_ENTRY}),
    Kind.SIGNATORY: frozenset({P.WRITE_ENTRY, P.SUBMIT_ENTRY, P.APPROVE_ENTRY}),
}

# What they can do reaches far, so outside a demonstration a mailbox alone does not let them in.
NEED_SECOND_FACTOR = frozenset({
    Role.DLA_OFFICER, Role.ORGANISER, Role.JUDGE, Role.CHAIR, Role.ADMINISTRATOR,
})  # fmt: skip


def permissions_of(roles: set[Role]) -> frozenset[Permission]:
    return frozenset().union(*(TABLE[role] for role in roles))


def roles_with(permission: Permission) -> list[Role]:
    """Whose page it is, in the order of the table."""
    return [role for role, granted in TABLE.items() if permission in granted]


def kinds_with(permission: Permission) -> list[Kind]:
    """As what one must belong to an LAO to have the permission there."""
    return [kind for kind, granted in KINDS.items() if permission in granted]
