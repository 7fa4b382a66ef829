"""How Alembic reaches the database: over the connection that the store hands in."""

from alembic import context

from scheduling.store.schema.tables import metadata

# What is asked of the database otherwise has less time than a large table may take to change. To
# wait for somebody else's lock is of no use for long: it is held by a bot that still runs.
_LIMITS = {"statement_timeout": "15min", "lock_timeout": "10s"}

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
if connection.dialect.name == "postgresql":
    for name, limit in _LIMITS.items():
        connection.exec_driver_sql(f"SET LOCAL {name} = '{limit}'")
with context.begin_transaction():
    context.run_migrations()
