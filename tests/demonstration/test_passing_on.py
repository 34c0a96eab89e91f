"""In the demonstration some provinces have told their organisations already."""

import pytest

from contest_portal.demonstration import loading, story
from notifications.models import Acknowledgement, Forwarding, Recipient


@pytest.mark.django_db
def test_provinces_that_forwarded_the_letter_told_some_or_all(settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.PORTAL_DATA = tmp_path
    loading.load()
    story.play("writing")

    told = set(Forwarding.objects.values_list("recipient", flat=True))

    forwarded = Acknowledgement.objects.filter(answer=Acknowledgement.Answer.FORWARDED)
    assert told == set(forwarded.values_list("recipient", flat=True))
    shares = {
        copy.forwardings.count() / copy.province.laos.in_register().count()
        for copy in Recipient.objects.filter(pk__in=told)
    }
    assert max(shares) == 1
    assert min(shares) < 0.4
