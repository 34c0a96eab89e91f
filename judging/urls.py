"""Addresses of judging, below an edition."""

from django.urls import path

from . import assigning_urls, ranking_urls, round_urls
from .views import (
    absence,
    amending,
    autosave,
    declaring,
    desk,
    inquiries,
    invitation,
    offline,
    panel,
    reinviting,
    reminding,
    reopening,
    sheets,
)

app_name = "judging"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("scores/", desk.own_scores, name="own_scores"),
    path("sheets/<uuid:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:pk>/autosave/", autosave.sheet_autosave, name="sheet_autosave"),
    path("sheets/<uuid:pk>/sign/", sheets.sheet_sign, name="sheet_sign"),
    path("sheets/<uuid:pk>/reopen/", reopening.sheet_reopen, name="sheet_reopen"),
    path("sheets/<uuid:pk>/ask/", inquiries.sheet_ask, name="sheet_ask"),
    path("inquiries/", inquiries.inquiry_list, name="inquiry_list"),
    path("inquiries/<uuid:pk>/", inquiries.inquiry, name="inquiry"),
    path("signed/", reopening.signed_sheets, name="signed_sheets"),
    path("signed/<uuid:pk>/", reopening.sheet_open_again, name="sheet_open_again"),
    path("signed/<uuid:pk>/correct/", amending.amendment_propose, name="amendment_propose"),
    path("amendments/<uuid:pk>/", amending.amendment, name="amendment"),
    path("sheets/<uuid:pk>/correct/", amending.sheet_amend, name="sheet_amend"),
    path("sheets/<uuid:pk>/conflict/", sheets.sheet_conflict, name="sheet_conflict"),
    path("sheets/<uuid:pk>/files/<uuid:attachment>/", sheets.sheet_file, name="sheet_file"),
    path(
        "sheets/<uuid:pk>/files/<uuid:attachment>/<int:number>/",
        sheets.sheet_page,
        name="sheet_page",
    ),
    path("offline/", offline.offline, name="offline"),
    path("offline/sheets.xlsx", offline.offline_table, name="offline_table"),
    path("offline/sheets.pdf", offline.offline_pack, name="offline_pack"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/decline/", invitation.invitation_decline, name="invitation_decline"),
    path("absence/", absence.own_absence, name="own_absence"),
    path("panel/judges/<uuid:pk>/absence/", absence.judge_absence, name="judge_absence"),
    path("declaration/", declaring.declaration, name="declaration"),
    path("appointments/<uuid:pk>/letter/", invitation.appointment_pdf, name="appointment_pdf"),
    path("panel/", panel.panel, name="panel"),
    path("panel/invite/", panel.judge_invite, name="judge_invite"),
    path("panel/invite/again/", reinviting.judges_again, name="judges_again"),
    path("panel/judges/<uuid:pk>/appointment/", panel.appointment, name="appointment"),
    path("panel/judges/<uuid:pk>/leave/", panel.judge_leave, name="judge_leave"),
    path("panel/judges/<uuid:pk>/conflict/", panel.judge_conflict, name="judge_conflict"),
    path("panel/remind/", reminding.judges_remind, name="judges_remind"),
    *assigning_urls.urlpatterns,
    *round_urls.urlpatterns,
    *ranking_urls.urlpatterns,
]
