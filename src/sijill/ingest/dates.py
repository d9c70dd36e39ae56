"""Days of publication as sources write them: ISO, the dates of mail and feeds, and days in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from ..errors import UsageError

_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")


def civil_date(text: str) -> str:
    """The ISO day of a date or date-time ('' stays ''). UsageError where it is no date."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is no date (wanted YYYY-MM-DD)") from None


def stamped_day(stamp: str) -> str:
    """The local day of a stamp, ISO or as in mail (Sun, 10 Mar 2024 08:00:00 +0300); '' where it is none."""
    for text in (stamp, stamp.strip()[:10]):
        try:
            return civil_date(text)
        except UsageError:
            continue
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def day_in_address(url: str) -> str:
    """The day that stands in an address (/2024/3/9/…), '' where none does."""
    found = _DATED_ADDRESS.search(url)
    return stamped_day("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else ""


def first_day(stamps: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first of (where from, stamp) that is a day, as (day, where from); two empty strings for none."""
    for source, stamp in stamps:
        day = stamped_day(stamp) if stamp.strip() else ""
        if day:
            return day, source
    return "", ""
