import pytest

import extract.schema
import ingest.schema
from taskgraph import schema
from taskgraph.store import open_database


@pytest.mark.parametrize(
    "migrations",
    [ingest.schema.migrations, extract.schema.migrations, schema.migrations],
    ids=lambda migrations: migrations.name,
)
def test_migrations_are_numbered_in_the_order_in_which_they_are_applied(migrations):
    applied = [migration.name for migration in migrations.applied(open_database(":memory:"))]
    assert [name[:5] for name in applied] == [f"m{number:03}_" for number in range(1, len(applied) + 1)]
