"""Addresses that a person reaches by the signed link of a letter, without an account."""

from django.urls import path

from .views import abstaining, forwarding, letter, my_province, papers, passing_on

app_name = "letters"

urlpatterns = [
    path("province/<str:token>/", my_province.my_province, name="my_province"),
    path("district/<str:amphoe>/<str:token>/", forwarding.district_list, name="district_list"),
    path("<str:token>/", letter.letter, name="letter"),
    path("<str:token>/letter.pdf", papers.letter_pdf, name="letter_pdf"),
    path("on/<str:token>/", passing_on.passed_on, name="passed_on"),
    path("on/<str:token>/poster.pdf", passing_on.poster, name="poster"),
    path("<str:token>/told/", forwarding.forwarding_list, name="forwarding_list"),
    path(
        "<str:token>/not-this-year/", abstaining.letter_not_this_year, name="letter_not_this_year"
    ),
]
