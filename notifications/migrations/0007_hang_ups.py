from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_bounces"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="hang_ups",
            field=models.PositiveSmallIntegerField(default=0, help_text="While others passed."),
        ),
    ]
