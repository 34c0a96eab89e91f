"""What an import does to the register."""

import pytest

from contest_portal import audit
from contest_portal.audit.models import AuditEvent
from contest_portal.refusals import NotAllowed
from contest_portal.registry.importing import Decisions, Refused, import_registry
from contest_portal.registry.models import LAO, Amphoe, CodeChange
from tests.factories import WORKING_DAY, make_lao

from .files import BANGKOK, KORAT, NONG_BUA, district_file, dla_file, tidy_file

pytestmark = pytest.mark.usefixtures("places")

UPGRADED = {**NONG_BUA, "code": "5300109", "kind": "thesaban_tambon", "name_th": "เทศบาลตำบลหนองบัว"}
STAYING = (KORAT, BANGKOK)


@pytest.fixture
def standing(tmp_path, places):
    """A register of three: อบต.หนองบัว, ทน.นครราชสีมา and Bangkok."""
    import_registry(tidy_file(tmp_path, NONG_BUA, *STAYING))
    return {lao.code: lao for lao in LAO.objects.all()}


def test_a_first_import_adds_all(tmp_path):
    outcome = import_registry(tidy_file(tmp_path, NONG_BUA, *STAYING))

    lao = LAO.objects.get(code="6300101")
    assert (len(outcome.plan.added), outcome.plan.unchanged) == (3, 0)
    assert (lao.kind, lao.bare_name, lao.amphoe_id) == ("tao", "หนองบัว", "3021")
    assert (lao.lat, lao.lon) == (14.7, 101.4)
    assert list(LAO.objects.search("อบต หนองบัว ปากช่อง")) == [lao]


def test_bangkok_is_not_in_dlas_register(standing):
    assert standing["BMA"].in_dla_register is False
    assert {lao.code for lao in LAO.objects.in_register()} == {"6300101", "3300102"}


def test_the_same_file_again_changes_nothing(tmp_path, standing):
    outcome = import_registry(tidy_file(tmp_path, NONG_BUA, *STAYING))

    assert outcome.plan.unchanged == 3
    assert outcome.plan.added == outcome.plan.changed == outcome.plan.disappeared == []


def test_dlas_own_file_agrees_and_leaves_the_rest_alone(tmp_path, standing):
    outcome = import_registry(dla_file(tmp_path, NONG_BUA, KORAT))

    assert (outcome.shape, outcome.plan.unchanged) == ("dla", 2)
    assert LAO.objects.get(code="6300101").name_en == NONG_BUA["name_en"]
    assert LAO.objects.get(code="6300101").lat == 14.7
    assert LAO.objects.get(code="BMA").disappeared_at is None


def test_a_new_name_is_a_renaming(tmp_path, standing):
    renamed = {**NONG_BUA, "name_th": "องค์การบริหารส่วนตำบลหนองบัวใหญ่"}
    outcome = import_registry(tidy_file(tmp_path, renamed, *STAYING))

    lao = LAO.objects.get(code="6300101")
    assert [change.lao for change in outcome.plan.renamed] == [lao]
    assert (lao.pk, lao.bare_name) == (standing["6300101"].pk, "หนองบัวใหญ่")
    assert list(LAO.objects.search("หนองบัวใหญ่")) == [lao]


def test_another_district_is_a_move(tmp_path, standing):
    outcome = import_registry(tidy_file(tmp_path, {**NONG_BUA, "amphoe_code": "3001"}, *STAYING))

    lao = LAO.objects.get(code="6300101")
    assert ([change.lao for change in outcome.plan.moved], outcome.plan.renamed) == ([lao], [])
    assert lao.place == "อ.เมืองนครราชสีมา จ.นครราชสีมา"


def test_another_coordinate_is_a_correction(tmp_path, standing):
    outcome = import_registry(tidy_file(tmp_path, {**NONG_BUA, "lat": "14.8"}, *STAYING))

    assert len(outcome.plan.corrected) == 1
    assert LAO.objects.get(code="6300101").lat == 14.8


def test_what_is_not_in_the_file_is_marked_and_kept(tmp_path, standing, set_clock):
    set_clock(WORKING_DAY)
    outcome = import_registry(tidy_file(tmp_path, *STAYING))

    lao = LAO.objects.get(code="6300101")
    assert outcome.plan.disappeared == [lao]
    assert lao.disappeared_at == WORKING_DAY


