"""A comparison as Markdown, HTML and CSV, for people who were not there."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from statements.comparing.compare import StatementComparison
from store.text import one_line

Confirmed = Mapping[int, str]
"""The words of what a reader confirmed, by the identity of the comparison."""
_NONE: Confirmed = MappingProxyType({})

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


WRITERS: Mapping[str, Callable[[Sequence[StatementComparison], str, str, Confirmed], str]] = (
    MappingProxyType({"md": to_markdown, "html": to_html, "csv": to_csv})
)
"""What writes each format: the comparisons, the titles of both sides, and what was confirmed."""
