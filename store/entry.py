"""One commitment as a list shows it: with its instrument and its state on the as-of date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from store.derived import DEFAULT, Derived, Thresholds, derive, known_updates
from store.model import Commitment, Instrument
from store.text import fold


class Entry:
    """A commitment, its instrument and what is derived for one day. Never changes."""

    __slots__ = ("_derived", "_folded", "as_of", "commitment", "instrument", "thresholds")

    def __init__(
        self,
        commitment: Commitment,
        instrument: Instrument | None,
        as_of: date,
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        self.commitment = commitment
        self.instrument = instrument
        self.as_of = as_of
        self.thresholds = thresholds
        self._derived: Derived | None = None
        self._folded: str | None = None

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

    @property
    def derived(self) -> Derived:
        """The commitment's state on the as-of date."""
        if self._derived is None:
            self._derived = derive(self.commitment, self.as_of, self.thresholds)
        return self._derived

    @property
    def folded(self) -> str:
        """All that a bare word searches on the as-of date, folded, parts kept apart by newlines."""
        if self._folded is None:
            self._folded = fold("\n".join(self._texts()))
        return self._folded

    def _texts(self) -> list[str]:
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
        return parts
