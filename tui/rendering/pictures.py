"""Pictures drawn in cells: months heard, scorecards, compliance, the tree of instruments.

Pure functions: numbers from `store.portfolio.pictures`, a width and the glyphs in; lines out.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.model.status import Status
from store.portfolio.drawing import TextMeasure, heard_strip, status_mix
from store.portfolio.pictures import Score, TreeBranch, month_of_day
from store.text import one_line
from tui.rendering.cells import fit, told_apart
from tui.rendering.geometry import TimeWindow
from tui.rendering.line_widget import Part

PictureLine = list[Part]

TEXT_MEASURE = TextMeasure(cell_len, fit)
"""Text as the board measures and cuts it."""

_ROOMY = 76
"""From this width on the columns of a scorecard have words over them."""
_FIGURE = 7
_HEADS = (
    (Status.KEPT, "kept"),
    (Status.PARTLY_KEPT, "partly"),
    (Status.NOT_KEPT, "not"),
    (Status.IN_PROGRESS, "open"),
    (Status.NOT_ASSESSED, "unkn."),
)
"""The columns of a scorecard, each with the status whose glyph and colour it has."""
_TOLD_APART, _SHORT_NAME = 30, 20
"""Cells of a name that tell it from others, and those that it has before there is a bar."""
_LEAST_NAME, _LEAST_BAR, _LONGEST_BAR = 12, 8, 40


def month_strip(entry: Entry, window: TimeWindow, glyphs: Glyphs) -> list[Part]:
    """Return one row of the month strip: a cell for each month of the window until the day."""
    months = [month_of_day(window.day(cell)) for cell in range(window.width)]
    return heard_strip(entry, months, glyphs)


def score_lines(scores: Sequence[Score], width: int, glyphs: Glyphs) -> list[PictureLine]:
    """Return a scorecard: counts with their number, the share unknown, a bar of the statuses."""
    if not scores:
        return []
    longest = max(cell_len(one_line(each.name)) for each in scores) + 1
    left = width - _figures(_FIGURE) - _LEAST_BAR - 2
    # Words over the columns are worth less than names that can be told apart.
    roomy = width >= _ROOMY and left >= min(longest, _TOLD_APART)
    figure = _FIGURE if roomy else 4
    figures = _figures(figure)
    room = max(_LEAST_NAME, width - figures)
    name = min(longest, max(_LEAST_NAME, room - _LEAST_BAR - 2))
    if name < min(longest, _SHORT_NAME):
        name = min(longest, room)  # without a bar
    bar = min(_LONGEST_BAR, room - name - 2)
    heads = [word if roomy else glyphs.status(status) for status, word in _HEADS]
    titles = "".join(f"{each:>{figure}}" for each in ("n", *heads)) + f"{'?%':>{figure + 1}}"
    lines: list[PictureLine] = [[(f"{'':<{name}}{titles}", "muted")]]
    names = told_apart([each.name for each in scores], name, glyphs.ellipsis)
    lines += [
        _score_line(each, shown, figure, bar, glyphs)
        for each, shown in zip(scores, names, strict=True)
    ]
    remarks = [] if roomy else [f"{glyphs.status(status)} {word}" for status, word in _HEADS]
    lines += [[(f" {'  '.join(remarks)}", "muted")]] if remarks else []
    for number, words in (
        (scores[0].withdrawn, "withdrawn: in n only"),
        (scores[0].provisional, "settled without a source: left out"),
    ):
        lines += [[(f" {number} {words}", "muted")]] if number else []
    return lines


def _figures(figure: int) -> int:
    return figure * (len(_HEADS) + 2) + 1


def _score_line(score: Score, name: str, figure: int, bar: int, glyphs: Glyphs) -> PictureLine:
    counts = (score.kept, score.partly, score.broken, score.open, score.unknown)
    style = "plain" if score.id else "strong"
    line: PictureLine = [(name, style)]
    line.append((f"{score.size:>{figure}}", "plain"))
    for number, (status, _) in zip(counts, _HEADS, strict=True):
        shown = str(number) if number else glyphs.dot
        line.append((f"{shown:>{figure}}", status.tone if number else "muted"))
    share = f"{score.unknown_percent}%" if score.size else ""
    line.append((f"{share:>{figure + 1}}", "muted"))
    if bar > 0:
        line += [("  ", "plain"), *status_mix(list(score.statuses.items()), bar, glyphs)]
    return line


_DATE, _CARRIED, _BRANCH_BAR = 11, 6, 8
"""Cells for the date of an instrument, the number of what it carries, and the bar of it."""


def tree_lines(branches: Sequence[TreeBranch], width: int, glyphs: Glyphs) -> list[PictureLine]:
    """Return the instruments, each over what it took the place of, with what it still carries."""
    room = max(8, width - _DATE - _CARRIED - _BRANCH_BAR)
    heads = f"{'signed':<{_DATE}}{'instrument':<{room}}{'n':>{_CARRIED - 1}} "
    lines: list[PictureLine] = [[(heads, "muted")]]
    for branch in branches:
        instrument, depth = branch.instrument, branch.depth
        signed = instrument.date.text if instrument.date else glyphs.dash
        stem = ("   " * (depth - 1) + _stem(glyphs))[: room - 4] if depth else ""
        title = fit(one_line(instrument.title), room - len(stem), glyphs.ellipsis)
        number = sum(branch.statuses.values())
        shown = str(number) if number else glyphs.dot
        lines.append(
            [
                (f"{signed:<{_DATE}}", "muted"),
                (stem, "muted"),
                (title, "muted" if depth else "plain"),
                (f"{shown:>{_CARRIED - 1}} ", "plain" if number else "muted"),
                *(status_mix(list(branch.statuses.items()), _BRANCH_BAR, glyphs) if number else ()),
            ]
        )
    return [*lines, [(" n: the commitments that it still carries", "muted")]]


def _stem(glyphs: Glyphs) -> str:
    return f"{glyphs.corner_bottom_left}{glyphs.rule} "
