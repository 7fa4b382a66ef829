"""Where data rests: rows never leave this folder, only the values of the model do.

Use cases open a transaction of the `Store` and hand its `Session` to the functions beside it.
"""

from sqlalchemy.orm import Session

from scheduling.store.database import Store

__all__ = ["Session", "Store"]
