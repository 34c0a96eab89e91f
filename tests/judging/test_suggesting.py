"""The register suggests conflicts; officers pin them or set them aside with a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.models import Appointment, Membership
from contest_portal.accounts.roles import Role
from contest_portal.editions.models import FormField
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign
from judging.conflicts import suggesting
from judging.conflicts.barring import declare
from judging.models import Assignment, Conflict, SetAside
from submissions.models import Answer
from tests.factories import WORKING_DAY, make_field, make_lao, make_province, make_user

from .factories import JUDGING, make_entry, make_judge, make_submission

LIST = reverse("judging:conflict_list", args=["2565"])
Kind = Conflict.Kind
MINUTE = timedelta(minutes=1)


def employ(user, lao, *, left: bool = False, refused: bool = False):
    officer = make_user(role=Role.DLA_OFFICER)
    proved = {} if refused else {
        "verified_at": WORKING_DAY, "verified_by": officer, "how": Membership.How.OFFICER,
    }  # fmt: skip
    ended = {"ended_at": WORKING_DAY} if left or refused else {}
    return Membership.objects.create(user=user, lao=lao, claimed_at=WORKING_DAY, **proved, **ended)


def submit(entry, means: str, value) -> None:
    """The entry is sent once more, and now says this."""
    last = entry.submissions.last()
    make_submission(
        entry, title=entry.number, said={means: value}, arrived_at=last.arrived_at + MINUTE
    )


def edit(entry, means: str, value) -> None:
    """A member types this after sending, and does not send it."""
    field = make_field(entry.edition.sections.get(), means=means)
    Answer.objects.create(
        entry=entry, field=field, value=value, changed_by=entry.started_by, changed_at=JUDGING
    )


def found(round_) -> set[tuple]:
    return {(each.judge, each.entry, each.kind) for each in suggesting.pending(round_)}


def test_a_former_post_is_suggested_and_a_refused_claim_is_none(round_, judge, edition):
    former, claimed = make_entry(edition), make_entry(edition)
    employ(judge.user, former.lao, left=True)
    employ(judge.user, claimed.lao, refused=True)

    assert found(round_) == {(judge.pk, former.pk, Kind.FORMER_POST)}


def test_the_own_organisation_and_the_own_province_are_told_apart(round_, judge, edition):
    here, elsewhere = make_province("30"), make_province("58")
    own, near = (make_entry(edition, lao=make_lao(here)) for _ in range(2))
    make_entry(edition, lao=make_lao(elsewhere))
    employ(judge.user, own.lao)

    assert found(round_) == {
        (judge.pk, own.pk, Kind.WORKS_THERE), (judge.pk, near.pk, Kind.SAME_PROVINCE),
    }  # fmt: skip


def test_a_provincial_officer_works_in_the_province(round_, judge, edition):
    province = make_province("58")
    near = make_entry(edition, lao=make_lao(province))
    make_entry(edition)
    Appointment.objects.create(user=judge.user, role=Role.PROVINCE_OFFICER, province=province)

    assert found(round_) == {(judge.pk, near.pk, Kind.SAME_PROVINCE)}


def test_the_vendor_of_an_entry_in_conflict_is_suspect_elsewhere(round_, judge, edition, officer):
    known, other, unrelated = (make_entry(edition) for _ in range(3))
    submit(known, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    submit(other, FormField.Means.VENDOR, "บริษัทเมืองฉลาด  จำกัด")
    submit(unrelated, FormField.Means.VENDOR, "พัฒนาเอง")
    before = found(round_)
    declare(judge, known, by=officer, at=JUDGING, reason="", kind=Kind.BUSINESS)

    assert before == set()
    assert found(round_) == {(judge.pk, other.pk, Kind.BUSINESS)}
    assert known.number in suggesting.pending(round_)[0].why


def test_what_is_typed_or_taken_away_after_sending_changes_no_suggestion(
    round_, judge, edition, officer
):
    """Judges read the last submission, so the conflict is with what that says."""
    known, named, typed = (make_entry(edition) for _ in range(3))
    for each in (known, named):
        submit(each, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    declare(judge, known, by=officer, at=JUDGING, reason="", kind=Kind.BUSINESS)

    edit(named, FormField.Means.VENDOR, "พัฒนาเอง")
    edit(typed, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")

    assert found(round_) == {(judge.pk, named.pk, Kind.BUSINESS)}


def test_a_later_submission_takes_the_place_of_an_earlier_one(round_, judge, edition, officer):
    known, other = (make_entry(edition) for _ in range(2))
    for each in (known, other):
        submit(each, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    declare(judge, known, by=officer, at=JUDGING, reason="", kind=Kind.BUSINESS)
    before = found(round_)

    submit(other, FormField.Means.VENDOR, "พัฒนาเอง")

    assert (before, found(round_)) == ({(judge.pk, other.pk, Kind.BUSINESS)}, set())


def test_a_shared_province_makes_no_vendor_suspect(round_, judge, edition, officer):
    known, other = (make_entry(edition) for _ in range(2))
    for each in (known, other):
        submit(each, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    declare(judge, known, by=officer, at=JUDGING, reason="", kind=Kind.SAME_PROVINCE)

    assert found(round_) == set()


@pytest.mark.parametrize(
    ("means", "said", "kind"),
    [
        ("vendor", "ดร.สมหญิง ใจดี", Kind.BUSINESS),
        ("contact", "สอบถาม somying@vendor.example", Kind.HELPED),
        ("contact", "สอบถาม ดร. สมหญิง  ใจดี โทร ๐๒", Kind.HELPED),
        ("contact", ["ดร.สมหญิง ใจดี"], None),
        ("title", "ดร.สมหญิง ใจดี", None),
    ],
)
def test_an_entry_that_names_the_judge(round_, edition, means, said, kind):
    user = make_user("somying@vendor.example", role=Role.JUDGE, name="ดร.สมหญิง ใจดี")
    judge, entry = make_judge(round_, user), make_entry(edition)
    submit(entry, means, said)

    assert found(round_) == ({(judge.pk, entry.pk, kind)} if kind else set())


def test_what_nobody_has_decided_is_not_handed_out_and_what_is_set_aside_is(
    round_, judge, entry, officer
):
    employ(judge.user, entry.lao, left=True)
    key = suggesting.pending(round_)[0].key
    other = make_judge(round_)

    assign(round_, by=officer, at=JUDGING)
    waiting = {each.judge for each in Assignment.objects.all()}
    suggesting.set_aside(round_, [key], by=officer, at=JUDGING, reason="ย้ายออกไปสิบปีแล้ว")
    assign(round_, by=officer, at=JUDGING)

    assert waiting == {other}
    assert {each.judge for each in Assignment.objects.all()} == {judge, other}
    event = audit.about(round_).filter(action="judging.suggestions_set_aside").get()
    assert event.facts == {"reason": "ย้ายออกไปสิบปีแล้ว", "pairs": [key]}


def test_who_works_there_cannot_be_set_aside(round_, judge, entry, officer):
    employ(judge.user, entry.lao)
    (suggestion,) = suggesting.pending(round_)

    with pytest.raises(NotAllowed, match="ตัดสินผลงานของหน่วยงานนั้นไม่ได้"):
        suggesting.set_aside(round_, [suggestion.key], by=officer, at=JUDGING, reason="ย้ายแล้ว")

    assert not SetAside.objects.exists()


def test_an_officer_pins_with_one_tick_and_the_reason_is_what_the_register_knows(
    round_, judge, entry, officer, signed_in
):
    employ(judge.user, entry.lao, left=True)
    client = signed_in(officer)
    key = suggesting.pending(round_)[0].key

    shown = client.get(LIST).text
    panel = client.get(reverse("judging:panel", args=["2565"])).text
    client.post(LIST, {"chosen": [key], "decision": "pin"})

    conflict = Conflict.objects.get()
    assert "เคยทำงานที่" in shown
    assert "อาจมีส่วนได้เสีย" in panel
    assert "รอตัดสินใจ 1" in panel
    assert (conflict.kind, conflict.declared_by) == (Kind.FORMER_POST, officer)
    assert conflict.reason == f"เคยทำงานที่ {entry.lao.display_name}"
    assert suggesting.pending(round_) == []
    assert conflict.reason in client.get(LIST).text


def test_setting_aside_needs_a_reason_and_keeps_the_ticks(round_, judge, entry, officer, signed_in):
    employ(judge.user, entry.lao, left=True)
    key = suggesting.pending(round_)[0].key

    answered = signed_in(officer).post(LIST, {"chosen": [key], "decision": "set_aside"})

    assert "เขียนสั้น ๆ ว่าเหตุใดจึงไม่ใช่ส่วนได้เสีย" in answered.text
    assert f'value="{key}" checked' in answered.text
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("chosen", [[], ["x"], ["\x00"]])
def test_what_is_not_suggested_is_not_decided(round_, judge, entry, officer, signed_in, chosen):
    employ(judge.user, entry.lao, left=True)

    answered = signed_in(officer).post(LIST, {"chosen": chosen, "decision": "pin"})

    assert (answered.status_code, Conflict.objects.count()) == (200, 0)


def test_the_judge_s_list_proposes_the_own_posts_and_nothing_that_others_know(
    round_, judge, edition, officer, signed_in
):
    former, vendor, other = (make_entry(edition, lao=make_lao()) for _ in range(3))
    employ(judge.user, former.lao, left=True)
    submit(former, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    submit(vendor, FormField.Means.VENDOR, "บริษัท เมืองฉลาด จำกัด")
    declare(judge, former, by=officer, at=JUDGING, reason="", kind=Kind.FORMER_POST)
    employ(judge.user, other.lao, left=True)

    page = signed_in(judge.user).get(reverse("judging:declaration", args=["2565"]))

    proposed = [line.key for line in page.context["listed"] if line.suggested]
    assert proposed == page.context["ticked"] == [str(other.pk)]
    assert str(vendor.pk) in {line.key for line in page.context["listed"]}
