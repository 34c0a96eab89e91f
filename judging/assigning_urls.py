"""Addresses of conflicts of interest and of handing out, for officers."""

from django.urls import path

from .views import assigning, conflicts

urlpatterns = [
    path("panel/conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("panel/what-if/", conflicts.what_if, name="what_if"),
    path("panel/assign/", assigning.assign, name="assign"),
    path("panel/assign/<uuid:pk>/confirm/", assigning.assign_confirm, name="assign_confirm"),
    path("panel/assign/top-up/", assigning.top_up, name="top_up"),
    path("panel/pairs/", assigning.pair_rule, name="pair_rule"),
    path("panel/pairs/<uuid:pk>/lift/", assigning.pair_rule_lift, name="pair_rule_lift"),
]
