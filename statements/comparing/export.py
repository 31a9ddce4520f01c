"""A comparison as Markdown, HTML, CSV and JSON, for people and programs that were not there."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

from statements.comparing.compare import StatementComparison
from statements.comparing.undertaking import Undertaking
from store.text import one_line

Confirmed = Mapping[int, str]
"""The words of what a reader confirmed, by the identity of the comparison."""
_NONE: Confirmed = MappingProxyType({})

_SCHEMA = 1
"""The version of the shape that JSON is written in."""
_COLUMNS = ("relation", "confirmed", "a_paragraph", "a", "b_paragraph", "b", "facts", "candidates")
_MARKS = str.maketrans({each: f"\\{each}" for each in "\\`*_[]<>#|"})


def _facts(each: StatementComparison) -> str:
    return "; ".join(str(fact) for fact in each.facts)


def _summary(found: Sequence[StatementComparison]) -> str:
    counts = Counter(each.relation for each in found)
    return ", ".join(f"{count} {relation.words}" for relation, count in counts.most_common())


def to_markdown(
    found: Sequence[StatementComparison],
    earlier: str,
    later: str,
    confirmed: Confirmed = _NONE,
) -> str:
    """Return a comparison as Markdown; what documents say is never markup in it."""
    lines = [f"# {_md(earlier)} → {_md(later)}", "", _summary(found), ""]
    for each in found:
        lines.append(f"## {each.relation.words.capitalize()}")
        lines.append("")
        if id(each) in confirmed:
            lines += [f"Confirmed: {_md(confirmed[id(each)])}", ""]
        if each.earlier is not None:
            lines += [f"> {_place(each.earlier.paragraph)}{_md(each.earlier.quote)}", ""]
        if each.quote:
            lines += [f"> **→** {_place(each.paragraph)}{_md(each.quote)}", ""]
        elif each.candidates:
            lines += [f"Nearest: {_md(each.candidates[0].quote)}", ""]
        if each.facts:
            lines += [f"- {_md(str(fact))}" for fact in each.facts] + [""]
    return "\n".join(lines)


def _md(text: str) -> str:
    return one_line(text).translate(_MARKS)


def _place(paragraph: str) -> str:
    return f"({_md(paragraph)}) " if paragraph else ""


_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.4rem;text-align:left;
vertical-align:top}del{background:#fdd}ins{background:#dfd;text-decoration:none}
@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}del{background:#511}
ins{background:#151}}"""


def to_html(
    found: Sequence[StatementComparison],
    earlier: str,
    later: str,
    confirmed: Confirmed = _NONE,
) -> str:
    """Return a comparison as one page that loads nothing from elsewhere."""
    rows = "\n".join(_html_row(each, confirmed.get(id(each), "")) for each in found)
    title = f"{escape(one_line(earlier))} → {escape(one_line(later))}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"<p>{escape(_summary(found))}</p>\n<table><thead><tr><th>Proposed<th>Confirmed<th>Earlier"
        f"<th>Later<th>Facts</tr></thead>\n<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def _html_row(each: StatementComparison, confirmed: str) -> str:
    before = escape(one_line(each.earlier.quote)) if each.earlier else ""
    after = escape(one_line(each.quote))
    if each.diff:
        tags = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
        after = " ".join(
            f"{tags[piece.change][0]}{escape(one_line(piece.words))}{tags[piece.change][1]}"
            for piece in each.diff
        )
    facts = escape(_facts(each))
    relation = f"{escape(each.relation.words)}<td>{escape(confirmed)}"
    return f"<tr><td>{relation}<td>{before}<td>{after}<td>{facts}</tr>"


def to_csv(
    found: Sequence[StatementComparison],
    earlier: str,
    later: str,
    confirmed: Confirmed = _NONE,
) -> str:
    """Return a comparison as CSV, one row each; no cell is taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in found:
        writer.writerow(
            _cell(text)
            for text in (
                each.relation.value,
                confirmed.get(id(each), ""),
                each.earlier.paragraph if each.earlier else "",
                each.earlier.quote if each.earlier else "",
                each.paragraph,
                each.quote,
                _facts(each),
                " | ".join(one.quote for one in each.candidates),
            )
        )
    return file.getvalue()


def _cell(text: str) -> str:
    plain = one_line(text)
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@", "\t") else plain


def undertaking_item(each: Undertaking) -> dict[str, Any]:
    """Return what is known of one side of a comparison."""
    return {
        "id": each.id or None,
        "paragraph": each.paragraph,
        "title": each.title,
        "level": each.level.value if each.level else None,
        "by": each.by,
        "when": each.when,
        "due": each.due.text if each.due else None,
        "amounts": list(each.amounts),
    }


def comparison_item(each: StatementComparison, confirmed: str = "") -> dict[str, Any]:
    """Return a comparison as JSON has it, with the relation a reader confirmed, if one did."""
    return {
        "a": each.earlier.quote if each.earlier else None,
        "b": each.quote or None,
        "relation": each.relation.value,
        "confirmed": confirmed or None,
        "kind": "position" if each.is_position else "undertaking",
        "candidates": [one.quote for one in each.candidates],
        "scores": [round(one.score, 3) for one in each.candidates],
        "facts": [
            {"what": one.what, "change": one.change, "a": one.earlier, "b": one.later}
            for one in each.facts
        ],
        "reasons": list(each.reasons),
        "a_details": undertaking_item(each.earlier) if each.earlier else None,
        "b_details": undertaking_item(each.later) if each.later else None,
        "diff": [{"change": one.change, "words": one.words} for one in each.diff],
    }


def to_json(
    found: Sequence[StatementComparison],
    earlier: str,
    later: str,
    confirmed: Confirmed = _NONE,
) -> str:
    """Return a comparison as JSON, its items as `compare --json` has them, one a line."""
    head = {"schema": _SCHEMA, "earlier": earlier, "later": later, "count": len(found)}
    items = (comparison_item(each, confirmed.get(id(each), "")) for each in found)
    lines = ",\n".join(json.dumps(item) for item in items)
    return f'{json.dumps(head)[:-1]}, "items": [\n{lines}\n]}}\n'


WRITERS: Mapping[str, Callable[[Sequence[StatementComparison], str, str, Confirmed], str]] = (
    MappingProxyType({"md": to_markdown, "html": to_html, "csv": to_csv, "json": to_json})
)
"""What writes each format: the comparisons, the titles of both sides, and what was confirmed."""
