"""Search keys close their own names, and hold the codes that an LAO had before."""

from django.db import migrations

from contest_portal.registry import searching

A_BATCH = 500


def write_keys(apps, schema_editor):
    LAO = apps.get_model("registry", "LAO")
    former = {}
    for lao, code in apps.get_model("registry", "CodeChange").objects.values_list("lao", "old_code"):
        former.setdefault(lao, []).append(code)
    laos = list(LAO.objects.select_related("province", "amphoe"))
    for lao in laos:
        lao.search_key = searching.search_key(lao, tuple(former.get(lao.pk, ())))
    LAO.objects.bulk_update(laos, ["search_key"], A_BATCH)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop)]
