"""Addresses of entries, their receipts and their screening, under /<slug>/entries/."""

from django.urls import path

from .views import (
    approving,
    autosave,
    bulk,
    desk_steps,
    entries,
    extending,
    files,
    history,
    radar,
    receipts,
    screening,
    sections,
    sending,
    transfer,
)

app_name = "submissions"

urlpatterns = [
    path("", entries.entry_list, name="entry_list"),
    path("new/", entries.entry_new, name="entry_new"),
    path("screening/", screening.screening_list, name="screening_list"),
    path("screening/<uuid:pk>/", screening.screening, name="screening"),
    path("screening/<uuid:pk>/decide/", screening.screening_decide, name="screening_decide"),
    path("screening/<uuid:pk>/desk/", desk_steps.desk_take, name="desk_take"),
    path("screening/<uuid:pk>/more-time/", desk_steps.send_back_extend, name="send_back_extend"),
    path("screening/<uuid:pk>/reopen/", desk_steps.reopen, name="reopen"),
    path("screening/<uuid:pk>/send-back/", desk_steps.send_back, name="send_back"),
    path("screening/many/", bulk.bulk_check, name="bulk_check"),
    path("screening/many/do/", bulk.bulk_do, name="bulk_do"),
    path("screening/resembling/", radar.pair_list, name="pair_list"),
    path("screening/resembling/<uuid:pk>/", radar.pair, name="pair"),
    path("extensions/", extending.extension_list, name="extension_list"),
    path("extensions/queue/", extending.extension_queue, name="extension_queue"),
    path("extensions/new/", extending.extension_new, name="extension_new"),
    path("extensions/<uuid:pk>/", extending.extension, name="extension"),
    path("receipts/<str:number>/", receipts.receipt, name="receipt"),
    path("receipts/<str:number>/pdf/", receipts.receipt_pdf, name="receipt_pdf"),
    path("<uuid:pk>/", entries.entry, name="entry"),
    path("<uuid:pk>/check/", sending.entry_check, name="entry_check"),
    path("<uuid:pk>/submit/", sending.entry_submit, name="entry_submit"),
    path("<uuid:pk>/approval/", approving.entry_approval, name="entry_approval"),
    path("<uuid:pk>/history/", history.entry_history, name="entry_history"),
    path("<uuid:pk>/history/restore/", history.entry_restore, name="entry_restore"),
    path("<uuid:pk>/more-time/", extending.extension_ask, name="extension_ask"),
    path("<uuid:pk>/versions/", receipts.version_list, name="version_list"),
    path("<uuid:pk>/versions/<str:number>/", receipts.version_changes, name="version_changes"),
    path("<uuid:pk>/withdraw/", sending.entry_withdraw, name="entry_withdraw"),
    path("<uuid:pk>/files/<uuid:attachment>/", files.attachment, name="attachment"),
    path("<uuid:pk>/files/<uuid:attachment>/look/", files.attachment_look, name="attachment_look"),
    path("<uuid:pk>/files/<uuid:attachment>/film/", files.attachment_film, name="attachment_film"),
    path(
        "<uuid:pk>/files/<uuid:attachment>/pages/<int:number>/",
        files.attachment_page,
        name="attachment_page",
    ),
    path(
        "<uuid:pk>/files/<uuid:attachment>/remove/",
        files.attachment_remove,
        name="attachment_remove",
    ),
    path("<uuid:pk>/uploads/", transfer.entry_uploads, name="entry_uploads"),
    path("<uuid:pk>/uploads/<uuid:upload>/", transfer.entry_upload, name="entry_upload"),
    path(
        "<uuid:pk>/uploads/<uuid:upload>/end/",
        transfer.entry_upload_end,
        name="entry_upload_end",
    ),
    path("<uuid:pk>/parts/<slug:section>/", sections.entry_section, name="entry_section"),
    path(
        "<uuid:pk>/parts/<slug:section>/autosave/", autosave.entry_autosave, name="entry_autosave"
    ),
]
