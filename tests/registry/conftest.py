import pytest

from contest_portal.registry import provinces
from contest_portal.registry.models import Amphoe

DISTRICTS = (
    ("3001", "เมืองนครราชสีมา", "Mueang Nakhon Ratchasima", "30"),
    ("3021", "ปากช่อง", "Pak Chong", "30"),
    ("3101", "เมืองบุรีรัมย์", "Mueang Buri Ram", "31"),
    ("1001", "พระนคร", "Phra Nakhon", "10"),
)


@pytest.fixture
def places(db):
    """All provinces, and a few districts."""
    provinces.load()
    for code, name_th, name_en, province in DISTRICTS:
        Amphoe.objects.create(code=code, name_th=name_th, name_en=name_en, province_id=province)
