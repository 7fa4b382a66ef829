"""When each person was last changed: what tells whether something kept in memory still holds."""

import sqlalchemy as sa

from scheduling.store.schema.tables.columns import metadata

# Written by triggers alone (`schema/watching.py`), so that no writer can forget to: bots of other
# versions and people at a prompt are seen as well. The row stays when the person goes.
last_change = sa.Table(
    "last_change",
    metadata,
    sa.Column("person_id", sa.Integer, primary_key=True, autoincrement=False),
    # Higher than all before it on SQLite, the id of the transaction on PostgreSQL.
    sa.Column("number", sa.BigInteger, nullable=False, index=True),
    # Of this database alone: in a copy of it, other numbers are given.
    info={"is_copied": False},
)
