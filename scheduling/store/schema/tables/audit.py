"""Who did what, when and by which way. Rows are added and end by age alone; none is changed, but
for a Slack id, in the place of which the number of an erased person comes.
"""

import sqlalchemy as sa

from scheduling.store.schema.tables.columns import Instant, id_column, metadata

# Without keys to other tables: what an entry is about may be gone, and the entry stays.
audit = sa.Table(
    "audit",
    metadata,
    id_column(),
    sa.Column("at", Instant, nullable=False, index=True),
    sa.Column("through", sa.String, nullable=False),
    sa.Column("person_id", sa.Integer),
    sa.Column("slack_user_id", sa.String),
    sa.Column("token", sa.String),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("subject_id", sa.Integer),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Index(None, "subject", "subject_id", "id"),
    sqlite_autoincrement=True,
)
