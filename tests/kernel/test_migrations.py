"""Migrations: what they make, what they keep, and where they can go."""

from pathlib import Path

import pytest
from tortoise.exceptions import IntegrityError

from server.kernel.migrations import (
    MigrationFailed,
    built,
    create_tables,
    drift,
    migrate,
    pending,
    unindexed_foreign_keys,
)
from server.kernel.migrations.files import load
from server.kernel.migrations.schema import differences
from tests.kernel.choir_versions import CHANGES, CHOIR, COUNTS, LONGER_NAMES, changed
from tests.kernel.workshop import Workshop, by_hand, only_on_rows

# What they make


async def test_the_first_migration_makes_what_the_models_say(choir: Workshop) -> None:
    assert await choir.counts() == COUNTS
    assert await pending(choir.address, package=choir.package) == []
    assert await drift(choir.models(CHOIR), package=choir.package, address=choir.address) == []


async def test_migrating_again_does_nothing_and_says_so(choir: Workshop) -> None:
    assert await choir.migrate() == ["The database is up to date."]


async def test_what_is_to_be_done_is_known_before_and_said_first(workshop: Workshop) -> None:
    await workshop.make(CHOIR, "initial")
    await workshop.make(LONGER_NAMES, "Longer names!")
    assert await pending(workshop.address, package=workshop.package) == ["0001_initial", "0002_longer_names"]
    said = await workshop.migrate()
    assert said[0] == "To apply: 0001_initial, 0002_longer_names."
    assert said[-4:] == ["Applying 0001_initial.", "Applying 0002_longer_names.", "Checking the database.", "Done."]


async def test_the_runner_speaks_dutch(choir: Workshop) -> None:
    said: list[str] = []
    await migrate(choir.address, report=said.append, language="nl", package=choir.package)
    assert said == ["De gegevensbank is bijgewerkt."]


async def test_nothing_is_written_when_files_and_models_agree(choir: Workshop) -> None:
    assert await choir.make(CHOIR, "again") is None
    assert await choir.make(CHOIR.replace("max_length=20", "default=str, max_length=20"), "default") is None
    assert (
        await choir.make(CHOIR.replace("class Solo(Model):", 'class Solo(Model):\n    """Sung alone."""'), "doc")
        is None
    )


async def test_models_without_a_migration_are_drift(choir: Workshop) -> None:
    found = await drift(choir.models(LONGER_NAMES), package=choir.package, address=choir.address)
    assert found[0] == "no migration for: Alter field name on Singer"
    assert any(line.startswith("missing: singer.name ") for line in found)


async def test_a_key_of_our_own_making_stays_ours(choir: Workshop) -> None:
    """Tortoise does not write `generated=False` into the file; we write `IdField` instead."""
    plain = CHOIR.replace("id = IdField()", "id = fields.BigIntField(primary_key=True, generated=False)", 1)
    assert await choir.make(plain, "plain") is None


@pytest.mark.parametrize("change", CHANGES)
async def test_rows_indexes_and_constraints_outlive_a_change(choir: Workshop, change: str) -> None:
    """Also the way back: afterwards all is as it was."""
    before = await choir.schema()
    assert await choir.make(CHANGES[change], "change") is not None
    await choir.migrate()
    models = choir.models(CHANGES[change])
    assert await drift(models, package=choir.package, address=choir.address) == []
    assert differences(await built(choir.address, load(choir.package)), await choir.schema()) == []
    assert differences(before, await choir.schema()) != []
    assert COUNTS.items() >= {k: v for k, v in (await choir.counts()).items() if k in COUNTS}.items()
    if change == "a column goes":  # the way back has nothing to put into it
        await choir.run("DELETE FROM solo")
    await choir.migrate("0001")
    assert differences(before, await choir.schema()) == []


async def test_a_column_that_becomes_required_takes_its_default(choir: Workshop) -> None:
    await choir.make(CHANGES["a column becomes required"], "voices")
    await choir.migrate()
    assert await choir.rows("SELECT voice FROM singer ORDER BY id") == [{"voice": "alt"}, {"voice": "sopraan"}]


async def test_a_required_column_takes_its_default_in_rows_that_are_there(choir: Workshop) -> None:
    await choir.make(CHANGES["a required column is added"], "minutes")
    await choir.migrate()
    assert await choir.rows("SELECT DISTINCT minutes FROM solo") == [{"minutes": 3}]


