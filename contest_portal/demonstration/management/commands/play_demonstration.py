"""Play the sample contest on, so that every page of the demonstration has something on it."""

from django.core.management.base import BaseCommand

from contest_portal.demonstration import loading, story


class Command(BaseCommand):
    help = "Load the demonstration and let its people write, judge and publish up to a chapter."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--until", choices=list(story.CHAPTERS), default="results")

    def handle(self, *, until: str, **options) -> None:
        loading.load()
        story.play(until)
        self.stdout.write(f"The demonstration is played to: {until}")
