"""What a commitment's standing rests on, on the as-of date."""

from __future__ import annotations

from store.derived import known_updates
from store.entry import Entry
from store.model import Source, Update


def latest_assessing(entry: Entry) -> Update | None:
    """Return the latest update that sets a status or a progress; None when none does."""
    for update in reversed(known_updates(entry.commitment, entry.as_of)):
        if update.status is not None or update.progress is not None:
            return update
    return None


def stated_progress(entry: Entry) -> int | None:
    """Return the percent done that updates state; None when it is only counted or unknown."""
    return None if entry.derived.counted else entry.derived.progress


def cited(entry: Entry) -> list[Source]:
    """Return the sources of the updates that set the present status and progress."""
    known = known_updates(entry.commitment, entry.as_of)
    deciding = (
        next((each for each in reversed(known) if each.status is not None), None),
        next((each for each in reversed(known) if each.progress is not None), None),
    )
    return list(dict.fromkeys(each.source for each in deciding if each and each.source))
