"""Reading the mail of the demonstration."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from contest_portal.demonstration import mailbox
from contest_portal.demonstration.catching import keep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PORTAL_DATA = tmp_path
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


@pytest.fixture
def catch(folder):
    def kept(
        to="mali@lao.example", subject="ใบรับผลงาน", text="ได้รับผลงานแล้ว", html="", pdf=""
    ) -> str:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "saraban@portal.example", to, subject
        mail["Date"] = "Wed, 28 Sep 2022 09:00:00 +0700"
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        if pdf:
            mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename=pdf)
        return keep(mail.as_bytes(), folder).stem

    return kept


def listed(client, **query) -> list[str]:
    return [
        mail.subject
        for mail in client.get(reverse("demonstration:mailbox"), query).context["mails"]
    ]


def read(client, name: str):
    return client.get(reverse("demonstration:mail", args=[name]))


def test_the_newest_mail_stands_first(client, catch):
    for subject in ("หนึ่ง", "สอง", "สาม"):
        catch(subject=subject)

    assert listed(client) == ["สาม", "สอง", "หนึ่ง"]


def test_a_mail_names_the_files_that_came_with_it(client, catch):
    with_paper = read(client, catch(html="<p>ได้รับ</p>", pdf="หนังสือ.pdf")).content.decode()
    without = read(client, catch(html="<p>ได้รับ</p>")).content.decode()

    assert ("หนังสือ.pdf" in with_paper, "สิ่งที่แนบ" in without) == (True, False)
    assert listed(client) == ["ใบรับผลงาน"] * 2


def test_the_mails_of_one_address_are_found_by_a_part_of_it(client, catch):
    catch(to="Mali@lao.example", subject="ของมาลี")
    catch(to="somchai@dla.example", subject="ของสมชาย")

    assert listed(client, address=" mali@LAO ") == ["ของมาลี"]
    assert listed(client, address="ไม่มี") == []


def test_at_most_a_hundred_are_shown(client, catch):
    for _each in range(mailbox.MOST_SHOWN + 5):
        catch()

    assert len(listed(client)) == mailbox.MOST_SHOWN


def test_a_mail_is_shown_as_text_with_links_to_follow(client, catch):
    name = catch(text="เปิด http://localhost:8000/letters/x.y-z_/ <b>เลย</b>", html="<i>สวย</i>")

    page = read(client, name).content.decode()

    assert 'href="http://localhost:8000/letters/x.y-z_/"' in page
    assert "&lt;b&gt;เลย&lt;/b&gt;" in page
    assert "สวย" not in page


def test_a_mail_without_subject_date_or_text_can_be_read(client, folder):
    name = keep(b"To: mali@lao.example\r\n\r\n", folder).stem

    assert read(client, name).status_code == 200
    assert listed(client) == [""]


def test_a_mail_that_is_not_quite_mail_does_no_harm(client, folder):
    keep(b"\xff\xfe\x00 not a mail", folder)
    keep(b"Subject: =?utf-8?b?broken?=\r\nTo: \xe0\xb8\x81\r\nDate: yesterday\r\n\r\nx", folder)

    assert client.get(reverse("demonstration:mailbox")).status_code == 200


@pytest.mark.parametrize(
    "name", ["..", "20220928T090000000000-00000000", "ก", "..%2fsecrets", "x" * 5000]
)
def test_what_is_not_a_caught_mail_is_not_there(client, folder, name):
    (folder.parent / "secrets.eml").write_bytes(b"Subject: secret\r\n\r\n")

    assert client.get(f"/demo/mail/{name}/").status_code == 404


def test_an_empty_mailbox_and_a_missing_folder_say_how_mail_gets_there(client, folder):
    folder.rmdir()

    assert "ยังไม่มีจดหมาย" in client.get(reverse("demonstration:mailbox")).content.decode()
