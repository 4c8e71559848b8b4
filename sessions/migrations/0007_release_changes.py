import django.core.serializers.json
from django.db import migrations, models

from sessions.releases import write_changes


def tell_changes(apps, _editor):
    """Find out what changed in the releases recorded so far."""
    for event in apps.get_model('program', 'Event').objects.filter(releases__gt=0).distinct():
        write_changes(event)


class Migration(migrations.Migration):

    dependencies = [
        ('program', '0006_spreadsheet_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='release',
            name='changes',
            field=models.JSONField(editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='changes'),
        ),
        migrations.RunPython(tell_changes, migrations.RunPython.noop),
    ]
