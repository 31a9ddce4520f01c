"""One commitment as a list shows it: with its instrument and its state on the as-of date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from store.derived import DEFAULT, Derived, Thresholds, derive, known_updates
from store.model import Commitment, Instrument
from store.text import fold


class Entry:
    """A commitment, its instrument and what is derived for one day. Never changes."""

    def __init__(
        self,
        commitment: Commitment,
        instrument: Instrument | None,
        as_of: date,
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        self.as_of = as_of
        self.thresholds = thresholds
        self.commitment = commitment
        self.instrument = instrument

    @classmethod
    def of(
        cls,
        commitment: Commitment,
        instruments: Mapping[str, Instrument],
        as_of: date,
        thresholds: Thresholds = DEFAULT,
    ) -> Entry:
        """Make the entry of a commitment on a day."""
        return cls(commitment, instruments.get(commitment.instrument), as_of, thresholds)

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.commitment.id

    @cached_property
    def derived(self) -> Derived:
        """The commitment's state on the as-of date."""
        return derive(self.commitment, self.as_of, self.thresholds)

    @cached_property
    def folded(self) -> str:
        """All that a bare word searches on the as-of date, folded, parts kept apart by newlines."""
        commitment, instrument = self.commitment, self.instrument
        parts = [commitment.id, commitment.title, commitment.summary, commitment.clause]
        parts += [commitment.lead, *commitment.parties, *commitment.tags]
        parts += [commitment.instrument]
        parts += [instrument.title, instrument.kind] if instrument else []
        parts += [milestone.title for milestone in commitment.milestones]
        for follow_up in commitment.follow_ups:
            parts += [follow_up.title, follow_up.owner]
        for update in known_updates(commitment, self.as_of):
            parts.append(update.note)
            if update.source:
                parts += [update.source.title, update.source.publisher]
        return fold("\n".join(parts))
