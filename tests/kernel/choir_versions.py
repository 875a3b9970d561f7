"""A choir, its singers and their solos as models, and every way in which a model can change."""

HEAD = """
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model
from server.kernel.database.fields import IdField, MomentField
"""
CHOIR = """
class Choir(Model):
    id = IdField()
    name = fields.CharField(max_length=80, unique=True)
    class Meta:
        table = "choir"

class Singer(Model):
    id = IdField()
    choir = fields.ForeignKeyField("akkoord.Choir", related_name="singers", db_index=True)
    name = fields.CharField(max_length=80)
    voice = fields.CharField(max_length=20, null=True)
    joined_at = MomentField()
    left_at = MomentField(null=True)
    class Meta:
        table = "singer"
        unique_together = (("choir", "name"),)
        indexes = (Index(fields=["voice", "joined_at"], name="singer_voice"),)
        constraints = (
            CheckConstraint(check="left_at > joined_at", name="singer_leaves_later"),
            UniqueConstraint(fields=("choir", "voice"), name="singer_leads", condition="left_at IS NULL"),
        )

class Solo(Model):
    id = IdField()
    singer = fields.ForeignKeyField("akkoord.Singer", related_name="solos", db_index=True)
    title = fields.CharField(max_length=80)
    class Meta:
        table = "solo"
"""
ROWS = """
INSERT INTO choir (id, name) VALUES (1, 'Koor De Rietvink');
INSERT INTO singer (id, choir_id, name, voice, joined_at) VALUES (1, 1, 'Clara', 'alt', 10), (2, 1, 'Jonas', NULL, 20);
INSERT INTO solo (id, singer_id, title) VALUES (1, 1, 'Ave verum'), (2, 2, 'Panis angelicus'), (3, 2, 'In paradisum');
"""
COUNTS = {"choir": 1, "singer": 2, "solo": 3}


def changed(old: str, new: str) -> str:
    """The models with something else in one place."""
    assert CHOIR.count(old) == 1, old
    return CHOIR.replace(old, new)


def title(options: str) -> str:
    """The models with other options for the title of a solo."""
    return changed("title = fields.CharField(max_length=80)", f"title = fields.CharField(max_length=80, {options})")


def solo(field: str) -> str:
    """The models with one more field for a solo."""
    return changed('    class Meta:\n        table = "solo"', f'    {field}\n    class Meta:\n        table = "solo"')


def rule(constraint: str) -> str:
    """The models with one more constraint for singers."""
    return changed("constraints = (", f"constraints = ({constraint},")


LONGER_NAMES = changed("name = fields.CharField(max_length=80)\n", "name = fields.CharField(max_length=160)\n")
CHANGES = {
    "a column holds more": LONGER_NAMES,
    "a column becomes required": changed("max_length=20, null=True", "max_length=20, default='sopraan'"),
    "a column becomes optional": title("null=True"),
    "a column becomes unique": title("unique=True"),
    "a column is no longer unique": changed("max_length=80, unique=True", "max_length=80"),
    "a column gets an index": title("db_index=True"),
    "a required column is added": solo("minutes = fields.IntField(default=3, db_index=True)"),
    "a required text is added": solo('remarks = fields.TextField(default="l\'abbé; ")'),
    "an optional column is added": solo("sung_at = MomentField(null=True, db_index=True)"),
    "a unique column is added": solo("number = fields.IntField(null=True, unique=True)"),
    "a foreign key is added": solo(
        'choir = fields.ForeignKeyField("akkoord.Choir", null=True, db_index=True, on_delete=fields.SET_NULL)'
    ),
    "a foreign key restricts": changed('related_name="solos"', 'related_name="solos", on_delete=fields.RESTRICT'),
    "a column goes": changed("    title = fields.CharField(max_length=80)\n", ""),
    "a column is renamed": changed("title = ", "piece = "),
    "a condition is added": rule("CheckConstraint(check=\"name <> ''\", name='singer_named')"),
    "a condition goes": changed('CheckConstraint(check="left_at > joined_at", name="singer_leaves_later"),', ""),
    "a unique constraint goes": changed('unique_together = (("choir", "name"),)', ""),
    "a unique constraint is added": rule("UniqueConstraint(fields=('name', 'joined_at'), name='singer_joins_once')"),
    "a partial unique constraint is added": rule(
        "UniqueConstraint(fields=('name',), name='singer_once', condition='left_at IS NULL')"
    ),
    "a partial unique constraint goes": changed(
        'UniqueConstraint(fields=("choir", "voice"), name="singer_leads", condition="left_at IS NULL"),', ""
    ),
    "an index goes": changed('indexes = (Index(fields=["voice", "joined_at"], name="singer_voice"),)', ""),
    "an index is added": changed("indexes = (", 'indexes = (Index(fields=["name"], name="singer_name"),'),
    "a table is added": CHOIR + '\nclass Piece(Model):\n    id = IdField()\n    class Meta:\n        table = "piece"\n',
    "a table goes": CHOIR[: CHOIR.index("class Solo")],
}
