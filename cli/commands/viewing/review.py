"""`entente review`: what wants a look, the worst first, with the reasons."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.options import refuse_options, view_option
from cli.output import JsonItem, commitment_item, write_items, write_lines
from store.portfolio.review import ReviewItem, ReviewReason, review_queue
from store.text import counted
from store.user.paths import review_folder
from store.user.review_book import ReviewBook


@click.command(
    "review",
    cls=SharedOptions,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente review
  entente review 'domain:maritime is:stale'
  entente review 'lead:navy sort:due' --all
  entente review --json

The gravest reason decides the order, then how many there are, then attention; `sort:` in QUERY
puts another order in its place. On the board the review key goes through the same queue, one
commitment at a time. What you put off there is left out until its day comes.

Plain lines hold id, reasons, the reasons in words, and title, with tabs between them.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option("--all", "with_put_off", is_flag=True, help="Also what you put off on the board.")
@view_option
@pass_session
def command(session: Session, query: tuple[str, ...], with_put_off: bool, view: str | None) -> None:
    """List what wants a look, worst first, with the reasons.

    Overdue without word, missed steps, stale, disputed, provisional, due soon with nobody
    chasing, self-declared, no copy of a settling source. All, or what QUERY finds.
    """
    portfolio = session.portfolio(query, view)
    put_off = ReviewBook(review_folder(), session.store.place).put_off(session.as_of)
    queue = review_queue(portfolio.shown, keep_order=bool(portfolio.query.sort))
    waiting = [each for each in queue if each.entry.id in put_off]
    listed = queue if with_put_off else [each for each in queue if each not in waiting]
    if session.json:
        items = [_item(session, each, put_off) for each in listed]
        write_items(session, items, str(portfolio.query))
    elif session.styled:
        from cli.render.review import review_table
        from cli.render.tables import console

        screen = console()
        if listed:
            screen.print(review_table(listed, put_off, screen.width, session.glyphs))
        session.say(_summary(listed, 0 if with_put_off else len(waiting), portfolio.describe()))
    else:
        write_lines(map(_line, listed))


def _item(session: Session, item: ReviewItem, put_off: dict[str, date]) -> JsonItem:
    until = put_off.get(item.entry.id)
    return commitment_item(session, item.entry) | {
        "reasons": [each.value for each in item.reasons],
        "why": item.words,
        "put_off_until": until.isoformat() if until else None,
    }


def _line(item: ReviewItem) -> tuple[str, ...]:
    reasons = ",".join(each.value for each in item.reasons)
    return item.entry.id, reasons, "; ".join(item.words), item.entry.commitment.title


def _summary(listed: list[ReviewItem], waiting: int, described: str) -> str:
    first = Counter(each.reasons[0] for each in listed)
    parts = [f"{counted(len(listed), 'commitment')} to look at"]
    parts += [
        f"{first[each]} {each.value.replace('-', ' ')}" for each in ReviewReason if first[each]
    ]
    parts += [f"{waiting} put off, --all lists them"] if waiting else []
    return " · ".join((*parts, described))
