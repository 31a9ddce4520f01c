"""Candidates for the Tab key: ids, statuses, domains and the words of a query.

They come from the register that would be opened, if it is there: completing makes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.context import Session
from store.text import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from store.register.store import Store

    Candidates = list[CompletionItem[str]]
    CompleteWord = Callable[[click.Context, click.Parameter, str], Candidates]


def files(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Leave it to the shell: the names of files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def ids(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return the ids of commitments, with their titles."""
    return _begun(begun, _titles(context))


def items(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return the milestones and follow-ups of the commitment named before."""
    store = _store(context)
    wanted = context.params.get("commitment_id")
    known = store.register.commitments if store else ()
    for commitment in known:
        if commitment.id == wanted:
            steps = [(each.id, each.title) for each in commitment.milestones]
            return _begun(begun, steps + [(each.id, each.title) for each in commitment.follow_ups])
    return []


def glyphs(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return what `mark` can take next: an id, and after the first one a status."""
    from store.model.status import Status

    words = context.params.get("words") or ()
    statuses = [(each.value, "") for each in Status] if words else []
    named = set(words)
    return _begun(begun, (*statuses, *(pair for pair in _titles(context) if pair[0] not in named)))


def query(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return how a word of a query can go on, with what each would find."""
    store = _store(context)
    if store is None:
        return []
    from store.query.completion import Completer

    session = context.ensure_object(Session)
    completer = Completer(store.vocabulary, session.portfolio().entries, session.as_of)
    found = completer.at(begun, len(begun))
    return _begun(
        begun,
        (
            (
                begun[: each.start] + each.text,
                each.description if each.count is None else f"{each.description} ({each.count})",
            )
            for each in found
        ),
    )


def views(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return the names of the saved views, with their queries."""
    store = _store(context)
    return _begun(begun, ((each.name, each.query) for each in (store.views if store else ())))


def beginnings(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return what a new register can begin as."""
    from fixtures import BUNDLED, TEMPLATES

    return _begun(begun, [*TEMPLATES.items(), *((each, "bundled") for each in BUNDLED)])


def columns(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
    """Return the columns of a list that are not chosen yet."""
    from store.portfolio.columns import COLUMNS

    return _listed(begun, ((each.id, each.meaning) for each in COLUMNS))


def values_of(field: str) -> CompleteWord | None:
    """Return what completes the text of a commitment's field; None for free text."""
    read = _VALUES.get(field)
    if read is None:
        return None

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> Candidates:
        store = _store(context)
        pairs = read(store) if store else ()
        return (_listed if field in _LISTS else _begun)(begun, pairs)

    return complete


def _domains(store: Store) -> Iterable[tuple[str, str]]:
    return ((each.id, each.name) for each in store.vocabulary.domains)


def _instruments(store: Store) -> Iterable[tuple[str, str]]:
    return ((each.id, each.title) for each in store.register.instruments)


def _priorities(store: Store) -> Iterable[tuple[str, str]]:
    return ((each, "") for each in ("high", "normal", "low"))


_VALUES: dict[str, Callable[[Store], Iterable[tuple[str, str]]]] = {
    "domains": _domains,
    "instrument": _instruments,
    "priority": _priorities,
    "parties": lambda store: ((each, "") for each in store.vocabulary.parties),
    "lead": lambda store: ((each, "") for each in store.vocabulary.leads),
    "tags": lambda store: ((each, "") for each in store.vocabulary.tags),
    "continues": lambda store: ((each.id, each.title) for each in store.register.commitments),
    "owner": lambda store: ((each, "") for each in store.vocabulary.owners),
}
_LISTS = ("domains", "parties", "tags", "continues")


def _store(context: click.Context) -> Store | None:
    session = context.ensure_object(Session)
    place = session.register_place
    there = not isinstance(place, Path) or place.exists()
    return session.store if there else None


def _titles(context: click.Context) -> Iterator[tuple[str, str]]:
    store = _store(context)
    for each in store.register.commitments if store else ():
        yield each.id, each.title


def _listed(begun: str, pairs: Iterable[tuple[str, str]]) -> Candidates:
    """Complete the last word of a list with commas."""
    before, comma, _ = begun.rpartition(",")
    chosen = before.split(",")
    return _begun(begun, ((before + comma + w, said) for w, said in pairs if w not in chosen))


def _begun(begun: str, pairs: Iterable[tuple[str, str]]) -> Candidates:
    """Return the words that begin so, without those that would not be typed as they are."""
    from click.shell_completion import CompletionItem

    wanted = begun.casefold()
    return [
        CompletionItem(word, help=one_line(said))
        for word, said in pairs
        if word.casefold().startswith(wanted) and one_line(word) == word
    ]
