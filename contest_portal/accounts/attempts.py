"""Counting attempts to come in, so that guessing is slow and nobody can lock anybody else out.

Attempts are counted by address *and* network, or by address and known browser: who guesses from
elsewhere uses up their own attempts only. A second count, of the address alone, blocks nothing:
when it runs high the person gets a mail and the log an alarm.
"""

import hashlib
import ipaddress
import logging

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from .known_devices import device_of
from .models import User, tidy_address

log = logging.getLogger(__name__)

MOST = "5/5m/key"  # attempts from one network or one known browser
MANY = 50  # failures in an hour, from anywhere
HOUR = 3600
NETWORK_BITS = {4: 24, 6: 48}


def source_of(request: HttpRequest, login: str) -> str:
    """Whose attempts these are: the address with the known browser, else with the network."""
    device = device_of(request, login)
    origin = f"device {device}" if device else f"network {network_of(request)}"
    return f"{tidy_address(login)}|{origin}"


def network_of(request: HttpRequest) -> str:
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    network = f"{address}/{NETWORK_BITS[address.version]}"
    return str(ipaddress.ip_network(network, strict=False))


def allow(request: HttpRequest, action: str, login: str) -> bool:
    """Take one of the few attempts that this source has for this address."""
    taken = ratelimit.consume(
        request,
        app="contest_portal.accounts",
        action=action,
        config={action: MOST},
        key=source_of(request, login),
    )
    return bool(taken)


def note_failure(login: str) -> None:
    """Count for the address alone. Once in an hour of many failures, tell the person."""
    if _failures_this_hour(login) != MANY:
        return
    log.error("alarm: %d failed sign-ins within an hour for one address", MANY)
    user = User.objects.filter(email=tidy_address(login), is_active=True).first()
    if user:
        get_adapter().send_mail("account/email/many_failures", user.email, {"number": MANY})


def _failures_this_hour(login: str) -> int:
    key = "failures:" + hashlib.sha256(tidy_address(login).encode()).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended between the two
        return 1
