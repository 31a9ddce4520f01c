"""What the words of a brief mean, said in the brief itself."""

from __future__ import annotations

from store.brief.brief import Brief
from store.derived import BEHIND_POINTS, NEAR_DUE_DAYS


def reading_of(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return each word with its meaning."""
    days = brief.thresholds
    return (
        (
            "As of",
            f"What the updates known at the end of {brief.as_of} say. Dates are as exact as their "
            "source; a month, a quarter and a year count to their last day. Due dates are those "
            "that the register has now.",
        ),
        (
            "Changed",
            f"Compared with the end of {brief.since}. What was written into the register counts "
            "from that day on (UTC): dates moved, commitments added, updates recorded late.",
        ),
        ("Overdue", "Past the last day of the due date, and not settled."),
        (
            "Stale",
            f"Open, and not heard of for {days.stale} days; for {days.stale_near_due} days when "
            f"{NEAR_DUE_DAYS} days or fewer are left, or none.",
        ),
        ("Behind", f"Progress trails the calendar by more than {BEHIND_POINTS} points."),
        (
            "Progress",
            "As the latest update says; where none does, the share of milestones met.",
        ),
        (
            "Provisional",
            "Settled, but no update that says so cites a source. Marked *, and left out of the "
            "counts of statuses and of progress.",
        ),
        ("Self-declared", "The status rests only on parties speaking of themselves."),
        (
            "Data",
            "The SHA-256 of the commitments concerned and their instruments, as canonical JSON: "
            f"{brief.hash}. The same data and dates give the same brief, byte for byte.",
        ),
    )
