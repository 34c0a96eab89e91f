"""Addresses that a person reaches by the signed link of a letter, without an account."""

from django.urls import path  # noqa: F401

app_name = "letters"

urlpatterns: list = []
