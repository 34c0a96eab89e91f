"""The post of a story that is told in a moment: letters arrive before anybody answers them.

They take the portal's own way of sending, claim, intent and result, and end where the mail catcher
keeps them; only the conversation with a relay is left out.
"""

from contest_portal import clock
from contest_portal.demonstration import catching, mailbox
from notifications.carrying import claiming, delivery
from notifications.carrying.relay import Relay, Reply, Stage
from notifications.circulars import issuing


class PostRoom(Relay):
    """A relay that keeps every mail itself."""

    def open(self) -> None:
        mailbox.folder().mkdir(parents=True, exist_ok=True)

    def hand_over(self, *, sender: str, address: str, content: bytes) -> Reply:
        catching.keep(content, mailbox.folder())
        return Reply(Stage.CONTENT, 250, "Kept by the mail catcher")


def deliver() -> None:
    """Every mail that is due."""
    with PostRoom() as room:
        while message := claiming.claim(at=clock.machine_now()):
            delivery.carry(message, room)
    issuing.close_finished()
