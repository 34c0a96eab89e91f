"""People: who they are, whom they work for, and how the appointed first come in."""

from django.urls import path

from .views import affiliation, entrance, people

app_name = "accounts"

urlpatterns = [
    path("profile/", entrance.profile, name="profile"),
    path("enter/<str:token>/", entrance.one_time_link, name="one_time_link"),
    path("organisations/", affiliation.lao_search, name="lao_search"),
    path("organisations/<uuid:pk>/", affiliation.lao_claim, name="lao_claim"),
    path("claims/", affiliation.claim_list, name="claim_list"),
    path("claims/<uuid:pk>/", affiliation.claim_decide, name="claim_decide"),
    path("claims/<uuid:pk>/withdraw/", affiliation.claim_withdraw, name="claim_withdraw"),
    path("all/", people.person_list, name="person_list"),
    path("all/<uuid:pk>/", people.person, name="person"),
    path("all/<uuid:pk>/disable/", people.person_disable, name="person_disable"),
    path("all/<uuid:pk>/enable/", people.person_enable, name="person_enable"),
    path("all/<uuid:pk>/second-factor/", people.factor_reset, name="factor_reset"),
    path("appoint/", people.appoint, name="appoint"),
    path("appointments/<uuid:pk>/end/", people.appointment_end, name="appointment_end"),
    path("second-factors/<uuid:pk>/", people.factor_decide, name="factor_decide"),
]
