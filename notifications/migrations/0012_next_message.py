from django.db import migrations, models
from django.db.models import Case, Q, Value, When


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0011_audiences_and_abstentions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                Case(
                    When(lane="code", then=Value(0)),
                    When(lane="notice", then=Value(1)),
                    default=Value(2),
                    output_field=models.SmallIntegerField(),
                ),
                "due_at",
                condition=Q(state__in=["queued", "deferred"]),
                name="message_next",
            ),
        ),
    ]
