"""The order in which a page is read: its lines, one column after the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """A run of letters on a page; places in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    text: str
    height: float
    gap: float
    """From the line above to this one, baseline to baseline; 0 for the first of a column."""
    usual_gap: float
    """The usual distance of two lines on its page."""
    is_full: bool
    """Whether it reaches to the right edge of its column."""


def lines_in_order(pieces: list[PdfPiece], width: float) -> list[Line]:
    """Return the lines of a page in the order people read them."""
    if not pieces:
        return []
    columns = [
        _rows(column)
        for band in _bands(pieces, _gutter(pieces, width))
        for column in band
        if column
    ]
    gaps = [
        above[0].bottom - below[0].bottom for rows in columns for above, below in pairwise(rows)
    ]
    usual = median(gaps) if gaps else 0.0
    return [line for rows in columns for line in _lines(rows, usual)]


def body_height(pages: list[list[Line]]) -> float:
    """Return how high the letters of the running text are, by the number of its letters."""
    weights: dict[float, int] = {}
    for page in pages:
        for line in page:
            height = round(line.height, 1)
            weights[height] = weights.get(height, 0) + len(line.text)
    return max(weights, key=lambda height: (weights[height], height)) if weights else 0.0


def _gutter(pieces: list[PdfPiece], width: float) -> float:
    """Return where two columns part, 0 where the page has one."""
    if len(pieces) < 8:
        return 0.0
    best, fewest = 0.0, len(pieces)
    for step in range(35, 66):
        place = width * step / 100
        crossing = sum(each.left < place < each.right for each in pieces)
        if crossing < fewest or (crossing == fewest and abs(step - 50) < abs(best / width - 0.5)):
            best, fewest = place, crossing
    left = sum(each.right <= best for each in pieces)
    right = sum(each.left >= best for each in pieces)
    enough = 0.25 * len(pieces)
    return best if fewest <= 0.2 * len(pieces) and left >= enough and right >= enough else 0.0


def _bands(pieces: list[PdfPiece], gutter: float) -> list[tuple[list[PdfPiece], ...]]:
    """Return the page from top to bottom: stretches of one column and stretches of two."""
    ordered = sorted(pieces, key=lambda each: (-each.top, each.left))
    if not gutter:
        return [(ordered,)]
    bands: list[tuple[list[PdfPiece], ...]] = []
    left: list[PdfPiece] = []
    right: list[PdfPiece] = []
    for each in ordered:
        if each.left < gutter < each.right:
            bands += [(left, right), ([each],)]
            left, right = [], []
        elif each.right <= gutter:
            left.append(each)
        else:
            right.append(each)
    return [*bands, (left, right)]


def _rows(pieces: list[PdfPiece]) -> list[list[PdfPiece]]:
    """Return the pieces of a column by line; a raised mark of a footnote is left out."""
    rows: list[list[PdfPiece]] = []
    for each in sorted(pieces, key=lambda piece: (-(piece.top + piece.bottom) / 2, piece.left)):
        row = rows[-1] if rows else None
        middle = (each.top + each.bottom) / 2
        if row and row[0].bottom - 0.3 * each.height <= middle <= row[0].top + 0.3 * each.height:
            row.append(each)
        else:
            rows.append([each])
    return [kept for row in rows if (kept := _without_marks(row))]


def _without_marks(row: list[PdfPiece]) -> list[PdfPiece]:
    tallest = max(each.height for each in row)
    kept = [
        each
        for each in row
        if not (
            len(row) > 1
            and each.height < 0.75 * tallest
            and each.text.strip(" *[]()").isdigit()
            and len(each.text.strip()) <= 3
        )
    ]
    return sorted(kept, key=lambda piece: piece.left)


def _lines(rows: list[list[PdfPiece]], usual: float) -> list[Line]:
    edge = max(piece.right for row in rows for piece in row)
    start = min(piece.left for row in rows for piece in row)
    lines = []
    above: list[PdfPiece] | None = None
    for row in rows:
        gap = above[0].bottom - row[0].bottom if above else 0.0
        text = ""
        for place, piece in enumerate(row):
            near = place > 0 and piece.left - row[place - 1].right < 0.12 * piece.height
            text += piece.text if near or not text else f" {piece.text}"
        full = row[-1].right >= start + 0.85 * (edge - start)
        height = median(piece.height for piece in row)
        lines.append(Line(" ".join(text.split()), height, gap, usual or gap or 1.0, full))
        above = row
    return [line for line in lines if line.text]
