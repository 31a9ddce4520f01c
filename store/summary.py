"""A domain in figures."""

from __future__ import annotations

from typing import NamedTuple

from store.model import Domain
from store.tally import Tally


class DomainSummary(NamedTuple):
    """One domain, or all of them, in figures."""

    domain: Domain | None
    """None stands for all."""
    size: int | None
    """How many commitments; None while nobody has counted."""
    progress: int | None
    """Mean percent done of those that say; None when most do not, and provisional ones do not."""
    overdue: int
    stale: int

    @classmethod
    def unknown(cls, domain: Domain | None) -> DomainSummary:
        """Return a domain without figures."""
        return cls(domain, size=None, progress=None, overdue=0, stale=0)

    @classmethod
    def of(cls, domain: Domain | None, found: int, tally: Tally) -> DomainSummary:
        """Return the figures of those in a set of positions that are in a domain."""
        bits = found & tally.domain(domain.id) if domain else found
        return cls(
            domain,
            size=bits.bit_count(),
            progress=tally.mean_progress(bits),
            overdue=(bits & tally.overdue).bit_count(),
            stale=(bits & tally.stale).bit_count(),
        )
