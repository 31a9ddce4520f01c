"""Percent done as people write it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from exchange.importers.values.dates import plain_date_text

PercentScale = Literal["", "percent", "fraction"]
"""Whether 1 is one percent or all of it; empty where the column shows that."""

_PERCENT = re.compile(
    r"(\d{1,3})(?:[.,٫](\d{1,15}))?\s*"
    r"(%|٪|percent|per cent|pct|prozent|pour cent|por ciento|por cento|per cento|"
    r"procent|процентов)?"
)
_WHOLE = 100


def plain_number(text: str) -> Decimal | None:
    """Return a number that is written without a sign of percent; None for anything else."""
    match = _PERCENT.fullmatch(plain_date_text(text))
    if match is None or match[3]:
        return None
    return Decimal(f"{match[1]}.{match[2] or 0}")


def read_percent(text: str, scale: PercentScale = "") -> Decimal | None:
    """Return a percentage from 0 to 100; None for what is none, or may be a fraction.

    >>> read_percent("45 %"), read_percent("0.4"), read_percent("0.4", "fraction")
    (Decimal('45'), None, Decimal('40.0'))
    """
    match = _PERCENT.fullmatch(plain_date_text(text))
    if match is None:
        return None
    number = Decimal(f"{match[1]}.{match[2]}" if match[2] else match[1])
    if not match[3]:
        if scale == "fraction":
            number *= _WHOLE
        elif not scale and match[2] and not int(match[1]) and number:
            # Half of what writes 0.4 means 40 %; that is not for us to say.
            return None
    return number if number <= _WHOLE else None


def whole(number: Decimal) -> int:
    """Return a percentage rounded to a whole one."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
