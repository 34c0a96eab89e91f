"""What a page tells the script that asks the machine for a passkey."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options: dict) -> str:
    """For an attribute: the template escapes it."""
    return json.dumps(options, cls=DjangoJSONEncoder)