async def test_an_index_made_by_hand_outlives_a_rebuild(choir: Workshop) -> None:
    choir.write(
        "0002_by_hand", by_hand('await editor.client.execute_script("CREATE INDEX loud ON singer (lower(name))")')
    )
    await choir.migrate()
    await choir.make(LONGER_NAMES, "longer")
    await choir.migrate()
    assert any("lower(" in index.columns[0] for index in (await choir.schema())["singer"].indexes)


async def test_a_trigger_made_by_hand_outlives_a_rebuild(choir: Workshop) -> None:
    sqlite = "CREATE TRIGGER loud AFTER INSERT ON singer BEGIN DELETE FROM solo; SELECT 1; END"
    body = "BEGIN DELETE FROM solo; RETURN NULL; END"
    function = f"CREATE FUNCTION silence() RETURNS trigger LANGUAGE plpgsql AS '{body}'"
    postgres = f"{function}; CREATE TRIGGER loud AFTER INSERT ON singer EXECUTE FUNCTION silence()"
    script = sqlite if choir.address.file else postgres
    choir.write("0002_by_hand", by_hand(f"await editor.client.execute_script({script!r})"))
    await choir.migrate()
    await choir.make(LONGER_NAMES, "longer")
    await choir.migrate()
    assert len((await choir.schema())["singer"].triggers) == 1
    await choir.run("INSERT INTO singer (id, choir_id, name, joined_at) VALUES (3, 1, 'An', 30)")
    assert (await choir.counts())["solo"] == 0


async def test_a_renamed_constraint_still_refuses(choir: Workshop) -> None:
    await choir.make(changed('name="singer_leads"', 'name="singer_heads"'), "heads")
    await choir.migrate()
    with pytest.raises(IntegrityError, match=r"singer_heads|singer\.voice"):
        await choir.run("INSERT INTO singer (id, choir_id, name, voice, joined_at) VALUES (9, 1, 'An', 'alt', 10)")


async def test_a_renamed_check_still_refuses(choir: Workshop) -> None:
    await choir.make(changed('name="singer_leaves_later"', 'name="singer_leaves_after"'), "after")
    await choir.migrate()
    with pytest.raises(IntegrityError, match="singer_leaves_after"):
        await choir.run("INSERT INTO singer (id, choir_id, name, joined_at, left_at) VALUES (9, 1, 'An', 10, 5)")


async def test_a_renamed_table_keeps_its_rows(choir: Workshop) -> None:
    """One without foreign keys: Tortoise cannot follow those of a renamed model."""
    await choir.make(CHANGES["a table is added"], "piece")
    rename = by_hand("pass").replace("ops.RunPython(change, back)", "ops.RenameModel('Piece', 'Work')")
    choir.write("0003_work", rename.replace("0001_initial", "0002_piece"))
    await choir.migrate("0002")
    await choir.run("INSERT INTO piece (id) VALUES (1), (2)")
    await choir.migrate()
    assert await choir.counts() == {**COUNTS, "work": 2}
    await choir.migrate("0002")
    assert await choir.counts() == {**COUNTS, "piece": 2}


async def test_tables_for_tests_are_what_migrations_make(choir: Workshop) -> None:
    migrated = await choir.schema()
    await choir.migrate("zero")
    await create_tables(choir.address, choir.models(CHOIR))
    assert differences(migrated, await choir.schema()) == []


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO singer (id, choir_id, name, joined_at, left_at) VALUES (9, 1, 'An', 20, 10)",
        "INSERT INTO singer (id, choir_id, name, voice, joined_at) VALUES (9, 1, 'An', 'alt', 10)",
        "INSERT INTO singer (id, choir_id, name, joined_at) VALUES (9, 1, 'Clara', 10)",
        "INSERT INTO solo (id, singer_id, title) VALUES (9, 99, 'Locus iste')",
    ],
)
async def test_constraints_refuse_what_breaks_them_also_after_a_rebuild(choir: Workshop, row: str) -> None:
    with pytest.raises(IntegrityError):
        await choir.run(row)
    await choir.make(LONGER_NAMES, "longer")
    await choir.migrate()
    with pytest.raises(IntegrityError):
        await choir.run(row)
    await choir.run(
        "INSERT INTO singer (id, choir_id, name, voice, joined_at, left_at) VALUES (9, 1, 'An', 'alt', 1, 2)"
    )


