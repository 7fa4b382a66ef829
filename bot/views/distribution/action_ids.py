"""The names of the buttons under plans, which more than one view of them has."""

BOOK = "round_book"
BOOK_EVEN = "round_book_even"
ADJUST = "round_adjust"
DROP = "round_drop"
MORE = "round_more"
OPEN_REBALANCE = "round_relevel_open"
REBALANCE = "round_relevel"
