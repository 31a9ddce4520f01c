"""What a commitment in JSON says besides its own fields: what follows from them on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.model.entry import Entry
from store.storage.documents import Document


def derived_fields(entry: Entry) -> Document:
    """Return what follows on the as-of date, by name.

    `due` is the date that holds then, and takes the place of the commitment's own, which is
    `first_due`. Whole numbers are days, percent or points; what is not known is None.
    """
    state = entry.derived
    return {
        "due": str(state.due) if state.due else None,
        "first_due": str(entry.commitment.due) if entry.commitment.due else None,
        "moved": state.moved,
        "slip_days": state.slip_days,
        "schedule": state.schedule,
        "status": state.status.value,
        "measured_as": state.measure.value,
        "progress": state.progress,
        "steps_met": state.steps_met,
        "steps": state.steps,
        "last_kept": str(state.last_kept) if state.last_kept else None,
        "overdue_days": state.overdue_days,
        "behind": state.behind,
        "unheard_days": state.unheard_days,
        "unlooked_days": state.unlooked_days,
        "stale_days": state.unheard_days,
        "stale": state.stale,
        "silent": state.silent,
        "claimed": state.claimed.value if state.claimed else None,
        "seen": state.seen.value if state.seen else None,
        "claimed_ahead": state.claimed_ahead,
        "disputed": state.disputed,
        "confidence": state.confidence.value if state.confidence else None,
        "provisional": state.provisional,
        "to_confirm": state.to_confirm,
        "self_declared": state.self_declared,
        "attention": state.attention,
    }


NAMES = (
    *("due", "first_due", "moved", "slip_days", "schedule", "status", "measured_as", "progress"),
    *("steps_met", "steps", "last_kept", "overdue_days", "behind", "unheard_days"),
    *("unlooked_days", "stale_days", "stale", "silent", "claimed", "seen", "claimed_ahead"),
    *("disputed", "confidence", "provisional", "to_confirm", "self_declared"),
    "attention",
)
"""The names that `derived_fields` gives."""


def without_derived(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a commitment itself, as `derived_fields` found them."""
    kept = {name: each for name, each in item.items() if name not in NAMES}
    due = item.get("first_due", item.get("due"))
    return kept | ({"due": due} if "due" in item else {})
