from tortoise import migrations
from tortoise.migrations import operations as ops
from server.kernel.database.fields import IdField, MomentField
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("akkoord", "0005_chat")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PreviewPicture",
            fields=[
                ("id", IdField(primary_key=True, unique=True, db_index=True)),
                ("organisation_id", fields.BigIntField(db_index=True)),
                ("message_id", fields.BigIntField(db_index=True)),
                ("conversation_id", fields.BigIntField()),
                ("seq", fields.BigIntField()),
                ("file_id", fields.BigIntField(db_index=True)),
            ],
            options={"table": "preview_picture", "app": "akkoord", "pk_attr": "id"},
            bases=["TenantRow"],
        ),
        ops.AddField(
            model_name="Organisation",
            name="link_previews",
            field=fields.BooleanField(default=False),
        ),
        ops.AddField(
            model_name="Report",
            name="falls_to",
            field=fields.CharField(default="moderators", max_length=14),
        ),
        ops.AddField(
            model_name="Report",
            name="forgotten_at",
            field=MomentField(null=True),
        ),
    ]
