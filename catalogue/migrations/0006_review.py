import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


# The rules of 0002 were never filled: they get the id of a thing, which no database makes out of a number.
class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_providers_present_themselves'),
    ]

    operations = [
        migrations.DeleteModel(name='EligibilityRule'),
        migrations.AlterModelOptions(
            name='accountantanswer',
            options={'ordering': ['-answered_on', '-created_at']},
        ),
        migrations.CreateModel(
            name='AddedCase',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('case', models.SlugField(max_length=40)),
                ('words', models.CharField(max_length=500)),
                ('added_by', models.CharField(max_length=200)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='added_cases', to='catalogue.offer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('offer', 'case'), name='one_added_case')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=300)),
                ('case', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=200)),
                ('label_en', models.CharField(blank=True, max_length=200)),
                ('goal', models.CharField(blank=True, max_length=10)),
                ('verdict', models.CharField(choices=[('yes', 'may be paid'), ('no', 'may not be paid'), ('ask', 'ask the accountant')], max_length=3)),
                ('explanation', models.CharField(blank=True, max_length=500)),
                ('explanation_en', models.CharField(blank=True, max_length=500)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='catalogue.municipality')),
                ('regulation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='catalogue.regulation')),
            ],
            options={
                'ordering': ['case', 'valid_from', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('municipality__isnull', True), ('regulation__isnull', True)), fields=('case', 'goal', 'valid_from'), name='one_rule'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', True), ('regulation__isnull', False)), fields=('case', 'regulation', 'goal', 'valid_from'), name='one_regulation_rule'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', False), ('regulation__isnull', True)), fields=('case', 'municipality', 'goal', 'valid_from'), name='one_municipal_rule'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', False), ('regulation__isnull', False)), fields=('case', 'municipality', 'regulation', 'goal', 'valid_from'), name='one_municipal_regulation_rule'), models.CheckConstraint(condition=models.Q(('goal', ''), ('regulation__isnull', False), _connector='OR'), name='rule_goal_has_a_regulation')],
            },
        ),
    ]
