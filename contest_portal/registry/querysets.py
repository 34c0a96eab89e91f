"""Questions that the register answers."""

from django.db import models
from django.db.models import Case, Q, When

from . import searching


class ProvinceQuerySet(models.QuerySet):
    def receiving_letters(self):
        """The 76 with a governor."""
        return self.filter(has_governor=True)


class LAOQuerySet(models.QuerySet):
    def in_register(self):
        """Those the contest counts: DLA's register, or the samples that stand in for it."""
        return self.filter(Q(in_dla_register=True) | Q(sample=True), disappeared_at=None)

    def search(self, words: str, *, limit: int = 20):
        """At most `limit` LAOs of the register that hold every word, with district and province.

        Those whose own name or code begins with more of the words come first, then in Thai order.
        """
        wanted = searching.words_of(words)
        if not wanted:
            return self.none()
        found = self.in_register().select_related("amphoe", "province")
        for word in wanted:
            found = found.filter(search_key__contains=word)
        return found.order_by(-_own_words(wanted), "sort_key", "code")[:limit]


class ContactQuerySet(models.QuerySet):
    def main_for_provinces(self):
        """One mailbox a province, in Thai order of provinces; those with a governor only."""
        return (
            self.filter(main=True, province__has_governor=True)
            .select_related("province")
            .order_by("province__sort_key")
        )


def _own_words(words: list[str]):
    """How many of the words, and whether all of them in one, begin one of the LAO's own names."""
    beginnings = dict.fromkeys(searching.OWN + word for word in [*words, "".join(words)])
    return sum(Case(When(search_key__contains=own, then=1), default=0) for own in beginnings)
