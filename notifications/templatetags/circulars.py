"""Words about letters in templates."""

from django import template

from contest_portal.refusals import Words
from notifications.models import Message
from notifications.progress import standing

register = template.Library()


@register.filter
def mail_words(mail: Message | None) -> Words:
    return standing.mail_words(mail)
