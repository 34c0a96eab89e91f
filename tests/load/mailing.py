"""Owing many mails at once: `python -m tests.load.mailing COUNT`."""

import sys

import django


def owe(count: int) -> None:
    from notifications.mailing import outbox
    from notifications.models import Message

    owed = Message.objects.filter(kind="test").count()
    mails = [
        outbox.draft(
            lane=Message.Lane.BULK, kind="test", key=f"mail {number}",
            to=f"saraban{number}@lao.example", subject=f"เรื่องที่ {number}", text="ข้อความ",
        )
        for number in range(owed, owed + count)
    ]  # fmt: skip
    Message.objects.bulk_create(mails, batch_size=500)


if __name__ == "__main__":
    django.setup()
    owe(int(sys.argv[1]))
