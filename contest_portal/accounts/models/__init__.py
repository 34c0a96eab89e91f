"""People, their appointments, whom they work for, and how that is proved."""

from .belonging import Invitation, Membership
from .entering import OneTimeLink, SecondFactorReset
from .people import Appointment, User, UserManager, tidy_address
from .proving import ClaimCode, ClaimLetter, WrongCode

__all__ = [
    "Appointment",
    "ClaimCode",
    "ClaimLetter",
    "Invitation",
    "Membership",
    "OneTimeLink",
    "SecondFactorReset",
    "User",
    "UserManager",
    "WrongCode",
    "tidy_address",
]
