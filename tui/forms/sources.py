"""The lines that ask for a source, and a source typed in one line."""

from __future__ import annotations

import re
from datetime import date

from store.model import Source
from tui.forms.checks import date_field, date_of
from tui.forms.field import Answers, Check, Field, nothing

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s,;]", re.IGNORECASE)


def source_fields(source: Source | None, as_of: date, *, check: Check = nothing) -> list[Field]:
    """Return the five lines of a source."""
    known = source or Source("")
    return [
        Field(
            "source",
            "Source",
            value=known.title,
            example="headline of the page or document",
            check=check,
        ),
        Field("publisher", "Publisher", value=known.publisher, example="who published it"),
        Field("url", "Address", value=known.url, example="https://…"),
        date_field("published", "Published", as_of, value=known.date),
        Field(
            "official",
            "Official",
            value="yes" if known.official else "",
            example="a party speaking of itself",
            yes_no=True,
        ),
    ]


def source_of(answers: Answers, as_of: date) -> Source | None:
    """Return the source that the answers name, if they name any."""
    if not any(answers[each] for each in ("source", "publisher", "url")):
        return None
    return Source(
        title=answers["source"] or answers["publisher"] or answers["url"],
        publisher=answers["publisher"],
        date=date_of(answers["published"], as_of),
        url=answers["url"],
        official=bool(answers["official"]),
    )


def source_in(line: str) -> Answers:
    """Return the title and the address in one typed line, as a form's answers.

    An address is known by `https://` or `www.`; where nothing else is written it is also the
    title.
    """
    found = _ADDRESS.search(line)
    if not found:
        return {"source": line.strip(), "url": ""}
    title = f"{line[: found.start()].rstrip(' ,;')} {line[found.end() :].lstrip(' ,;')}"
    return {"source": title.strip() or found[0], "url": found[0]}
