"""Extensions are proposed by one person and approved by another, or asked for.

The table is made anew: no page could write into it before, so it is empty everywhere.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0002_reminders'),
        ('registry', '0001_initial'),
        ('submissions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='Extension'),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('plea', models.CharField(blank=True, max_length=500)),
                ('until', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('requested_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('refusal', models.CharField(blank=True, max_length=500)),
                ('amphoe', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='registry.amphoe')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='editions.edition')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='submissions.entry')),
                ('lao', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='registry.lao')),
                ('province', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='registry.province')),
                ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['requested_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('entry', None), ('lao', None), models.Q(('amphoe', None), ('province', None), _connector='OR')), models.Q(('amphoe', None), ('province', None), models.Q(('entry', None), ('lao', None), _connector='OR')), _connector='OR'), name='extension_one_scope'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('plea', ''), _negated=True), ('entry__isnull', False)), models.Q(models.Q(('reason', ''), _negated=True), ('until__isnull', False)), _connector='OR'), name='extension_asked_or_proposed'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('until__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='extension_approved_with_end_and_reason'), models.CheckConstraint(condition=models.Q(('entry__isnull', False), models.Q(('approved_by', models.F('requested_by')), _negated=True), _connector='OR'), name='extension_approved_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('refusal', ''), ('refused_at', None), ('refused_by', None)), models.Q(('approved_by', None), ('refused_at__isnull', False), ('refused_by__isnull', False), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='extension_refused_with_a_reason'), models.UniqueConstraint(condition=models.Q(('approved_at', None), ('entry__isnull', False), ('refused_at', None)), fields=('entry',), name='extension_one_request_an_entry')],
            },
        ),
    ]
