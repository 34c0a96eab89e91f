"""People: who they are, whom they work for, and how the appointed first come in."""

from django.urls import path

from .views import (
    affiliation,
    codes,
    entrance,
    handing_over,
    officers,
    organisation,
    people,
    proving,
)

app_name = "accounts"

urlpatterns = [
    path("profile/", entrance.profile, name="profile"),
    path("enter/<str:token>/", entrance.one_time_link, name="one_time_link"),
    path("organisations/", affiliation.lao_search, name="lao_search"),
    path("organisations/suggest/", affiliation.lao_suggest, name="lao_suggest"),
    path("organisations/<uuid:pk>/", affiliation.lao_claim, name="lao_claim"),
    path("organisations/<uuid:pk>/code/", proving.claim_code, name="claim_code"),
    path("organisations/<uuid:pk>/mailbox/", proving.claim_mailbox, name="claim_mailbox"),
    path("organisations/<uuid:pk>/letter/", proving.claim_letter, name="claim_letter"),
    path("organisations/<uuid:pk>/members/", organisation.organisation, name="organisation"),
    path("my-organisation/", organisation.my_organisation, name="my_organisation"),
    path("members/", officers.member_list, name="member_list"),
    path("members/<uuid:pk>/answer/", organisation.member_answer, name="member_answer"),
    path("members/<uuid:pk>/kind/", organisation.member_kind, name="member_kind"),
    path("members/<uuid:pk>/remove/", organisation.member_remove, name="member_remove"),
    path("members/<uuid:pk>/leave/", handing_over.member_leave, name="member_leave"),
    path("members/<uuid:pk>/hand-over/", handing_over.hand_over, name="hand_over"),
    path("members/<uuid:pk>/end/", officers.membership_end, name="membership_end"),
    path("invitations/<uuid:pk>/", handing_over.invitation, name="invitation"),
    path(
        "invitations/<uuid:pk>/withdraw/",
        handing_over.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("claims/", officers.claim_list, name="claim_list"),
    path("claims/<uuid:pk>/", officers.claim_decide, name="claim_decide"),
    path("claims/<uuid:pk>/withdraw/", affiliation.claim_withdraw, name="claim_withdraw"),
    path(
        "claims/<uuid:pk>/letters/<uuid:letter>/",
        officers.claim_letter_file,
        name="claim_letter_file",
    ),
    path("codes/", codes.code_print, name="code_print"),
    path("all/", people.person_list, name="person_list"),
    path("all/<uuid:pk>/", people.person, name="person"),
    path("all/<uuid:pk>/disable/", people.person_disable, name="person_disable"),
    path("all/<uuid:pk>/enable/", people.person_enable, name="person_enable"),
    path("all/<uuid:pk>/second-factor/", people.factor_reset, name="factor_reset"),
    path("appoint/", people.appoint, name="appoint"),
    path("appointments/<uuid:pk>/end/", people.appointment_end, name="appointment_end"),
    path("second-factors/<uuid:pk>/", people.factor_decide, name="factor_decide"),
]
