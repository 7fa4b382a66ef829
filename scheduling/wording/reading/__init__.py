"""What people type, as values: hours, days, periods, people and zones."""

from scheduling.wording.reading.advice import without_commands
from scheduling.wording.reading.availability import read_availability
from scheduling.wording.reading.bounds import days_asked, whole_days
from scheduling.wording.reading.candidates import ParsedCandidate, read_candidate
from scheduling.wording.reading.fields import (
    GivenHours,
    When,
    read_days,
    read_given,
    read_given_time_off,
    read_when,
)
from scheduling.wording.reading.grammar.calendar import read_working_days
from scheduling.wording.reading.grammar.clock import read_time
from scheduling.wording.reading.grammar.days import read_day
from scheduling.wording.reading.grammar.narrowing import read_period
from scheduling.wording.reading.grammar.stretches import Period
from scheduling.wording.reading.instants import looks_dated, read_date, read_start
from scheduling.wording.reading.lengths import read_length
from scheduling.wording.reading.of_others import SaidOfAnother, said_of_another
from scheduling.wording.reading.parsed import ParsedAvailability, said_words, sentence_of
from scheduling.wording.reading.people.beside_names import words_beside_a_name
from scheduling.wording.reading.people.endings import Ending, EndingMeant, read_ending
from scheduling.wording.reading.people.escapes import (
    UserGroup,
    refuse_escapes,
    user_groups,
    with_members,
)
from scheduling.wording.reading.people.looking_back import looking_back, without_last_frame
from scheduling.wording.reading.people.names import clean_name, closest, read_email
from scheduling.wording.reading.people.naming import Mention, Question
from scheduling.wording.reading.people.pieces import mentioned_ids, with_writer
from scheduling.wording.reading.people.questions import read_mentions, read_question
from scheduling.wording.reading.plain_words import (
    AskedBack,
    HoursMeant,
    PlainWords,
    SlotsMeant,
    SmallTalk,
    WayToAsk,
    read_plain_words,
)
from scheduling.wording.reading.removals import read_removals
from scheduling.wording.reading.zones import read_clock, read_zone

__all__ = [
    "AskedBack",
    "Ending",
    "EndingMeant",
    "GivenHours",
    "HoursMeant",
    "Mention",
    "ParsedAvailability",
    "ParsedCandidate",
    "Period",
    "PlainWords",
    "Question",
    "SaidOfAnother",
    "SlotsMeant",
    "SmallTalk",
    "UserGroup",
    "WayToAsk",
    "When",
    "clean_name",
    "closest",
    "days_asked",
    "looking_back",
    "looks_dated",
    "mentioned_ids",
    "read_availability",
    "read_candidate",
    "read_clock",
    "read_date",
    "read_day",
    "read_days",
    "read_email",
    "read_ending",
    "read_given",
    "read_given_time_off",
    "read_length",
    "read_mentions",
    "read_period",
    "read_plain_words",
    "read_question",
    "read_removals",
    "read_start",
    "read_time",
    "read_when",
    "read_working_days",
    "read_zone",
    "refuse_escapes",
    "said_of_another",
    "said_words",
    "sentence_of",
    "user_groups",
    "whole_days",
    "with_members",
    "with_writer",
    "without_commands",
    "without_last_frame",
    "words_beside_a_name",
]
