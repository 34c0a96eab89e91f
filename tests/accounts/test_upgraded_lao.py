"""An LAO that is upgraded to a new code keeps everything that hangs on it."""

import pytest

from contest_portal import clock
from contest_portal.accounts import claim_codes, code_entering, membership
from contest_portal.registry.importing import import_registry
from contest_portal.registry.models import LAO
from submissions.models import Entry, Submission
from tests.factories import WORKING_DAY, make_edition, make_lao_contact, make_user
from tests.registry.conftest import places  # noqa: F401  (a fixture)
from tests.registry.importing.files import BANGKOK, KORAT, NONG_BUA, tidy_file
from tests.submissions.factories import make_submitted_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
UPGRADED = {**NONG_BUA, "code": "5300109", "kind": "thesaban_tambon", "name_th": "เทศบาลตำบลหนองบัว"}


@pytest.fixture
def lao(tmp_path):
    import_registry(tidy_file(tmp_path, NONG_BUA, KORAT, BANGKOK))
    return LAO.objects.get(code="6300101")


def upgrade(tmp_path) -> None:
    import_registry(tidy_file(tmp_path, UPGRADED, KORAT, BANGKOK))


def test_entries_members_codes_contacts_and_submissions_follow_to_the_new_code(tmp_path, lao):
    entry = make_submitted_entry(lao=lao)
    contact = make_lao_contact(lao)
    officer = make_user(role="dla_officer")
    printed = claim_codes.print_for([lao], by=officer, at=clock.machine_now())[lao.pk]

    upgrade(tmp_path)

    new = LAO.objects.get(code="5300109")
    assert new.pk == lao.pk
    assert Entry.objects.get(lao=new) == entry
    assert Submission.objects.get().entry.lao == new
    assert new.contacts.get() == contact
    assert entry.started_by.memberships.verified().get().lao == new
    assert code_entering.enter(new, printed, by=make_user(), at=WORKING_DAY).is_verified


def test_the_old_code_finds_it_and_a_claim_made_before_is_decided_after(tmp_path, lao):
    make_edition()
    claim = membership.claim(lao, by=make_user(), at=WORKING_DAY)

    upgrade(tmp_path)

    assert [found.code for found in LAO.objects.search("6300101")] == ["5300109"]
    membership.verify(claim, by=make_user(role="dla_officer"), at=WORKING_DAY)
    assert claim.lao == LAO.objects.get(code="5300109")