def test_what_disappeared_stays_so_until_it_returns(tmp_path, standing):
    import_registry(tidy_file(tmp_path, *STAYING))
    again = import_registry(tidy_file(tmp_path, *STAYING))
    back = import_registry(tidy_file(tmp_path, NONG_BUA, *STAYING))

    lao = LAO.objects.get(code="6300101")
    assert again.plan.disappeared == []
    assert back.plan.returned == [lao]
    assert lao.disappeared_at is None


def test_an_upgrade_keeps_the_lao_and_changes_its_code(tmp_path, standing, set_clock):
    set_clock(WORKING_DAY)
    outcome = import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))

    lao = LAO.objects.get(code="5300109")
    change = CodeChange.objects.get()
    assert [change.facts.code for change in outcome.plan.upgraded] == ["5300109"]
    assert (lao.pk, lao.display_name) == (standing["6300101"].pk, "ทต.หนองบัว")
    assert (change.lao, change.old_code, change.new_code) == (lao, "6300101", "5300109")
    assert change.changed_at == WORKING_DAY
    assert LAO.objects.count() == 3


@pytest.mark.parametrize(
    ("why", "came"),
    [
        ("its kind is not higher", [{**NONG_BUA, "code": "6300199"}]),
        ("two came", [UPGRADED, {**UPGRADED, "code": "5300110"}]),
        ("another one of its own kind came too", [UPGRADED, {**NONG_BUA, "code": "6300199"}]),
    ],
)
def test_what_only_looks_like_an_upgrade_is_left_for_a_person(tmp_path, standing, why, came):
    outcome = import_registry(tidy_file(tmp_path, *came, *STAYING))

    assert [lao.code for lao in outcome.plan.undecided[0].gone] == ["6300101"]
    assert (outcome.plan.upgraded, outcome.plan.added, outcome.plan.disappeared) == ([], [], [])
    assert {lao.code for lao in LAO.objects.all()} == {"6300101", "3300102", "BMA"}
    assert LAO.objects.get(code="6300101").disappeared_at is None


def test_a_namesake_in_another_district_is_another_lao(tmp_path, standing):
    elsewhere = {**UPGRADED, "amphoe_code": "3001"}
    outcome = import_registry(tidy_file(tmp_path, elsewhere, *STAYING))

    assert [facts.code for facts in outcome.plan.added] == ["5300109"]
    assert [lao.code for lao in outcome.plan.disappeared] == ["6300101"]


def test_a_namesake_that_stood_in_both_files_is_not_the_upgraded_one(tmp_path, standing):
    import_registry(tidy_file(tmp_path, NONG_BUA, UPGRADED, *STAYING))
    outcome = import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))

    assert (outcome.plan.upgraded, outcome.plan.undecided) == ([], [])
    assert [lao.code for lao in outcome.plan.disappeared] == ["6300101"]


def test_what_disappeared_long_ago_is_never_upgraded_by_itself(tmp_path, standing):
    import_registry(tidy_file(tmp_path, *STAYING))
    outcome = import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))

    assert (outcome.plan.upgraded, len(outcome.plan.undecided)) == ([], 1)


def test_a_person_may_say_that_two_codes_are_one_lao(tmp_path, standing):
    renumbered = {**NONG_BUA, "code": "6300199", "name_th": "องค์การบริหารส่วนตำบลบึงบัว"}
    same = Decisions(same=(("6300101", "6300199"),))
    outcome = import_registry(tidy_file(tmp_path, renumbered, *STAYING), decisions=same)

    lao = LAO.objects.get(code="6300199")
    assert len(outcome.plan.said_the_same) == 1
    assert (lao.pk, lao.bare_name) == (standing["6300101"].pk, "บึงบัว")
    assert CodeChange.objects.get().old_code == "6300101"


def test_a_person_may_say_that_two_codes_are_two_laos(tmp_path, standing):
    apart = Decisions(apart=(("6300101", "6300199"),))
    came = {**NONG_BUA, "code": "6300199"}
    outcome = import_registry(tidy_file(tmp_path, came, *STAYING), decisions=apart)

    assert [facts.code for facts in outcome.plan.added] == ["6300199"]
    assert [lao.code for lao in outcome.plan.disappeared] == ["6300101"]


