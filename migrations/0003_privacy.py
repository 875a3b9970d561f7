from tortoise import migrations
from tortoise.migrations import operations as ops
from server.kernel.database.fields import IdField, MomentField
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('akkoord', '0002_people_and_access')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Archive',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('contact_id', fields.BigIntField(db_index=True)),
                ('account_id', fields.BigIntField()),
                ('own', fields.BooleanField(default=False)),
                ('state', fields.CharField(default='waiting', max_length=10)),
                ('file_id', fields.BigIntField(null=True)),
                ('asked_at', MomentField()),
                ('ready_at', MomentField(null=True)),
            ],
            options={'table': 'archive', 'app': 'akkoord', 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
        ops.CreateModel(
            name='ConsentPurpose',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('name', fields.CharField(max_length=100)),
                ('text', fields.CharField(max_length=2000)),
                ('created_at', MomentField()),
                ('closed_at', MomentField(null=True)),
            ],
            options={'table': 'consent_purpose', 'app': 'akkoord', 'unique_together': (('organisation_id', 'name'),), 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
        ops.CreateModel(
            name='Consent',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('contact', fields.ForeignKeyField('akkoord.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name='consents', on_delete=OnDelete.CASCADE)),
                ('purpose', fields.ForeignKeyField('akkoord.ConsentPurpose', source_field='purpose_id', db_index=True, db_constraint=True, to_field='id', related_name='consents', on_delete=OnDelete.CASCADE)),
                ('given_at', MomentField()),
                ('given_by_id', fields.BigIntField()),
                ('source', fields.CharField(max_length=10)),
                ('withdrawn_at', MomentField(null=True)),
                ('withdrawn_by_id', fields.BigIntField(null=True)),
                ('withdrawn_source', fields.CharField(null=True, max_length=10)),
            ],
            options={'table': 'consent', 'app': 'akkoord', 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
        ops.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('contact_id', fields.BigIntField(db_index=True)),
                ('account_id', fields.BigIntField()),
                ('asked_at', MomentField()),
                ('declined_at', MomentField(null=True)),
            ],
            options={'table': 'erasure_request', 'app': 'akkoord', 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
        ops.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', IdField(primary_key=True, unique=True, db_index=True)),
                ('organisation_id', fields.BigIntField(db_index=True)),
                ('kind', fields.CharField(max_length=30)),
                ('months', fields.IntField()),
                ('enabled', fields.BooleanField()),
            ],
            options={'table': 'retention_rule', 'app': 'akkoord', 'unique_together': (('organisation_id', 'kind'),), 'pk_attr': 'id'},
            bases=['TenantRow'],
        ),
    ]