async def test_a_constraint_added_by_hand_refuses_what_breaks_it(choir: Workshop) -> None:
    constraint = "CheckConstraint(check='joined_at > 0', name='singer_joined')"
    operation = f"ops.AddConstraint(model_name='Singer', constraint={constraint})"
    text = by_hand("pass").replace("ops.RunPython(change, back)", operation)
    choir.write("0002_joined", "from tortoise.migrations.constraints import CheckConstraint\n" + text)
    await choir.migrate()
    with pytest.raises(IntegrityError):
        await choir.run("INSERT INTO singer (id, choir_id, name, joined_at) VALUES (9, 1, 'An', 0)")
    await choir.migrate("0001")
    await choir.run("INSERT INTO singer (id, choir_id, name, joined_at) VALUES (9, 1, 'An', 0)")


async def test_a_foreign_key_without_an_index_is_found(choir: Workshop) -> None:
    assert unindexed_foreign_keys(await choir.schema()) == []
    bare = CHOIR.replace('related_name="solos", db_index=True', 'related_name="solos"')
    await choir.make(bare, "bare")
    await choir.migrate()
    assert unindexed_foreign_keys(await choir.schema()) == ["solo.singer_id"]
    assert await drift(choir.models(bare), package=choir.package) == ["no index: solo.singer_id"]


async def test_a_migration_may_change_rows_and_says_how_many(choir: Workshop) -> None:
    body = "await apps.get_model('akkoord.Solo').filter(singer_id=2).delete()"
    choir.write("0002_no_solos", by_hand(body))
    said = await choir.migrate()
    assert "Table solo: 3 rows became 1." in said
    assert (await choir.counts())["solo"] == 1


async def test_each_migration_sees_the_models_of_its_own_time(choir: Workshop) -> None:
    create = "await apps.get_model('akkoord.Singer').create(id={}, choir_id=1, name='{}', joined_at=EPOCH{})"
    epoch = "from server.kernel.database.fields import EPOCH\n"
    choir.write("0002_an", epoch + by_hand(only_on_rows(create.format(3, "An", ""))))
    await choir.make(changed("    voice =", "    height = fields.IntField(null=True)\n    voice ="), "height")
    later = by_hand(only_on_rows(create.format(4, "Rosa", ", height=170")))
    choir.write("0004_rosa", epoch + later.replace("0001_initial", "0003_height"))
    await choir.migrate()
    assert await choir.rows("SELECT name, height FROM singer WHERE id > 2 ORDER BY id") == [
        {"name": "An", "height": None},
        {"name": "Rosa", "height": 170},
    ]


# Where to


async def test_migrations_can_be_undone_to_nothing_and_redone(choir: Workshop) -> None:
    await choir.migrate("zero")
    assert await choir.schema() == {}
    assert await pending(choir.address, package=choir.package) == ["0001_initial"]
    await choir.migrate()
    await choir.fill()
    assert await choir.counts() == COUNTS


async def test_an_unknown_target_is_refused_with_the_names_there_are(choir: Workshop) -> None:
    with pytest.raises(MigrationFailed) as refusal:
        await choir.migrate("0007")
    assert refusal.value.reason.params == {"name": "0007", "names": "0001_initial"}


async def test_what_cannot_be_undone_is_refused_before_anything_happens(choir: Workshop) -> None:
    choir.write("0002_final", by_hand("pass", code="change"))
    await choir.migrate()
    with pytest.raises(MigrationFailed, match="migration_final"):
        await choir.migrate("0001")
    assert choir.said == []


async def test_a_database_of_a_newer_version_is_left_alone(choir: Workshop, tmp_path: Path) -> None:
    choir.write("0002_newer", by_hand("pass"))
    await choir.migrate()
    (tmp_path / choir.package / "0002_newer.py").unlink()
    for refused in (choir.migrate(), pending(choir.address, package=choir.package)):
        with pytest.raises(MigrationFailed, match="migration_newer"):
            await refused


async def test_two_migrations_that_follow_the_same_one_are_refused(choir: Workshop) -> None:
    choir.write("0002_clara", by_hand("pass"))
    choir.write("0003_jonas", by_hand("pass"))
    with pytest.raises(MigrationFailed) as refusal:
        await choir.migrate()
    assert refusal.value.reason.params == {"name": "0003_jonas", "before": "0002_clara"}
