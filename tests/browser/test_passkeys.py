"""Passkeys in Chromium, with a machine of its own that gives them (CDP's virtual authenticator)."""

import pytest

WHO = "prasit@lao.example"
MACHINE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def owner(own_portal, visit):
    """A person at a machine that can make passkeys."""
    visitor = visit(own_portal("writing"), WHO)
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": MACHINE})
    return visitor


def add_passkey(visitor, *, alone: bool) -> None:
    page = visitor.page
    visitor.go("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("input[type=password]", "ruam-phon-2565")
        page.click("main button[type=submit]")
    if alone:
        page.check("input[name=passwordless]")
    page.click("main .btn-primary")
    page.wait_for_url("**/recovery-codes/")


def sign_out(visitor) -> None:
    visitor.go("/accounts/logout/")
    with visitor.page.expect_navigation():
        visitor.page.click("main .btn-primary")


def test_a_passkey_alone_signs_in(owner):
    add_passkey(owner, alone=True)
    sign_out(owner)

    owner.go("/accounts/login/")
    owner.page.click("form[data-passkey] button")
    owner.page.wait_for_url("**/home/")

    assert owner.path == "/home/"


def test_a_passkey_is_the_second_proof_after_the_password(owner):
    add_passkey(owner, alone=False)
    sign_out(owner)

    owner.go("/accounts/login/")
    owner.page.click("summary")
    owner.page.fill("input[name=login]", WHO)
    owner.page.fill("input[name=password]", "ruam-phon-2565")
    owner.page.click("details button[type=submit]")
    owner.page.wait_for_url("**/2fa/authenticate/")
    owner.page.click("form[data-passkey] button")
    owner.page.wait_for_url("**/home/")

    assert owner.path == "/home/"


def test_a_machine_that_gives_no_passkey_is_not_the_end(owner, visit):
    without = visit(owner.portal)

    without.go("/accounts/login/")
    without.page.evaluate("() => { navigator.credentials.get = () => Promise.reject(Error()) }")
    without.page.click("form[data-passkey] button")

    without.page.wait_for_selector("[data-passkey-failed]:not([hidden])")
    assert without.path == "/accounts/login/"
