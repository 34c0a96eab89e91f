from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Least


def count_pictures(apps, schema_editor):
    """Until now the first 20 pages of every file had a picture."""
    attachments = apps.get_model("submissions", "Attachment").objects
    drawn = Least(F("pages"), 20)
    attachments.filter(pages__gt=0).update(to_draw=drawn, drawn=drawn)


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0003_late_files'),
        ('submissions', '0004_screening'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='drawn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='attachment',
            name='finding',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='attachment',
            name='scanned_at',
            field=models.DateTimeField(help_text='When a scanner last answered.', null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='seconds',
            field=models.PositiveIntegerField(help_text='How long a film plays.', null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='to_draw',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='attachment',
            name='tried_at',
            field=models.DateTimeField(help_text='Machine time of the last try to scan.', null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='warnings',
            field=models.JSONField(default=list, help_text='Words of `checks.WARNINGS`.'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='verdict',
            field=models.CharField(choices=[('waiting', 'Waiting for the virus scan'), ('clean', 'Checked, no virus found'), ('not_scanned', 'Checked, not scanned for viruses'), ('refused', 'File refused'), ('quarantined', 'Virus found, locked away')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ('waiting', 'clean', 'not_scanned', 'refused', 'quarantined'))), name='attachment_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ('refused', 'quarantined')), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='attachment_locked_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('to_draw'))), name='attachment_drawn_in_bounds'),
        ),
        migrations.RunPython(count_pictures, migrations.RunPython.noop, elidable=True),
    ]
