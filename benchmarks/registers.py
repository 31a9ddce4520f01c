"""Registers of any size to measure with: the same for the same number and seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from store.register.migrations import SCHEMA
from store.storage import Database

Tables = dict[str, list[dict[str, Any]]]

_TEXT = """
framework maritime patrol aircraft co-production licence transfer exercise annual joint
statement defence industrial roadmap engine fighter undersea domain awareness liaison
officer logistics agreement supply security arrangement procurement reciprocal working
group delivery contract offer letter acceptance ministry department ships repair
"""
_WORDS = _TEXT.split()
_PARTIES = ("india", "united-states", "japan", "australia", "france")
_DOMAINS = ("land", "air", "maritime", "space", "cyber", "technology", "industry", "logistics")
_STATUSES = ("not-assessed", "not-started", "in-progress", "stalled", "kept", "partly-kept")


def make_register(count: int, seed: int = 2025) -> Tables:
    """Return the documents of a register by table: `count` commitments of about 1.7 KB each."""
    chance = random.Random(seed)
    domains = [{"id": name, "name": name.capitalize()} for name in _DOMAINS]
    return {
        "register": [{"title": f"{count:,} commitments", "domains": domains}],
        "instruments": [_instrument(number, chance) for number in range(1, 9)],
        "commitments": [_commitment(number, chance) for number in range(1, count + 1)],
    }


def write_register(path: Path, register: Tables) -> None:
    """Write a register's file, with nothing left in a journal."""
    with Database(path, schema=SCHEMA, create=True) as db:
        with db.storage.transaction():
            for table, documents in register.items():
                db.table(table).insert_multiple(documents)
        db.storage.checkpoint()


def _commitment(number: int, chance: random.Random) -> dict[str, Any]:
    start = chance.randint(2015, 2026)
    return {
        "id": f"c{number}",
        "title": _text(chance, 5).capitalize(),
        "summary": _text(chance, 18).capitalize() + ".",
        "instrument": f"i{chance.randint(1, 8)}",
        "clause": f"para {chance.randint(1, 40)}",
        "parties": chance.sample(_PARTIES, 2),
        "lead": _text(chance, 3).title(),
        "domains": chance.sample(_DOMAINS, chance.randint(1, 3)),
        "start": str(start),
        "due": f"{start + chance.randint(1, 10)}-{chance.randint(1, 12):02}",
        "priority": chance.choice(("high", "normal", "normal", "low")),
        "tags": chance.sample(_WORDS, 2),
        "milestones": [
            {"id": f"m{n}", "title": _text(chance, 5), "date": _day(chance)} for n in (1, 2, 3)
        ],
        "follow_ups": [
            {"id": "f1", "title": _text(chance, 6), "owner": "desk", "due": _day(chance)}
        ],
        "updates": [_update(n, chance) for n in range(1, chance.randint(2, 4))],
    }


def _update(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"u{number}",
        "date": _day(chance, last=2025),
        "note": _text(chance, 14).capitalize() + ".",
        "status": chance.choice(_STATUSES),
        "progress": chance.randrange(0, 101, 5),
        "source": _source(chance),
    }


def _instrument(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"i{number}",
        "title": f"Instrument {number}",
        "kind": chance.choice(("framework", "agreement", "joint statement")),
        "date": _day(chance),
        "source": _source(chance),
    }


def _source(chance: random.Random) -> dict[str, Any]:
    return {
        "title": _text(chance, 7).capitalize(),
        "publisher": _text(chance, 2).title(),
        "date": _day(chance),
        "url": f"https://example.org/{chance.randrange(1 << 60):x}",
        "kind": chance.choice(("official", "independent")),
    }


def _day(chance: random.Random, last: int = 2030) -> str:
    return f"{chance.randint(2018, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
