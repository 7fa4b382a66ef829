"""Block Kit as strictly as Slack takes it: what is wrong with a payload, and what people choose.

Every function is pure and works on plain JSON values (dicts, lists, texts, numbers).
"""

from sandbox.blocks.surfaces import problems_in_message, problems_in_view
from sandbox.blocks.values import action_of, initial_state, state_of
from sandbox.blocks.walk import fill_ids, find_element

__all__ = [
    "action_of",
    "fill_ids",
    "find_element",
    "initial_state",
    "problems_in_message",
    "problems_in_view",
    "state_of",
]
