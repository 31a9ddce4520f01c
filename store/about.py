"""What a register says of itself, apart from its commitments and instruments."""

from __future__ import annotations

from msgspec import Struct

from store.dates import PartialDate
from store.model import Commitment, Domain, Instrument, Register, View


class About(Struct, frozen=True):
    """The one document of the `register` table."""

    title: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    domains: tuple[Domain, ...] = ()
    views: tuple[View, ...] = ()

    @classmethod
    def of(cls, register: Register) -> About:
        """Return what a register says of itself."""
        return cls(register.title, register.start, register.end, register.domains, register.views)

    def register(
        self, instruments: tuple[Instrument, ...], commitments: tuple[Commitment, ...]
    ) -> Register:
        """Return the register with these instruments and commitments."""
        return Register(
            title=self.title,
            start=self.start,
            end=self.end,
            domains=self.domains,
            instruments=instruments,
            commitments=commitments,
            views=self.views,
        )
