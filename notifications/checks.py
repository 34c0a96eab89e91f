"""System checks of this app."""

from django.core.checks import Error, register

from .carrying import relay


@register()
def relay_is_on_this_machine_outside_production(**kwargs) -> list[Error]:
    try:
        relay.refuse_foreign_relay()
    except relay.RelayForbidden as refusal:
        return [Error(str(refusal), id="notifications.E001")]
    return []
