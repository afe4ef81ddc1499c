"""Adults who come along, and when the school asked: a part of a booking that was split asked when the whole did."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def asked_when_made(apps, schema_editor):
    bookings = apps.get_model("portal", "Booking").objects
    bookings.update(first_asked_at=F("created_at"))
    for part in bookings.filter(split_from__isnull=False).select_related("split_from").order_by("created_at", "pk"):
        bookings.filter(pk=part.pk).update(first_asked_at=part.split_from.first_asked_at)


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0055_audit_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='adults',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='booking',
            name='first_asked_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunPython(asked_when_made, migrations.RunPython.noop),
    ]
