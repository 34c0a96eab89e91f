"""People: who they are, whom they work for, and how the appointed first come in."""

from django.urls import path

from .views import affiliation, entrance

app_name = "accounts"

urlpatterns = [
    path("profile/", entrance.profile, name="profile"),
    path("enter/<str:token>/", entrance.one_time_link, name="one_time_link"),
    path("organisations/", affiliation.lao_search, name="lao_search"),
    path("organisations/<uuid:pk>/", affiliation.lao_claim, name="lao_claim"),
    path("claims/", affiliation.claim_list, name="claim_list"),
    path("claims/<uuid:pk>/", affiliation.claim_decide, name="claim_decide"),
]
