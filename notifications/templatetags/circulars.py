"""Words about letters in templates."""

from django import template

from contest_portal.refusals import Words
from notifications import standing
from notifications.models import Message

register = template.Library()


@register.filter
def mail_words(mail: Message | None) -> Words:
    return standing.mail_words(mail)
