"""Questions that the register answers."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Case, Q, When

from . import searching

MORE_THAN_ALL_BEGINNINGS = 1000


class ProvinceQuerySet(models.QuerySet):
    def receiving_letters(self):
        """The 76 with a governor."""
        return self.filter(has_governor=True)


def is_in_register(lao: str = "") -> Q:
    """Which LAOs the contest counts: DLA's register, or the samples that stand in for it.

    `lao` is the way to the LAO from the rows asked, such as `laos__`.
    """
    counted = Q(**{f"{lao}in_dla_register": True}) | Q(**{f"{lao}sample": True})
    return counted & Q(**{f"{lao}disappeared_at": None})


class LAOQuerySet(models.QuerySet):
    def in_register(self):
        return self.filter(is_in_register())

    def search(self, words: str, *, limit: int = 20):
        """At most `limit` LAOs of the register that hold every word, with district and province.

        Those whose own name or code the words are come first, then those where they begin one,
        each in Thai order.
        """
        wanted = searching.words_of(words)
        if not wanted:
            return self.none()
        found = self.in_register().select_related("amphoe", "province")
        for word in wanted:
            found = found.filter(search_key__contains=word)
        return found.order_by(-_likeness(wanted), "sort_key", "code")[:limit]


class ContactQuerySet(models.QuerySet):
    def main_for_provinces(self):
        """One mailbox a province, in Thai order of provinces; those with a governor only."""
        return (
            self.filter(main=True, province__has_governor=True)
            .select_related("province")
            .order_by("province__sort_key")
        )

    def second_for_provinces(self, provinces):
        """Other mailboxes of these provinces that did not bounce, the newest last."""
        found = self.filter(main=False, bounced_at=None, province__in=provinces)
        return found.order_by("added_at")

    def usable_for(self, lao):
        """Mailboxes of an LAO that did not bounce, the main one first."""
        return self.filter(lao=lao, bounced_at=None).order_by("-main", "added_at")


def _likeness(words: list[str]):
    """How many of the words are one of the LAO's own names, and then how many begin one."""
    whole = _count(f"{searching.OWN}{name}{searching.OWN}" for name in searching.names_in(words))
    begun = _count(searching.OWN + word for word in dict.fromkeys([*words, "".join(words)]))
    return whole * MORE_THAN_ALL_BEGINNINGS + begun


def _count(parts: Iterable[str]):
    return sum(Case(When(search_key__contains=part, then=1), default=0) for part in parts)
