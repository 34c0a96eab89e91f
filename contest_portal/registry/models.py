"""The register: agencies, provinces, districts, LAOs, and whom to write to."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.thai.sorting import sort_key

from . import kinds, searching
from .querysets import ContactQuerySet, LAOQuerySet, ProvinceQuerySet

BANGKOK = "10"
LONGEST_NAME = 200
LONGEST_PLACE_NAME = 100


def in_language(thai: str, english: str) -> str:
    """The English name where the reader chose English and there is one."""
    return english if english and get_language() == "en" else thai


class Agency(models.Model):
    """A state agency that owns an edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=20, unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name_th = models.CharField(max_length=40, blank=True)
    short_name_en = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def short_name(self) -> str:
        return in_language(self.short_name_th, self.short_name_en) or self.name


class Province(models.Model):
    """One of 76 provinces, or Bangkok, whose governor gets no letter."""

    class Region(models.TextChoices):
        CENTRAL = "central", _("Central")
        EAST = "east", _("East")
        NORTH = "north", _("North")
        NORTHEAST = "northeast", _("Northeast")
        SOUTH = "south", _("South")
        WEST = "west", _("West")

    code = models.CharField(max_length=2, primary_key=True)
    name_th = models.CharField(max_length=LONGEST_PLACE_NAME)
    name_en = models.CharField(max_length=LONGEST_PLACE_NAME)
    region = models.CharField(max_length=40, choices=Region)
    letter_code = models.CharField(max_length=4)
    has_governor = models.BooleanField(default=True)
    tile_row = models.PositiveSmallIntegerField()
    tile_col = models.PositiveSmallIntegerField()
    sort_key = models.TextField(editable=False)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["sort_key"], name="province_in_thai_order")]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.write_keys()
        super().save(*args, **kwargs)

    def write_keys(self) -> None:
        self.sort_key = sort_key(self.name_th)

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def is_bangkok(self) -> bool:
        return self.code == BANGKOK


class Amphoe(models.Model):
    """A district: อำเภอ, or เขต in Bangkok. The name is stored without that word."""

    code = models.CharField(max_length=10, primary_key=True)
    name_th = models.CharField(max_length=LONGEST_PLACE_NAME)
    name_en = models.CharField(max_length=LONGEST_PLACE_NAME, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="amphoes")
    sort_key = models.TextField(editable=False)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["province", "sort_key"], name="amphoe_by_province")]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.write_keys()
        super().save(*args, **kwargs)

    def write_keys(self) -> None:
        self.sort_key = sort_key(self.name_th)

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)


class LAO(models.Model):
    """A local administrative organisation (อปท.). Its code changes when it is upgraded."""

    Kind = kinds.Kind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=kinds.Kind)
    name_th = models.CharField(max_length=LONGEST_NAME)
    bare_name = models.CharField(max_length=LONGEST_NAME)
    name_en = models.CharField(max_length=LONGEST_NAME, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="laos")
    amphoe = models.ForeignKey(Amphoe, models.PROTECT, null=True, blank=True, related_name="laos")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    sort_key = models.TextField(editable=False)
    search_key = models.TextField(editable=False)
    in_dla_register = models.BooleanField(default=True)
    sample = models.BooleanField(default=False)
    disappeared_at = models.DateTimeField(null=True, blank=True)

    objects = LAOQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "code"]
        indexes = [
            models.Index(fields=["sort_key", "code"], name="lao_in_thai_order"),
            models.Index(fields=["province", "sort_key"], name="lao_by_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=kinds.Kind.values), name="lao_of_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name_th=""), name="lao_has_a_name"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False),
                name="lao_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(sample=True, in_dla_register=True), name="lao_sample_is_not_registered"
            ),
        ]
        verbose_name = _("local administrative organisation")
        verbose_name_plural = _("local administrative organisations")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.write_keys()
        super().save(*args, **kwargs)

    def write_keys(self, former_codes: tuple[str, ...] | None = None) -> None:
        """Sorted by its own name, whatever its kind: that is what a person looks for.

        `former_codes` are asked of the database unless whoever writes many knows them.
        """
        if former_codes is None:
            former_codes = self.former_codes
        self.sort_key = sort_key(self.bare_name)
        self.search_key = searching.search_key(self, former_codes)

    @property
    def former_codes(self) -> tuple[str, ...]:
        """What it was called by before it was upgraded, the oldest first."""
        if self._state.adding:
            return ()
        return tuple(self.code_changes.values_list("old_code", flat=True))

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def display_name(self) -> str:
        """อบต.หนองบัว"""
        return in_language(kinds.short_name(self.kind, self.bare_name), self.name_en)

    @property
    def place(self) -> str:
        """อ.ปากช่อง จ.นครราชสีมา. Names repeat, so it is shown wherever an LAO is."""
        return in_language(self._place_in_thai(), self._place_in_english())

    def _place_in_thai(self) -> str:
        bangkok = self.province.is_bangkok
        district = f"{'เขต' if bangkok else 'อ.'}{self.amphoe.name_th} " if self.amphoe else ""
        return f"{district}{'' if bangkok else 'จ.'}{self.province.name_th}"

    def _place_in_english(self) -> str:
        districts = [self.amphoe.name_en or self.amphoe.name_th] if self.amphoe else []
        return ", ".join([*districts, self.province.name_en])


class CodeChange(models.Model):
    """An LAO got a new code, as on being upgraded."""

    lao = models.ForeignKey(LAO, models.PROTECT, related_name="code_changes")
    old_code = models.CharField(max_length=20)
    new_code = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["changed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_code=F("new_code")), name="code_change_changes_the_code"
            ),
        ]
        verbose_name = _("code change")
        verbose_name_plural = _("code changes")

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class Contact(models.Model):
    """A mailbox of a province or of an LAO, and where we have it from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    lao = models.ForeignKey(LAO, models.PROTECT, null=True, blank=True, related_name="contacts")
    address = models.EmailField()
    phone = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200)
    main = models.BooleanField(default=False)
    bounced_at = models.DateTimeField(null=True, blank=True)
    history = models.JSONField(default=list, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(province__isnull=False, lao__isnull=True)
                | Q(province__isnull=True, lao__isnull=False),
                name="contact_of_a_province_or_an_lao",
            ),
            models.UniqueConstraint(
                fields=["province"], condition=Q(main=True), name="contact_one_main_a_province"
            ),
            models.UniqueConstraint(
                fields=["lao"], condition=Q(main=True), name="contact_one_main_an_lao"
            ),
        ]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.address