def test_said_apart_from_one_the_other_may_be_the_upgrade(tmp_path, standing):
    apart = Decisions(apart=(("6300101", "6300199"),))
    came = (UPGRADED, {**NONG_BUA, "code": "6300199"})
    outcome = import_registry(tidy_file(tmp_path, *came, *STAYING), decisions=apart)

    assert [change.facts.code for change in outcome.plan.upgraded] == ["5300109"]
    assert [facts.code for facts in outcome.plan.added] == ["6300199"]


@pytest.mark.parametrize("pair", [("6300101", "6300101"), ("6300101", "9"), ("9", "5300109")])
def test_a_decision_that_does_not_fit_is_refused(tmp_path, standing, pair):
    with pytest.raises(Refused):
        import_registry(tidy_file(tmp_path, UPGRADED, *STAYING), decisions=Decisions(same=(pair,)))

    assert LAO.objects.get(code="6300101").pk == standing["6300101"].pk


def test_districts_come_first_and_their_new_names_are_searched_by(tmp_path, standing):
    districts = district_file(
        tmp_path,
        {"code": "3021", "name_th": "ปากช่องใหม่", "name_en": "New", "province_code": "30"},
        {"code": "3022", "name_th": "ลำทะเมนชัย", "name_en": "", "province_code": "30"},
    )
    outcome = import_registry(tidy_file(tmp_path, NONG_BUA, *STAYING), amphoes=districts)

    assert (outcome.districts.added, outcome.districts.renamed) == (1, 1)
    assert outcome.plan.unchanged == 3
    assert Amphoe.objects.count() == 5
    assert [lao.code for lao in LAO.objects.search("ปากช่องใหม่")] == ["6300101"]


def test_a_dry_run_reports_and_changes_nothing(tmp_path, standing):
    districts = district_file(
        tmp_path, {"code": "3022", "name_th": "ใหม่", "name_en": "", "province_code": "30"}
    )
    events = AuditEvent.objects.count()
    outcome = import_registry(
        tidy_file(tmp_path, UPGRADED, *STAYING), amphoes=districts, dry_run=True
    )

    assert (len(outcome.plan.upgraded), outcome.districts.added) == (1, 1)
    assert set(LAO.objects.values_list("code", flat=True)) == {"6300101", "3300102", "BMA"}
    assert (CodeChange.objects.count(), Amphoe.objects.count()) == (0, 4)
    assert AuditEvent.objects.count() == events


def test_the_audit_says_what_was_imported(tmp_path, standing):
    import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))

    event = AuditEvent.objects.last()
    assert (event.action, event.actor_role) == (audit.Action.REGISTER_IMPORTED, "system")
    assert event.facts["new_codes"] == {"6300101": "5300109"}
    assert (event.facts["file"], event.facts["unchanged"]) == ("laos.csv", 2)
    assert len(event.facts["sha256"]) == 64


def test_a_real_register_never_stands_beside_samples(tmp_path):
    make_lao(sample=True, in_dla_register=False)

    with pytest.raises(NotAllowed):
        import_registry(tidy_file(tmp_path, NONG_BUA))

    assert LAO.objects.filter(sample=False).count() == 0


def test_a_file_that_lost_a_whole_province_is_refused(tmp_path):
    many = [
        {**NONG_BUA, "code": f"63001{n:02}", "name_th": f"องค์การบริหารส่วนตำบล{n}"} for n in range(10)
    ]
    import_registry(tidy_file(tmp_path, *many))

    with pytest.raises(Refused, match="นครราชสีมา"):
        import_registry(tidy_file(tmp_path, BANGKOK))

    assert LAO.objects.exclude(disappeared_at=None).count() == 0


def test_an_upgraded_organisation_is_found_by_its_old_code_and_the_next_import_keeps_that(
    tmp_path, standing
):
    import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))
    again = import_registry(tidy_file(tmp_path, UPGRADED, *STAYING))

    lao = LAO.objects.get(pk=standing["6300101"].pk)
    assert again.plan.unchanged == 3
    assert list(LAO.objects.search("6300101")) == list(LAO.objects.search("5300109")) == [lao]
