"""The words a register brings to the language: its domains, parties, tags and so on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from store.model.entities import Commitment, Domain, Instrument, Register
from store.text import fold


class Vocabulary:
    """The words of one register, to check a query with and to complete it from. Never changes.

    `commitments` is gone through only when its words are asked for, perhaps more than once.
    Domains decide whether a query is a mistake. The other lists only suggest, and are
    gathered when first asked for.
    """

    def __init__(
        self,
        domains: Iterable[Domain] = (),
        commitments: Iterable[Commitment] = (),
        instruments: Iterable[Instrument] = (),
    ) -> None:
        self.domains = tuple(domains)
        self._commitments = commitments
        self._instruments = tuple(instruments)

    @classmethod
    def of(cls, register: Register) -> Vocabulary:
        """Return the vocabulary of a register."""
        return cls(register.domains, register.commitments, register.instruments)

    def domain_id(self, text: str) -> str | None:
        """Return the id of the domain with this id or name, case- and accent-blind.

        None when there is none. Without any domain to compare with, every text passes.
        """
        if not self.domains:
            return text
        wanted = fold(text)
        return self._ids_by_name.get(wanted) or self._undeclared.get(wanted)

    @cached_property
    def domain_ids(self) -> tuple[str, ...]:
        """The declared domains in the register's order."""
        return tuple(domain.id for domain in self.domains)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all commitments, in the register's order."""
        return tuple(commitment.id for commitment in self._commitments)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties of all commitments, each once, in the order they are first met."""
        return _each_once(party for each in self._commitments for party in each.parties)

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """The responsible bodies, each once."""
        return _each_once(each.lead for each in self._commitments)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return _each_once(tag for each in self._commitments for tag in each.tags)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The owners of follow-ups, each once."""
        return _each_once(step.owner for each in self._commitments for step in each.follow_ups)

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """The titles of the instruments, each once."""
        return _each_once(each.title for each in self._instruments)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of instrument, each once."""
        return _each_once(each.kind for each in self._instruments)

    @cached_property
    def _ids_by_name(self) -> dict[str, str]:
        names = {fold(domain.name): domain.id for domain in self.domains}
        return names | {fold(domain.id): domain.id for domain in self.domains}

    @cached_property
    def _undeclared(self) -> dict[str, str]:
        # A file from elsewhere may use a domain it never declared: still findable.
        return {fold(domain): domain for each in self._commitments for domain in each.domains}


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in dict.fromkeys(texts) if text)


EMPTY_VOCABULARY = Vocabulary()
"""Knows no register: every domain passes."""
