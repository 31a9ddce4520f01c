"""The registers that tests are written against."""

from __future__ import annotations

from itertools import starmap

from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import (
    Commitment,
    Confidence,
    Domain,
    FollowUp,
    Instrument,
    Milestone,
    OwnStatusWord,
    Priority,
    Register,
    Source,
    SourceKind,
    Update,
    View,
)
from store.model.status import Status

_day = PartialDate.parse

PRESS = Source(
    "Ministers agree",
    "The Daily",
    _day("2025-02-06"),
    "https://example.org/agree",
    kind=SourceKind.INDEPENDENT,
)
MINISTRY = Source(
    "Press note",
    "Ministry of Ports",
    _day("2025-10-31"),
    "https://example.org/note",
    kind=SourceKind.OFFICIAL,
)

SMALL_REGISTER = Register(
    title="Harbour partnership",
    start=_day("2025"),
    end=_day("2035"),
    domains=(Domain("maritime", "Maritime"), Domain("air", "Air")),
    instruments=(
        Instrument(
            "pact-2025", "Harbour Pact", "framework", _day("2025-02-06"), supersedes="pact-2015"
        ),
        Instrument("pact-2015", "Old Harbour Pact", "framework", _day("2015-02-06")),
    ),
    commitments=(
        Commitment(
            "port-visits",
            "Port visits every year",
            summary="Ships of each side call at the other's ports.",
            instrument="pact-2025",
            parties=("Avalon", "Borduria"),
            domains=("maritime",),
            start=_day("2025-02"),
            due=_day("2025-12"),
            priority=Priority.HIGH,
            milestones=(
                Milestone("m1", "First visit", _day("2025-05"), met=_day("2025-05-12")),
                Milestone("m2", "Second visit", _day("2025-11")),
            ),
            follow_ups=(
                FollowUp("f1", "Ask for the visit plan", "mira", _day("2026-11-10")),
                FollowUp("f2", "Count the visits", due=_day("2026-12-01")),
            ),
            updates=(
                Update("u1", _day("2025-02-06"), "Agreed.", PRESS, Status.NOT_STARTED),
                Update("u2", _day("2025-05-12"), "A first ship called.", PRESS, Status.IN_PROGRESS),
            ),
        ),
        Commitment(
            "pilot-school",
            "Pilot school opened",
            instrument="pact-2025",
            parties=("Avalon",),
            domains=("air", "maritime"),
            start=_day("2025-02-06"),
            due=_day("2026"),
            updates=(
                Update("u1", _day("2025-02-06"), "Agreed.", PRESS, Status.IN_PROGRESS),
                Update("u2", _day("2025-10-31"), "Opened.", MINISTRY, Status.KEPT),
            ),
        ),
        Commitment(
            "airfield-code",
            "Common airfield code",
            instrument="pact-2015",
            parties=("Borduria",),
            domains=("air",),
            due=_day("2027-01-15"),
            follow_ups=(FollowUp("f1", "Find the draft"),),
        ),
        Commitment(
            "weather-data",
            "Weather data shared",
            parties=("Avalon", "Borduria"),
            domains=("air",),
            start=_day("2015"),
            updates=(Update("u1", _day("2016"), "Stopped.", status=Status.WITHDRAWN),),
        ),
    ),
)
"""Four commitments: one overdue, one kept on official word, one not assessed, one provisional."""

SMALL_REGISTER_MARKED = replace(
    SMALL_REGISTER,
    commitments=(
        replace(
            SMALL_REGISTER.commitments[0],
            updates=(
                *SMALL_REGISTER.commitments[0].updates,
                Update("u3", _day("2026-11-22"), progress=60),
            ),
        ),
        *SMALL_REGISTER.commitments[1:],
    ),
)
"""The same, with the first one marked 60 %."""

HOSTILE_TEXTS = (
    "[/]",
    "[red",
    "[bold]not bold[/bold] [A/1] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "ข้อตกลงความร่วมมือด้านการป้องกัน",
    "रक्षा सहयोग समझौता",
    "\u202eright to left\u202c عربى",
    "line one\nline two\ttabbed\r\x00\x85end",
    "防务合作框架 ｆｕｌｌ",
    "e\u0301\u0301\u0301 \u200b\ufeff x",
    "$(reboot) `id` %s {0} \\",
    "x" * 300,
)


def hostile_commitment(number: int, text: str) -> Commitment:
    """Return a commitment that has a text in every field."""
    source = Source(
        text,
        text,
        _day("2025"),
        text,
        excerpt=text,
        accessed=_day("2025-02"),
        archive_url=text,
        copy=text,
        no_excerpt=text,
    )
    signed = Update(
        "u2",
        _day("2025-06"),
        text,
        source,
        by=text,
        written=text,
        corrects=text,
        weighs=(text,),
        searched=(text,),
        due=_day("2026-11"),
        confidence=Confidence.LOW,
        confirms=text,
    )
    return Commitment(
        f"h{number}",
        text,
        summary=text,
        instrument=f"i{number}",
        clause=text,
        parties=(text,),
        lead=text,
        domains=(f"d{number}",),
        start=_day("2025"),
        due=_day("2026-Q4"),
        tags=(text,),
        milestones=(Milestone("m1", text, _day("2026"), source=source),),
        follow_ups=(FollowUp("f1", text, text, _day("2026-12")),),
        updates=(Update("u1", _day("2025"), text, source, Status.IN_PROGRESS, 40), signed),
    )


HOSTILE_REGISTER = Register(
    title="[/] \x1b[31m ข้อ",
    domains=tuple(Domain(f"d{number}", text) for number, text in enumerate(HOSTILE_TEXTS)),
    instruments=tuple(
        Instrument(f"i{number}", text, text) for number, text in enumerate(HOSTILE_TEXTS)
    ),
    commitments=tuple(starmap(hostile_commitment, enumerate(HOSTILE_TEXTS))),
    views=tuple(View(text, "is:open") for text in HOSTILE_TEXTS),
    official_bodies=HOSTILE_TEXTS,
    status_words=tuple(OwnStatusWord(text, "kept") for text in HOSTILE_TEXTS),
)
"""One commitment for each text that has broken a terminal program, in every field."""
