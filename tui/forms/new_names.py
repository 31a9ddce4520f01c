"""Domains and instruments that are typed in a form and not there yet: offered to be made.

`NewNames` belongs to one open form. What is accepted is made together with the commitment, as
one change; what is not stays a mistake of its line.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.model.entities import Commitment, Instrument, Register
from store.model.ids import SLUG, slug
from store.model.register_edits import add_domain, add_instrument
from store.text import one_line

OFFERED = ("domains", "instrument")
"""The fields of a commitment whose names can be made."""


class NewNames:
    """What is to be made beside a commitment, as far as it was accepted."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._domains: dict[str, str] = {}
        """Names by the ids that are made of them."""
        self._instruments: list[str] = []

    @property
    def register(self) -> Register:
        """The register with what was accepted."""
        return self._grown(self._register, self._domains, self._instruments)

    def offer(self, field: str, text: str) -> str:
        """Return what would be made of a text, in words; empty where all of it is known."""
        missing = self._missing(field, text)
        if not missing:
            return ""
        kind = "domain" if field == "domains" else "instrument"
        names = ", ".join(f"“{one_line(each)}”" for each in missing)
        return f"the {kind}{'' if len(missing) == 1 else 's'} {names}"

    def accept(self, field: str, text: str) -> None:
        """Make what a text names, once the form is saved."""
        for each in self._missing(field, text):
            if field == "domains":
                self._domains[slug(each)] = each
            else:
                self._instruments.append(each)

    def remark(self, field: str, text: str) -> str:
        """Return what of a text will be made; empty where that is nothing."""
        known = {each.casefold() for each in self._domains.values()} | set(self._domains)
        made = [each for each in _words(field, text) if each.casefold() in known]
        made = made if field == "domains" else [each for each in self._instruments if each == text]
        return f"made when this is saved: {', '.join(made)}" if made else ""

    def needed(self, commitment: Commitment) -> list[str]:
        """Return what a commitment uses of it, in words."""
        used = [f"domain {each}" for each in self._domains if each in commitment.domains]
        return used + [
            f"instrument {each}" for each in self._instruments if each == commitment.instrument
        ]

    def made_for(self, register: Register, commitment: Commitment) -> Register:
        """Return a register that has what a commitment uses of it."""
        domains = {key: name for key, name in self._domains.items() if key in commitment.domains}
        wanted = [each for each in self._instruments if each == commitment.instrument]
        return self._grown(register, domains, wanted)

    def _grown(
        self, register: Register, domains: dict[str, str], instruments: Sequence[str]
    ) -> Register:
        for key, name in domains.items():
            if all(each.id != key for each in register.domains):
                register = add_domain(register, key, "" if name == key else name)
        for each in instruments:
            if all(one.id != each for one in register.instruments):
                register = add_instrument(register, Instrument(each, each))
        return register

    def _missing(self, field: str, text: str) -> list[str]:
        register = self.register
        if field == "instrument":
            known = {each.id for each in register.instruments}
            return [each for each in _words(field, text) if each not in known and _is_id(each)]
        known = {each.id for each in register.domains}
        known |= {each.name.casefold() for each in register.domains}
        missing = [each for each in _words(field, text) if each.casefold() not in known]
        return [each for each in missing if slug(each) and slug(each) not in known]


def _words(field: str, text: str) -> list[str]:
    parts = text.split(",") if field == "domains" else [text]
    return list(dict.fromkeys(each.strip() for each in parts if each.strip()))


def _is_id(text: str) -> bool:
    return bool(SLUG.fullmatch(text))
