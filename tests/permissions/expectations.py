"""How a row of the matrix is written: one default, and the roles that differ from it."""

from tests.permissions.world import ROLES

LOGIN = "login"  # sent to sign in


def row(kwargs=None, *, get, post) -> dict:
    """`get` and `post` map every role to a status or LOGIN; `kwargs(world)` gives the address."""
    assert set(get) == set(post) == set(ROLES)
    return {"kwargs": kwargs or (lambda world: {}), "get": get, "post": post}


def everybody(status, **others) -> dict:
    """The same for all roles but the named ones."""
    return {role: others.get(role, status) for role in ROLES}


def members_only(status, **others) -> dict:
    """Strangers and disabled people are sent to sign in; the rest get `status`."""
    strangers = {"anon": LOGIN, "link": LOGIN, "disabled": LOGIN}
    return everybody(status, **{**strangers, **others})


def only(status, *roles) -> dict:
    """`status` for the named roles, 403 for others who are signed in, sign-in for strangers."""
    return members_only(403, **dict.fromkeys(roles, status))
