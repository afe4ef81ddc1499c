from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_copy_to_revisions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='searchdocument',
            name='offer',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='menu_areas',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='picture',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='sectors',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='themes',
        ),
        migrations.RemoveField(
            model_name='offer',
            name='year_groups',
        ),
        migrations.DeleteModel(
            name='SearchDocument',
        ),
    ]
