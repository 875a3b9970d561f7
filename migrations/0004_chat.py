from tortoise import migrations
from tortoise.migrations import operations as ops
from server.kernel.database.fields import JsonField, MomentField
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('akkoord', '0003_privacy')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Conversation',
            name='admins_post',
            field=fields.BooleanField(default=False),
        ),
        ops.AddField(
            model_name='Conversation',
            name='creator_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Conversation',
            name='follows_group',
            field=fields.BooleanField(default=False),
        ),
        ops.AddField(
            model_name='Conversation',
            name='list_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Conversation',
            name='picture_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='Conversation',
            name='removed_at',
            field=MomentField(null=True),
        ),
        ops.AddField(
            model_name='Message',
            name='attachments',
            field=JsonField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='Message',
            name='card_id',
            field=fields.BigIntField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Message',
            name='card_kind',
            field=fields.CharField(null=True, max_length=12),
        ),
        ops.AddField(
            model_name='Message',
            name='forwarded',
            field=fields.BooleanField(default=False),
        ),
        ops.AddField(
            model_name='Message',
            name='pinned_at',
            field=MomentField(null=True),
        ),
        ops.AddField(
            model_name='Message',
            name='pinned_by_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='Message',
            name='previews',
            field=JsonField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='Message',
            name='reactions',
            field=JsonField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='Message',
            name='reply_to_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='Participant',
            name='admin',
            field=fields.BooleanField(default=False),
        ),
    ]
