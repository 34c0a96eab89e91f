"""Addresses of the ranking and what is decided on it, part of those of judging."""

from django.urls import path

from .views import appeals, awards, certificates, meeting, ranking, releasing, sequels

urlpatterns = [
    path("ranking/", ranking.ranking, name="ranking"),
    path("ranking/method/", ranking.method_choose, name="method_choose"),
    path("ranking/figures/", ranking.figures, name="figures"),
    path("ranking/prepare/", ranking.ranking_prepare, name="ranking_prepare"),
    path("ranking/awards/", awards.ranking_awards, name="ranking_awards"),
    path("ranking/meeting/", meeting.meeting, name="meeting"),
    path("ranking/meeting/minutes/", meeting.minutes_save, name="minutes_save"),
    path("ranking/meeting/minutes.pdf", meeting.minutes_pdf, name="minutes_pdf"),
    path("ranking/meeting/entries/<uuid:pk>/", meeting.verdict_save, name="verdict_save"),
    path("ranking/<uuid:pk>/ties/<int:place>/", awards.ranking_tie, name="ranking_tie"),
    path("ranking/after/", sequels.ranking_after, name="ranking_after"),
    path("ranking/comments/", sequels.comment_list, name="comment_list"),
    path("ranking/comments/<uuid:pk>/", sequels.comments, name="comments"),
    path("ranking/correction/", sequels.ranking_correction, name="ranking_correction"),
    path("appeals/", appeals.appeal_list, name="appeal_list"),
    path("appeals/<uuid:pk>/", appeals.appeal_answer, name="appeal_answer"),
    path("ranking/certificates/", certificates.certificate_list, name="certificate_list"),
    path(
        "ranking/certificates/<int:part>.zip",
        certificates.certificate_archive,
        name="certificate_archive",
    ),
    path("ranking/<uuid:pk>/set/", releasing.ranking_set, name="ranking_set"),
    path("ranking/<uuid:pk>/take-back/", releasing.ranking_take_back, name="ranking_take_back"),
    path("ranking/<uuid:pk>/release/", releasing.ranking_release, name="ranking_release"),
]
