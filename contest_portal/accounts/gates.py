"""The gate of a view: may this role come in at all?"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .roles import Permission, Role, roles_with

View = Callable[..., HttpResponse]


class NotYourPage(PermissionDenied):
    """403 that knows whose page it is."""

    def __init__(self, *permissions: Permission) -> None:
        super().__init__(*permissions)
        owners = (role for permission in permissions for role in roles_with(permission))
        self.belongs_to: list[Role] = list(dict.fromkeys(owners))


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Let in people who have one of these; send strangers to sign in; tell others whose it is."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(request.user.may(permission) for permission in permissions):
                raise NotYourPage(*permissions)
            return view(request, *args, **kwargs)

        gated.permissions = permissions
        return gated

    return decorate
