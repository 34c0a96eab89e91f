"""The closed list of things that can have happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    CLOCK_SET = "clock.set", _("Clock set")
    REGISTER_IMPORTED = "registry.imported", _("Register imported")
    CONTACT_CHANGED = "registry.contact_changed", _("Contact changed")
    PERSON_APPOINTED = "accounts.appointed", _("Person appointed")
    LAO_CLAIMED = "accounts.lao_claimed", _("Affiliation claimed")
    CLAIM_VERIFIED = "accounts.claim_verified", _("Affiliation verified")
    CLAIM_REFUSED = "accounts.claim_refused", _("Affiliation refused")
    EDITION_LOADED = "editions.loaded", _("Edition loaded")
    CIRCULAR_PREPARED = "circulars.prepared", _("Circular prepared")
    CIRCULAR_CHECKED = "circulars.checked", _("Circular handed over for approval")
    CIRCULAR_APPROVED = "circulars.approved", _("Circular approved")
    CIRCULAR_RELEASED = "circulars.released", _("Circular released")
    CIRCULAR_CANCELLED = "circulars.cancelled", _("Circular cancelled")
    CIRCULAR_ACKNOWLEDGED = "circulars.acknowledged", _("Circular acknowledged")
    ENTRY_STARTED = "entries.started", _("Entry started")
    ENTRY_SAVED = "entries.saved", _("Answers saved")
    FILE_ATTACHED = "entries.file_attached", _("File attached")
    FILE_REMOVED = "entries.file_removed", _("File removed")
    ENTRY_SUBMITTED = "entries.submitted", _("Entry submitted")
    ENTRY_WITHDRAWN = "entries.withdrawn", _("Entry withdrawn")
    ENTRY_RETURNED = "entries.returned", _("Entry sent back for more information")
    ENTRY_ELIGIBLE = "entries.eligible", _("Entry found eligible")
    ENTRY_INELIGIBLE = "entries.ineligible", _("Entry found not eligible")
    DEADLINE_EXTENDED = "entries.deadline_extended", _("Deadline extended")
    JUDGE_INVITED = "judging.invited", _("Judge invited")
    CONFLICT_DECLARED = "judging.conflict_declared", _("Conflict of interest declared")
    SHEETS_ASSIGNED = "judging.assigned", _("Score sheets assigned")
    SHEET_SAVED = "judging.sheet_saved", _("Score sheet saved")
    SHEET_SIGNED = "judging.sheet_signed", _("Score sheet signed")
    RESULTS_PREPARED = "judging.results_prepared", _("Results prepared")
    RESULTS_RELEASED = "judging.results_released", _("Results released")
