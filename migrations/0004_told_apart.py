from migrations._moves_0004 import end_seats, keep_seats
from tortoise import migrations
from tortoise.migrations import operations as ops
from server.kernel.database.fields import IdField, MomentField
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('akkoord', '0003_privacy')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DistinctPair',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('one', fields.ForeignKeyField('akkoord.Contact', source_field='one_id', db_index=True, db_constraint=True, to_field='id', related_name='distinct_from', on_delete=OnDelete.CASCADE)),
                ('other', fields.ForeignKeyField('akkoord.Contact', source_field='other_id', db_index=True, db_constraint=True, to_field='id', related_name='distinct_to', on_delete=OnDelete.CASCADE)),
                ('said_at', MomentField()),
            ],
            options={'table': 'distinct_pair', 'app': 'akkoord', 'unique_together': (('one', 'other'),), 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
        ops.AddField(
            model_name='CalendarLink',
            name='link_id',
            field=fields.BigIntField(null=True),
        ),
        ops.RunPython(end_seats, keep_seats),
    ]
