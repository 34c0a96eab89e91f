"""The page of all components can be drawn, with its sample form's errors shown."""

import re

from contest_portal.look import gallery
from tests.factories import make_edition, make_user


def test_the_gallery_draws_every_kind_of_chip_and_both_maps(db, rf):
    make_edition()
    request = rf.get("/demo/components/")
    request.user = make_user()

    html = gallery.components(request).content.decode()

    assert set(re.findall(r"chip--(\w+)", html)) == {"idle", "info", "warn", "stop", "done"}
    assert len(re.findall(r'<svg class="tiles"', html)) == 2
    assert 'class="error-summary"' in html
