"""Whose session it is: two questions of every request of somebody signed in, asked prepared.

The settings name this module as the session engine, and SignedIn as the way to sign in. All the
rest of both is Django's and allauth's own.
"""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, UUIDField

from contest_portal import clock
from contest_portal.prepared import Given, Prepared

from .models import User

LIVE = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    )
)
PERSON = Prepared(lambda: User.objects.filter(pk=Given("user", UUIDField())))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        for found in LIVE.all(key=self.session_key, now=clock.machine_now()):
            return found
        self._session_key = None
        return None


class SignedIn(AuthenticationBackend):
    def get_user(self, user_id: UUID) -> User | None:
        for found in PERSON.all(user=user_id):
            return found if self.user_can_authenticate(found) else None
        return None
