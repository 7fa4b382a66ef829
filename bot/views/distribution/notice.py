"""What each person of a round is told: all of their interviews in one message."""

from datetime import datetime

from bot.views.block_kit.blocks import Blocks, context_line, other_clocks, section
from bot.views.block_kit.marked import mrkdwn, notification
from bot.views.interviews.shown.buttons import decline_button
from scheduling.model import Interview, News
from scheduling.wording.saying.notices.sentences import (
    MOST_LINES,
    interview_words,
    notice_words,
    whole_words,
)
from scheduling.wording.saying.reader import Reader


def round_message(news: News, *, reader: Reader, now: datetime) -> tuple[str, Blocks]:
    """Return the message as plain text that stands alone, and as blocks.

    The news must have at least one interview. Each that is shown has a button and maybe a line
    of clocks.
    """
    head = notice_words(news, reader=reader, now=now)
    blocks: Blocks = [section(f":calendar: {mrkdwn(head)}")]
    for interview in news.interviews[:MOST_LINES]:
        blocks += _rows(interview, reader)
    more = len(news.interviews) - MOST_LINES
    if more > 0:
        blocks.append(context_line(f"and {more} more: `/interviews` shows all of them."))
    whole = whole_words(news, reader=reader, now=now)
    return f":calendar: {notification(whole)}", blocks


def _rows(interview: Interview, reader: Reader) -> Blocks:
    words = mrkdwn(interview_words(interview, reader=reader))
    on_panel = [person for person in interview.interviewers if reader.is_called(person)]
    may_decline = any(person.id not in interview.declined for person in on_panel)
    decline = decline_button(interview, reader=reader) if may_decline else None
    row = section(words, accessory=decline)
    clocks = other_clocks(interview, zone=reader.zone)
    return [row, context_line(clocks)] if clocks else [row]
