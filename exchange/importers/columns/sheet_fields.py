"""The fields of a commitment that a column of a sheet can stand for."""

from __future__ import annotations

from typing import NamedTuple

from store.model.entities import Priority, SourceKind


class SheetField(NamedTuple):
    """One field of a commitment, as a column."""

    name: str
    meaning: str
    usual: tuple[str, ...] = ()
    """Plain names that such columns have elsewhere."""


FIELDS = (
    SheetField(
        "id",
        "the id; without one it is made from the title",
        ("identifier", "ref", "reference", "code", "no", "no.", "nr", "number", "#"),
    ),
    SheetField(
        "title",
        "what was promised; the only one that is needed",
        ("commitment", "promise", "pledge", "measure", "action", "name", "commitment title"),
    ),
    SheetField("summary", "a few sentences", ("description", "details", "full text", "text")),
    SheetField("instrument", "the document it was made in", ("document", "agreement", "made in")),
    SheetField("clause", "where in it", ("article", "section", "paragraph")),
    SheetField("parties", "the parties, parted by `;`", ("party", "country", "countries")),
    SheetField(
        "lead",
        "the body responsible",
        ("lead agency", "responsible", "ministry", "agency", "department", "lead institution"),
    ),
    SheetField(
        "domains",
        "the domains, parted by `;`, the first the primary one",
        ("domain", "theme", "area", "category", "topic", "sector", "field"),
    ),
    SheetField("start", "when it begins", ("start date", "begin", "from", "started")),
    SheetField("due", "when it is due", ("due date", "deadline", "end date", "target date", "end")),
    SheetField("priority", "high, normal or low", ("importance",)),
    SheetField("tags", "tags, parted by `;`", ("tag", "keywords", "labels")),
    SheetField("status", "the status, in the words `statuses` names", ("state", "rating")),
    SheetField(
        "progress",
        "percent done: 40 or 40%, rounded to whole ones",
        ("percent", "% complete", "% done", "done", "completion", "percent complete"),
    ),
    SheetField("assessed", "when status and progress were seen", ("as of", "assessed on")),
    SheetField("note", "what was seen", ("notes", "comment", "comments", "remarks", "evidence")),
    SheetField("source_title", "where it was read", ("source",)),
    SheetField("source_publisher", "who published that", ("publisher",)),
    SheetField("source_date", "when", ("published",)),
    SheetField("source_url", "its address", ("url", "link", "source url", "evidence url")),
    SheetField("source_official", "yes, where a party speaks of itself", ("official",)),
    SheetField("source_kind", "official, independent or unknown", ("kind of source",)),
    SheetField("source_excerpt", "the exact words it rests on", ("excerpt", "quote", "quotation")),
    SheetField("source_accessed", "when it was read at its address", ("accessed", "retrieved")),
    SheetField("source_archive_url", "where an archive keeps the page", ("archive url",)),
    SheetField("source_copy", "the SHA-256 of the copy that is kept of it"),
    SheetField("source_no_excerpt", "why no words of it can be given"),
    SheetField("measure", "delivery, duty or aim"),
    SheetField("former_ids", "ids it had before, parted by `;`"),
    SheetField("continues", "ids of the earlier commitments it carries on, parted by `;`"),
)
NAMES = tuple(each.name for each in FIELDS)
FOLLOWS = ("due_now",)
"""Columns that Entente writes and that follow from the others: there is nothing to read in them."""
WRITTEN = (*(each for each in NAMES if each not in ("note", "source_official")), *FOLLOWS)
"""The columns of the sheet that Entente writes itself; notes are in a sheet of their own."""
_LATER = (
    *("source_kind", "source_excerpt", "source_accessed", "source_archive_url"),
    *("source_copy", "source_no_excerpt", "measure", "former_ids", "continues", *FOLLOWS),
)
NEWEST = frozenset(("former_ids", "continues"))
"""Columns that a sheet of ours may lack: only later versions write them."""
WRITTEN_BEFORE = (*(each for each in WRITTEN if each not in _LATER), "source_official")
"""The columns of the sheet that earlier versions wrote."""

PRIORITIES = {each.value: each.value for each in Priority} | {"medium": Priority.NORMAL.value}
"""The words of the column `priority`, and what each stands for."""
KINDS = {each.value: each for each in SourceKind}
"""The words of `source_kind`."""
OFFICIAL = (
    KINDS
    | dict.fromkeys(("yes", "y", "true", "1"), SourceKind.OFFICIAL)
    | dict.fromkeys(("no", "n", "false", "0"), SourceKind.UNKNOWN)
)
"""The words of `source_official`: that a source is not official makes it nobody else's."""
