"""Pages of an edition's circulars, and of the provinces they go to."""

from django.urls import path

from .views import (
    abstaining,
    amending,
    audience,
    calling,
    circulars,
    correcting,
    deciding,
    entering,
    exports,
    mailboxes,
    nudging,
    papers,
    planning,
    province,
    provinces,
    reminding,
    trying,
)

app_name = "notifications"

urlpatterns = [
    path("", circulars.circular_list, name="circular_list"),
    path("new/", circulars.circular_new, name="circular_new"),
    path("provinces/", provinces.province_list, name="province_list"),
    path("provinces.csv", exports.provinces_csv, name="provinces_csv"),
    path("provinces.xlsx", exports.provinces_xlsx, name="provinces_xlsx"),
    path("provinces.pdf", exports.provinces_pdf, name="provinces_pdf"),
    path("provinces/<str:code>/", province.province, name="province"),
    path("provinces/<str:code>/call/", calling.province_call, name="province_call"),
    path("provinces/<str:code>/mailboxes/", mailboxes.second_mailbox, name="second_mailbox"),
    path("provinces/<str:code>/laos/<uuid:pk>/", province.organisation, name="organisation"),
    path(
        "provinces/<str:code>/laos/<uuid:pk>/call/",
        calling.organisation_call,
        name="organisation_call",
    ),
    path("<uuid:pk>/corrections/", amending.circular_correct, name="circular_correct"),
    path("corrections/<uuid:pk>/approve/", amending.correction_approve, name="correction_approve"),
    path("corrections/<uuid:pk>/drop/", amending.correction_drop, name="correction_drop"),
    path("<uuid:pk>/recipients/", audience.circular_audience, name="circular_audience"),
    path("not-this-year/<uuid:pk>/", abstaining.not_this_year, name="not_this_year"),
    path("nudges/", nudging.nudge_list, name="nudge_list"),
    path("calls/", calling.call_list, name="call_list"),
    path("plan/", planning.plan, name="plan"),
    path("copies/<uuid:pk>/answer/", entering.copy_answer, name="copy_answer"),
    path("copies/<uuid:pk>/address/", correcting.copy_address, name="copy_address"),
    path("<uuid:pk>/", circulars.circular, name="circular"),
    path("<uuid:pk>/reminders/", reminding.circular_reminders, name="circular_reminders"),
    path("<uuid:pk>/edit/", circulars.circular_edit, name="circular_edit"),
    path("<uuid:pk>/letter.pdf", papers.circular_pdf, name="circular_pdf"),
    path("<uuid:pk>/signed/", papers.circular_signed, name="circular_signed"),
    path("<uuid:pk>/preview/", trying.circular_preview, name="circular_preview"),
    path("<uuid:pk>/test/", trying.circular_test, name="circular_test"),
    path("<uuid:pk>/hand-over/", deciding.circular_hand_over, name="circular_hand_over"),
    path("<uuid:pk>/approve/", deciding.circular_approve, name="circular_approve"),
    path("<uuid:pk>/release/", deciding.circular_release, name="circular_release"),
    path("<uuid:pk>/cancel/", deciding.circular_cancel, name="circular_cancel"),
]
