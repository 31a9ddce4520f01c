"""How a follow-up is a task of Taskwarrior: what import and export have to agree on.

Names of attributes, moments against days, and `stable_id`: the UUID that the same things always
get, which calendar events use too.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

OURS = "entente"
"""The user attribute by which a task says whose it is: `commitment/follow-up`."""
OWNER = f"{OURS}_owner"
PARTIAL = {"due": f"{OURS}_due", "end": f"{OURS}_done"}
"""Where a date stands that is no day, by the attribute that has the days."""
OPEN = ("pending", "waiting", "recurring")
CLOSED = ("completed", "deleted")
"""The statuses of open and of done tasks; the first is the usual one."""
AS_WRITTEN = "as_written"
"""Attributes that a follow-up says otherwise, or less exactly: what it says for each, and the
value as the task had it, which goes out again while the follow-up still says that."""

_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z", re.ASCII)


def moment_of(day: date) -> str:
    """Return a day as a task's moment: noon, on the same day nearly everywhere."""
    return f"{day.isoformat().replace('-', '')}T120000Z"


def day_of(moment: str) -> date | None:
    """Return the day that a task's moment has in the local time zone; None for anything else."""
    match = _MOMENT.fullmatch(moment)
    if match is None:
        return None
    try:
        year, month, day, hour, minute, second = map(int, match.groups())
        # Taskwarrior keeps midnight of the user's own day, in UTC.
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def is_made_here(uuid: object) -> bool:
    """Whether our export gave a task its UUID: Taskwarrior makes them by chance, not by name."""
    try:
        return UUID(str(uuid)).version == 5
    except ValueError:
        return False


_ENTENTE = UUID("5d2a1c0e-6f0b-5a53-9d6c-2f3a6f2b7e41")


def stable_id(*parts: str) -> str:
    """Return the UUID that these parts, and no others, always have."""
    return str(uuid5(_ENTENTE, "\0".join(parts)))
