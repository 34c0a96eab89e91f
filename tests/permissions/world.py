"""One small world with somebody in every role, and things that belong to some and not to others."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client

from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Role
from contest_portal.documents.models import Document, Kind
from contest_portal.editions.models import Edition
from judging.models import (
    Amendment,
    Assignment,
    Conflict,
    Criterion,
    Inquiry,
    Judge,
    PairRule,
    Plan,
    Ranking,
    Round,
    Sheet,
)
from notifications.models import Circular, Recipient
from submissions.files import pictures
from submissions.models import (
    Attachment,
    Entry,
    Extension,
    SimilarPair,
    Status,
    Submission,
    Upload,
    private_files,
)
from tests import factories
from tests.factories import DEADLINE, WORKING_DAY

ROLES = [
    "anon", "link", "lao_a", "lao_b", "disabled", "province_a", "province_b", "dla", "dla_second",
    "organiser", "judge", "judge_conflicted", "chair", "administrator",
]  # fmt: skip


@dataclass
class World:
    people: dict[str, User] = field(default_factory=dict)
    edition: Edition | None = None
    entry_a: Entry | None = None
    file_a: Attachment | None = None
    film_a: Attachment | None = None
    upload_a: Upload | None = None
    submission_a: Submission | None = None
    extension: Extension | None = None
    circular: Circular | None = None
    recipient: Recipient | None = None
    sheet_a: Sheet | None = None
    ranking: Ranking | None = None
    plan: Plan | None = None
    pair_rule: PairRule | None = None
    inquiry: Inquiry | None = None
    amendment: Amendment | None = None
    claim_a: Membership | None = None
    pair: SimilarPair | None = None

    def client(self, role: str) -> Client:
        """A browser in which the role is signed in; anonymous and link holders are not."""
        client = Client(enforce_csrf_checks=False)
        if role in self.people:
            client.force_login(self.people[role])
        return client


def build() -> World:
    world = World(edition=factories.make_edition())
    province_a = factories.make_province("30")
    province_b = factories.make_province("58")
    _add_people(world, province_a, province_b)
    _add_entry(world)
    _add_resemblance(world)
    _add_circular(world, province_a)
    _add_judging(world)
    world.claim_a = Membership.objects.create(
        user=factories.make_user(), lao=factories.make_lao(province_a), claimed_at=WORKING_DAY
    )
    return world


def _add_people(world: World, province_a, province_b) -> None:
    people = world.people
    people["lao_a"] = factories.make_member(factories.make_lao(province_a))
    people["lao_b"] = factories.make_member(factories.make_lao(province_b))
    people["disabled"] = factories.make_member(factories.make_lao(province_a))
    people["province_a"] = factories.make_user(role=Role.PROVINCE_OFFICER, province=province_a)
    people["province_b"] = factories.make_user(role=Role.PROVINCE_OFFICER, province=province_b)
    people["dla"] = factories.make_user(role=Role.DLA_OFFICER)
    people["dla_second"] = factories.make_user(role=Role.DLA_OFFICER)
    people["organiser"] = factories.make_user(role=Role.ORGANISER)
    people["judge"] = factories.make_user(role=Role.JUDGE)
    people["judge_conflicted"] = factories.make_user(role=Role.JUDGE)
    people["chair"] = factories.make_user(role=Role.CHAIR)
    people["administrator"] = factories.make_user(role=Role.ADMINISTRATOR)
    people["disabled"].is_active = False
    people["disabled"].save(update_fields=["is_active"])


def _add_entry(world: World) -> None:
    member = world.people["lao_a"]
    world.entry_a = Entry.objects.create(
        edition=world.edition,
        lao=member.memberships.get().lao,
        category=world.edition.categories.get(),
        status=Status.SUBMITTED,
        started_by=member,
        started_at=WORKING_DAY,
    )
    world.file_a = _file(world.entry_a, member)
    private_files().save(pictures.name_of(world.file_a, 1), ContentFile(b"picture"))
    world.film_a = _film(world.entry_a, member)
    world.upload_a = Upload.objects.create(
        entry=world.entry_a, field=world.file_a.field, name="ภาพ.pdf", size=8, sha256="1" * 64,
        started_by=member, started_at=WORKING_DAY, heard_at=WORKING_DAY,
    )  # fmt: skip
    world.submission_a = _submission(world.entry_a, world.file_a, member)
    world.extension = Extension.objects.create(
        edition=world.edition, until=DEADLINE + timedelta(days=1), reason="น้ำท่วม",
        province=member.memberships.get().lao.province, requested_by=world.people["dla"],
        requested_at=WORKING_DAY,
    )  # fmt: skip


def _add_resemblance(world: World) -> None:
    """Another entry of the same organisation says the same."""
    first = world.entry_a
    member = world.people["lao_a"]
    other = Entry.objects.create(
        edition=world.edition, lao=first.lao, category=first.category, status=Status.WITHDRAWN,
        started_by=member, started_at=WORKING_DAY,
    )  # fmt: skip
    submission = Submission.objects.create(
        entry=other,
        document=Document.objects.issue(Kind.RECEIPT, world.submission_a.document.snapshot),
        key="other",
        content_digest="0" * 64,
        arrived_at=WORKING_DAY,
        recorded_at=WORKING_DAY,
        submitted_by=member,
    )
    sides = sorted([(first, world.submission_a), (other, submission)], key=lambda one: one[0].pk)
    (left, left_version), (right, right_version) = sides
    world.pair = SimilarPair.objects.create(
        first=left, second=right, first_submission=left_version, second_submission=right_version,
        score=0.9, reasons=["text"], found_at=WORKING_DAY,
    )  # fmt: skip


def _file(entry: Entry, member: User) -> Attachment:
    section = entry.edition.sections.get()
    question = factories.make_field(section, type="file", key="evidence")
    attachment = Attachment(
        entry=entry, field=question, name="หลักฐาน.pdf", content_type="application/pdf", size=8,
        sha256="0" * 64, pages=1, to_draw=1, drawn=1,
        verdict=Attachment.Verdict.NOT_SCANNED, added_by=member, added_at=WORKING_DAY,
    )  # fmt: skip
    attachment.original.save("x", ContentFile(b"%PDF-1.4"), save=True)
    return attachment


def _film(entry: Entry, member: User) -> Attachment:
    question = factories.make_field(entry.edition.sections.get(), type="file", key="film")
    film = Attachment(
        entry=entry, field=question, name="สาธิต.mp4", content_type="video/mp4", size=4,
        sha256="1" * 64, seconds=9, verdict=Attachment.Verdict.NOT_SCANNED, added_by=member,
        added_at=WORKING_DAY,
    )  # fmt: skip
    film.original.save("x", ContentFile(b"film"), save=True)
    return film


def _submission(entry: Entry, attachment: Attachment, member: User) -> Submission:
    snapshot = {
        "entry": entry.number,
        "edition": entry.edition.slug,
        "category": {"key": "service", "name": "บริการ"},
        "lao": {"code": entry.lao.code, "name": entry.lao.name, "place": "", "province": "30"},
        "submitted_by": str(member),
        "arrived_at": WORKING_DAY.isoformat(),
        "answers": [
            {"section": "ผลงาน", "key": "title", "means": "title", "label": "ชื่อผลงาน",
             "type": "text", "value": "ผลงานทดสอบ"}
        ],
        "files": [
            {"id": str(attachment.pk), "name": attachment.name, "size": 8, "sha256": "0" * 64,
             "content_type": "application/pdf", "pages": 1, "key": "evidence"}
        ],
    }  # fmt: skip
    submission = Submission.objects.create(
        entry=entry,
        document=Document.objects.issue(Kind.RECEIPT, snapshot),
        key="first",
        content_digest="0" * 64,
        arrived_at=WORKING_DAY,
        recorded_at=WORKING_DAY,
        submitted_by=member,
    )
    submission.files.add(attachment, *entry.attachments.all())
    return submission


def _add_circular(world: World, province_a) -> None:
    world.circular = Circular.objects.create(
        edition=world.edition, number="มท ๐๘๑๐.๒/ว ๑", number_folded="มท0810.2/ว1",
        dated=WORKING_DAY.date(), subject="เรื่องทดสอบ", addressee="ผู้ว่าราชการจังหวัด",
        original=b"letter", body="letter", content_digest="0" * 64,
        prepared_by=world.people["dla"], prepared_at=WORKING_DAY,
        approved_by=world.people["dla_second"], approved_at=WORKING_DAY,
        approved_digest="0" * 64, status=Circular.Status.RELEASED, released_at=WORKING_DAY,
    )  # fmt: skip
    contact = factories.make_province_contact(province_a)
    world.recipient = Recipient.objects.create(
        circular=world.circular, province=province_a, contact=contact, address=contact.address,
        link_not_after=WORKING_DAY + timedelta(days=3650),
    )  # fmt: skip


def _add_judging(world: World) -> None:
    edition, officer = world.edition, world.people["dla"]
    panel = Round.objects.create(
        edition=edition, name_th="รอบตัดสิน",
        opens_at=edition.judging_opens_at, closes_at=edition.judging_closes_at,
    )  # fmt: skip
    Criterion.objects.create(round=panel, key="use", title_th="ใช้จริง", weight=100, order=1)
    judges = {
        role: Judge.objects.create(
            round=panel,
            user=world.people[role],
            invited_at=WORKING_DAY,
            accepted_at=WORKING_DAY,
            undertook_at=WORKING_DAY,
        )
        for role in ("judge", "judge_conflicted", "chair")
    }
    assignment = Assignment.objects.create(
        judge=judges["judge"], entry=world.entry_a, submission=world.submission_a,
        assigned_by=officer, assigned_at=WORKING_DAY,
    )  # fmt: skip
    world.sheet_a = Sheet.objects.create(assignment=assignment)
    Conflict.objects.create(
        judge=judges["judge_conflicted"], entry=world.entry_a, reason="ญาติ",
        declared_by=world.people["judge_conflicted"], declared_at=WORKING_DAY,
    )  # fmt: skip
    world.plan = Plan.objects.create(
        round=panel, panel_digest="0" * 64, added=[], ended=[], made_by=officer,
        made_at=WORKING_DAY,
    )  # fmt: skip
    world.pair_rule = PairRule.objects.create(
        judge=judges["chair"], entry=world.entry_a, kind=PairRule.Kind.BAN, reason="ทดสอบ",
        decided_by=officer, decided_at=WORKING_DAY,
    )  # fmt: skip
    world.inquiry = Inquiry.objects.create(
        sheet=world.sheet_a, text="ระบบนี้ใช้จริงแล้วหรือยัง", asked_at=WORKING_DAY
    )
    world.ranking = Ranking.objects.create(
        round=panel, prepared_by=officer, prepared_at=DEADLINE, marks_digest="0" * 64
    )
    world.amendment = Amendment.objects.create(
        sheet=world.sheet_a, ranking=world.ranking, reason="ทดสอบ", proposed_by=officer,
        proposed_at=DEADLINE,
    )  # fmt: skip
