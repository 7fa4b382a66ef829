"""The tz database that time zones are read from."""

import zoneinfo
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo

from scheduling.errors import TimeZonesMissing
from scheduling.zones import offset_segments, on_the_hour


def use_pinned_time_zones() -> None:
    """Read zones from the installed tzdata alone, which we choose, from now on.

    The operating system's database comes first otherwise, and may be years older. Raises
    TimeZonesMissing without tzdata.
    """
    tzdata_version()
    if zoneinfo.TZPATH == ():
        return  # all that was read since came from there
    # Without directories to look in, zoneinfo reads the package (PEP 615, "Sources for time zone
    # data").
    zoneinfo.reset_tzpath(to=())
    # What was worked out from the other database before must not outlive it.
    ZoneInfo.clear_cache()
    offset_segments.cache_clear()
    on_the_hour.cache_clear()


@cache
def tzdata_version(*, package: str = "tzdata") -> str:
    """Return the version of the installed tzdata, such as "2026.1".

    Raises TimeZonesMissing without it.
    """
    try:
        return version(package)
    except PackageNotFoundError:
        raise TimeZonesMissing(package=package) from None
