"""What panel 3 can show in the place of the timeline, and the lines of each picture.

The month strip has a row a commitment, as the timeline has; the others are drawn as a whole, of
what the filters find.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from store.model.glyphs import Glyphs
from store.portfolio.drawing import grid_lines, months_that_fit, statuses_over_time
from store.portfolio.pictures import (
    Score,
    ScorecardBy,
    compliance_grid,
    instrument_tree,
    scorecard,
    statuses_by_month,
)
from store.portfolio.portfolio import Portfolio
from store.query.ast import FieldTest, Same
from store.query.matcher import WHOLE
from tui.rendering.line_widget import Part
from tui.rendering.pictures import TEXT_MEASURE, score_lines, tree_lines

DrawnPicture = Literal["statuses", ScorecardBy, "grid", "tree"]
PictureName = Literal["", "months", DrawnPicture]
"""Empty for the timeline itself."""

TITLES: dict[PictureName, str] = {
    "": "Timeline",
    "months": "Months heard",
    "statuses": "Status over time",
    "party": "Scorecard by party",
    "domain": "Scorecard by domain",
    "instrument": "Scorecard by instrument",
    "grid": "Compliance",
    "tree": "Instruments",
}
"""What the panel is called while it shows a picture, in the order in which they follow."""


def next_picture(shown: PictureName, portfolio: Portfolio) -> PictureName:
    """Return the picture after one; what a register has nothing for is passed over."""
    names = list(TITLES)
    step = names[(names.index(shown) + 1) % len(names)]
    if step == "grid" and compliance_grid(portfolio.matching) is None:
        return next_picture(step, portfolio)
    if step == "tree" and not portfolio.register.instruments:
        return next_picture(step, portfolio)
    return step


def is_drawn(name: PictureName) -> bool:
    """Whether a picture is drawn as a whole, and not a row a commitment."""
    return name in get_args(DrawnPicture)


def scores_of(name: PictureName, portfolio: Portfolio) -> list[Score]:
    """Return the rows of a scorecard, that of all first; none where another picture is meant."""
    if name in ("party", "domain", "instrument"):
        return scorecard(portfolio.matching, portfolio.register, name)
    return []


def score_term(by: PictureName, score: Score) -> str:
    """Return the term of a query that finds what a row of a scorecard counts, as it is typed.

    >>> from datetime import date
    >>> from store.model.entities import Commitment, Register
    >>> peru = Commitment("c", "C", parties=("Peru Lima",))
    >>> portfolio = Portfolio(Register("Pledges", commitments=(peru,)), date(2026, 11, 22))
    >>> score_term("party", scores_of("party", portfolio)[1])
    'party:"=Peru Lima"'
    """
    if not score.id:
        return f"no:{by}"
    # A domain is named in full anyway.
    return str(FieldTest(by, (Same(score.id if by == "domain" else f"{WHOLE}{score.id}"),)))


def picture_lines(
    name: PictureName,
    portfolio: Portfolio,
    width: int,
    height: int,
    glyphs: Glyphs,
    scores: Sequence[Score] | None = None,
) -> list[list[Part]]:
    """Return a picture that is drawn as a whole; no lines where there is nothing to show.

    `scores` are those of `scores_of`, where they are known already.
    """
    entries, register = portfolio.matching, portfolio.register
    if name == "statuses":
        months = statuses_by_month(entries, months_that_fit(width))
        return statuses_over_time(months, width, height, glyphs)
    if name in ("party", "domain", "instrument"):
        return score_lines(scores_of(name, portfolio) if scores is None else scores, width, glyphs)
    if name == "tree":
        return tree_lines(instrument_tree(register, entries), width, glyphs)
    grid = compliance_grid(entries) if name == "grid" else None
    return grid_lines(grid, width, glyphs, TEXT_MEASURE) if grid else []
