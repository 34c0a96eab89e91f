import pytest

from contest_portal.refusals import NotAllowed
from contest_portal.registry import samples
from contest_portal.registry.models import LAO, Amphoe, Contact
from tests.factories import make_lao

pytestmark = pytest.mark.django_db


def test_the_samples_are_as_many_as_the_real_ones():
    assert samples.load_sample_laos() == 7849
    assert samples.load_sample_laos() == 0

    assert LAO.objects.in_register().count() == 7849
    assert LAO.objects.filter(province_id="30").count() == 334
    assert LAO.objects.filter(province_id="30", kind=LAO.Kind.TAO).count() == 243
    assert LAO.objects.filter(province_id="10").count() == 0


def test_a_sample_says_that_it_is_one():
    samples.load_sample_laos()
    lao = LAO.objects.get(code="T30-0334")

    assert lao.name_th == "องค์การบริหารส่วนตำบลตัวอย่าง 334"
    assert (lao.display_name, lao.place) == ("อบต.ตัวอย่าง 334", "อ.ตัวอย่าง 38 จ.นครราชสีมา")
    assert (lao.sample, lao.in_dla_register) == (True, False)
    assert LAO.objects.exclude(name_th__contains="ตัวอย่าง").count() == 0
    assert LAO.objects.filter(amphoe=None).count() == 0
    assert Amphoe.objects.filter(sample=False).count() == 0


def test_sample_codes_lie_outside_the_official_range():
    samples.load_sample_laos()

    assert LAO.objects.exclude(code__regex=r"^T[0-9]{2}-[0-9]{4}$").count() == 0


def test_every_province_gets_a_mailbox_that_cannot_exist():
    samples.load_sample_laos()
    samples.load_sample_contacts()
    samples.load_sample_contacts()

    addresses = {contact.address for contact in Contact.objects.main_for_provinces()}
    assert len(addresses) == Contact.objects.count() == 76
    assert "saraban@nakhon-ratchasima.example" in addresses
    assert all(address.endswith(".example") for address in addresses)


def test_the_laos_of_one_district_get_mailboxes_that_cannot_exist():
    samples.load_sample_laos()
    lao = LAO.objects.get(code="T30-0092")
    added = [samples.load_sample_lao_contacts(lao) for _time in range(2)]

    found = Contact.objects.filter(lao__amphoe=lao.amphoe, main=True)
    assert added == [found.count(), 0] == [9, 0]
    assert lao.contacts.get().address == "saraban@t30-0092.example"


def test_samples_never_stand_beside_a_real_register():
    make_lao()

    with pytest.raises(NotAllowed):
        samples.load_sample_laos()
    with pytest.raises(NotAllowed):
        samples.load_sample_contacts()
    with pytest.raises(NotAllowed):
        samples.load_sample_lao_contacts(LAO.objects.get())

    assert LAO.objects.filter(sample=True).count() == 0
