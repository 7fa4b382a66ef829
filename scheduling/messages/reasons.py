"""Reasons of our own why a message was given up; the others are words of Slack's."""

TOO_LATE = "too_late"
DEACTIVATED = "deactivated"
GONE = "gone"
UNWRITTEN = "unwritten"
UNCERTAIN = "uncertain"
HELD = "held"
BY_HAND = "by_hand"
