"""What every request can do about calendars, whichever surface it came by."""

from collections.abc import Callable, Collection, Iterable

from bot.calendars.keeping.keeper import CalendarKeeper


class ReadsCalendars:
    """Has calendars be read once more before their owners are booked, within 2 s."""

    __slots__ = ()

    calendars: CalendarKeeper | None
    """Reads people's calendars; None where nothing does."""

    async def read_calendars(self, person_ids: Iterable[int]) -> bool:
        """Have people's calendars be read; tell whether there were any to be read."""
        return self.calendars is not None and await self.calendars.before_booking.read(person_ids)

    async def read_calendars_of(self, interview_id: int) -> None:
        """Do the same for all in an interview, where there is one."""
        if self.calendars is not None:
            await self.calendars.before_booking.read_for(interview_id)

    async def read_calendars_of_those(self, who: Callable[[], Collection[int]]) -> None:
        """Do the same for whoever would be booked, as often as that becomes somebody else."""
        if self.calendars is not None:
            await self.calendars.before_booking.read_those(who)
