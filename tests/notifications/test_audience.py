"""Whom a circular goes to: all provinces, some of them, and the LAOs with their codes."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from contest_portal.accounts import claim_codes
from contest_portal.accounts.models import ClaimCode
from contest_portal.accounts.roles import Role
from contest_portal.registry.models import Contact, Province
from notifications.answers import acknowledgements
from notifications.circulars import addressing, issuing
from notifications.circulars.audience import Audience
from notifications.letters import links
from notifications.models import Acknowledgement, Circular, Message
from notifications.progress import matrix
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular, make_content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def contest(set_clock):
    """Three provinces, of which 31 lies in the south, each with an LAO that has a mailbox."""
    set_clock(WORKING_DAY)
    for code, region in (("30", "northeast"), ("31", "south"), ("32", "northeast")):
        province = factories.make_province(code, region=region)
        factories.make_lao_contact(factories.make_lao(province))


def release(audience: Audience, *, edition=None) -> Circular:
    """A circular for that audience, sent by its verbs."""
    draft = make_circular(provinces=3, **({"edition": edition} if edition else {}))
    author = draft.prepared_by
    content = replace(issuing.content_of(draft), audience=audience)
    draft = issuing.revise(draft, content, by=author, at=WORKING_DAY)
    second = factories.make_user(role=Role.DLA_OFFICER)
    draft = issuing.hand_over(draft, by=author, at=WORKING_DAY)
    draft = issuing.approve(draft, by=second, at=WORKING_DAY)
    return issuing.release(draft, by=second, at=WORKING_DAY)


def provinces_of(circular) -> list[str]:
    copies = circular.recipients.provinces().order_by("province")
    return list(copies.values_list("province", flat=True))


def test_without_a_choice_every_province_gets_it_and_no_lao():
    circular = release(Audience())

    assert (provinces_of(circular), circular.recipients.laos().count()) == (["30", "31", "32"], 0)


def test_a_region_alone_gets_it():
    assert provinces_of(release(Audience(regions=("northeast",)))) == ["30", "32"]


def test_only_provinces_that_have_not_acknowledged_an_earlier_one_get_it():
    first = release(Audience())
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    copy = first.recipients.get(province="31")
    acknowledgements.acknowledge(copy, reply, by=first.prepared_by, at=WORKING_DAY)

    second = release(Audience(silent_on_id=str(first.pk)), edition=first.edition)

    assert provinces_of(second) == ["30", "32"]


def test_each_lao_of_these_provinces_gets_its_own_link_and_code():
    circular = release(Audience(regions=("northeast",), with_laos=True))

    copies = list(circular.recipients.laos())
    assert len(copies) == 2
    for copy in copies:
        code = ClaimCode.objects.get(lao=copy.lao)
        text = copy.messages.get().text
        assert claim_codes.written(code) in text
        assert links.url_of(copy) in text
        assert copy.lao.name_th in text
    assert len({copy.messages.get().text for copy in copies}) == 2


def test_a_name_is_escaped_in_the_html_of_the_mail():
    lao = factories.make_lao(factories.make_province("30"), name_th="อบต. <b>ก&ข")
    factories.make_lao_contact(lao)

    circular = release(Audience(with_laos=True))

    message = circular.recipients.get(lao=lao).messages.get()
    assert "อบต. &lt;b&gt;ก&amp;ข" in message.html
    assert "อบต. <b>ก&ข" in message.text
    assert "\ue000" not in message.html + message.text + message.subject


def test_sending_again_adds_nothing_and_keeps_the_codes():
    circular = release(Audience(with_laos=True))
    before = list(Message.objects.order_by("pk").values_list("pk", "text"))

    issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)

    assert list(Message.objects.order_by("pk").values_list("pk", "text")) == before


def test_an_lao_without_a_usable_mailbox_hears_by_its_province(client):
    lao = factories.make_lao(factories.make_province("30"))
    factories.make_lao_contact(lao, bounced_at=WORKING_DAY)

    circular = release(Audience(with_laos=True))

    assert not circular.recipients.filter(lao=lao).exists()


def test_another_audience_voids_the_approval():
    circular = make_circular(Circular.Status.APPROVED, provinces=3)
    content = replace(issuing.content_of(circular), audience=Audience(with_laos=True))

    changed = issuing.revise(circular, content, by=circular.prepared_by, at=WORKING_DAY)

    assert (changed.status, changed.approved_by) == (Circular.Status.DRAFT, None)


def test_two_provinces_with_one_address_are_a_problem():
    draft = make_circular(provinces=3)
    contacts = [factories.make_province(code).contacts.get() for code in ("30", "31")]
    contacts[1].address = contacts[0].address.upper()
    contacts[1].save()

    assert [problem.province.pk for problem in addressing.problems(draft)] == ["30", "31"]


def test_the_same_text_on_the_same_day_is_pointed_out(client):
    first = make_circular(Circular.Status.RELEASING, provinces=3)
    second = make_circular(edition=first.edition, body=first.body)

    assert addressing.sent_today(second, at=WORKING_DAY) == first


def test_the_follow_up_counts_provinces_alone():
    circular = release(Audience(with_laos=True))
    every = Province.objects.all()
    rows = matrix.province_rows(circular.edition, circular, every, at=WORKING_DAY)

    assert [row.copy.lao for row in rows] == [None, None, None]


def test_an_lao_acknowledges_its_copy_and_counts_as_told(client):
    circular = release(Audience(with_laos=True))
    copy = circular.recipients.laos().get(province="30")
    page = client.get(links.path_of(copy))
    hidden = re.search(r'name="answer" value="(\w+)"', page.content.decode())[1]

    client.post(
        links.path_of(copy), {"answer": hidden, "name": "นายทดสอบ ตัวอย่าง", "position": "ปลัด"}
    )

    said = Acknowledgement.objects.get(recipient=copy)
    provinces = Province.objects.filter(pk="30")
    [row] = matrix.province_rows(circular.edition, circular, provinces, at=WORKING_DAY)
    assert (said.evidence, row.tally.told, row.answer) == ("B", 1, None)


def test_the_list_of_a_province_is_not_behind_an_lao_s_link(client):
    circular = release(Audience(with_laos=True))
    copy = circular.recipients.laos().first()

    assert client.get(links.told_path_of(copy)).status_code == 404


def test_the_page_saves_the_choice_and_says_how_many_copies_there_will_be(client):
    draft = make_circular(provinces=3)
    client.force_login(draft.prepared_by)
    url = reverse("notifications:circular_audience", args=[draft.edition.slug, draft.pk])

    client.post(url, {"regions": ["northeast"], "with_laos": "on"})

    draft.refresh_from_db()
    page = client.get(url)
    assert (draft.regions, draft.with_laos) == (["northeast"], True)
    assert (page.context["counts"].provinces, page.context["counts"].laos) == (2, 2)


def test_the_digest_of_a_letter_to_all_is_what_it_always_was():
    content = make_content(number="ตย ๑", body="ก")

    assert content.digest == replace(content, audience=Audience()).digest
    assert content.digest != replace(content, audience=Audience(with_laos=True)).digest


def test_a_letter_to_a_few_does_not_make_the_others_look_forgotten(client):
    first = release(Audience())
    second = release(Audience(regions=("south",)), edition=first.edition)
    client.force_login(first.prepared_by)
    url = reverse("notifications:province_list", args=[first.edition.slug])

    usual, chosen = client.get(url), client.get(url, {"circular": str(second.pk)})

    assert (usual.context["circular"], chosen.context["circular"]) == (first, second)
    assert [row.copy is None for row in usual.context["rows"]] == [False] * 3
    link = f"/provinces/31/?circular={second.pk}"
    assert link in chosen.content.decode()
    assert link not in usual.content.decode()


def test_after_the_deadline_an_lao_is_asked_for_nothing(client, set_clock):
    circular = release(Audience(with_laos=True))
    copy = circular.recipients.laos().first()
    before = client.get(links.path_of(copy)).content.decode()
    set_clock(factories.DEADLINE)

    after = client.get(links.path_of(copy)).content.decode()
    asked = client.get(links.not_this_year_path_of(copy)).content.decode()

    offered = links.not_this_year_path_of(copy)
    assert (offered in before, offered in after) == (True, False)
    assert ("ปิดรับผลงานแล้ว" in asked, 'name="why"' in asked) == (True, False)


def test_the_circular_s_page_says_whom_it_goes_to_and_what_became_of_the_copies(client):
    circular = release(Audience(with_laos=True))
    client.force_login(circular.approved_by)
    page = client.get(reverse("notifications:circular", args=[circular.edition.slug, circular.pk]))
    assert page.context["lao_totals"] == [("รอส่งหรือกำลังส่ง", 3), ("ตอบรับแล้ว", 0)]

    draft = make_circular(edition=circular.edition)
    page = client.get(reverse("notifications:circular", args=[circular.edition.slug, draft.pk]))
    assert page.context["audience"].copies == 3


def test_an_lao_s_copy_that_came_back_goes_to_another_address_with_the_same_link_and_code(client):
    officer = factories.make_user(role=Role.DLA_OFFICER)
    client.force_login(officer)
    circular = release(Audience(with_laos=True))
    copy = circular.recipients.laos().get(province="30")
    copy.messages.update(state=Message.State.BOUNCED)
    page = reverse("notifications:circular", args=["2565", circular.pk])
    address = reverse("notifications:copy_address", args=["2565", copy.pk])
    asked = client.get(page).text

    answer = client.post(address, {"address": "new@lao.example", "source": "โทร. 0 2000 0000"})

    first, again = copy.messages.order_by("queued_at")
    lao = reverse("notifications:organisation", args=["2565", "30", copy.lao_id])
    assert (address in asked, answer.url) == (True, lao)
    assert (again.kind, again.address) == ("circular_lao", "new@lao.example")
    assert (again.text, again.html) == (first.text, first.html)
    assert address not in client.get(page).text


def test_recipients_stand_row_by_row_with_what_is_wrong_and_how_many_laos(client):
    circular = make_circular(provinces=3)
    Circular.objects.update(with_laos=True)
    Contact.objects.filter(province="31").update(address="ไม่ใช่อีเมล")
    client.force_login(circular.prepared_by)

    page = client.get(reverse("notifications:circular_audience", args=["2565", circular.pk]))

    rows = {row.province.pk: row for row in page.context["rows"]}
    assert sorted(rows) == ["30", "31", "32"]
    assert {row.laos for row in rows.values()} == {1}
    assert [pk for pk, row in rows.items() if row.problem] == ["31"]
    assert rows["30"].address in page.text
