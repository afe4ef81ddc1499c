"""What an offer said of itself goes into all of its revisions: until now it held for each of them."""

from django.db import migrations

FIELDS = ("sectors", "year_groups", "menu_areas")


def copy_to_revisions(apps, schema_editor):
    Offer, Revision = apps.get_model("catalogue", "Offer"), apps.get_model("catalogue", "Revision")
    for offer in Offer.objects.prefetch_related("themes", "revisions").iterator(chunk_size=500):
        said = {name: getattr(offer, name) for name in FIELDS} | {"motif": offer.picture}
        Revision.objects.filter(offer=offer).update(**said)
        for revision in offer.revisions.all():
            revision.themes.set(offer.themes.all())


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_offers_in_full'),
    ]

    operations = [
        migrations.RunPython(copy_to_revisions, migrations.RunPython.noop),
    ]
