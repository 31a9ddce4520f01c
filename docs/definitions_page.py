"""The page of words and marks in the manual, made from the table of definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.model.definitions import LISTS, MEASURES, STATUSES, TIMELINE, Definition
from store.model.glyphs import ASCII, UNICODE
from store.model.status import Status


def definitions_page() -> str:
    """Return `docs/definitions.md`."""
    lines = [
        "# Words and marks",
        "",
        "Made from `store/model/definitions.py` by `make docs`. `?` on the board shows the same,",
        "and finds a word as it is typed; a brief ends with those it uses. The days are those",
        "without a [configuration](config.md).",
        "",
        "## Statuses",
        "",
        "| Status | Shown as | With `--ascii` | Meaning |",
        "|---|---|---|---|",
    ]
    for status, each in zip(Status, STATUSES, strict=True):
        shown = f"`{status.glyph} {status.code}` | `{status.ascii} {status.code}`"
        lines.append(f"| {each.word} | {shown} | {each.said()} |")
    lines += ["", "## Words", "", "| Word | Shown as | Meaning |", "|---|---|---|"]
    for each in MEASURES:
        lines.append(f"| {each.word} | {_code(each.shown(UNICODE))} | {each.said()} |")
    lines += ["", "## On the timeline", *_marks(TIMELINE), "", "## In the lists", *_marks(LISTS)]
    return "\n".join(lines) + "\n"


def _marks(listed: Iterable[Definition]) -> Iterator[str]:
    yield from ("", "| Mark | With `--ascii` | Meaning |", "|---|---|---|")
    for each in listed:
        yield f"| {_code(each.shown(UNICODE))} | {_code(each.shown(ASCII))} | {each.meaning} |"


def _code(mark: str) -> str:
    return f"`{mark}`" if mark else ""
