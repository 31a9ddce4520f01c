"""Writing many documents in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from store.changes import Changes
from store.ids import require_slug
from store.writing import Writing, counted

Progress = Callable[[int, int], None]
"""Is told how many documents are done, of how many; what it raises ends the writing."""


Step = Callable[[], None]
Rows = Mapping[tuple[str, str], int]


def write(changes: Changes, writing: Writing, progress: Progress | None) -> None:
    """Put everything that differs from what there is. Raises `BadValue`."""
    done, total = 0, len(changes)

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    # What is gone comes back to where it was, so that no older change can bring it back too.
    former = writing.reading.past.former_rows()
    _instruments(changes, writing, former, step)
    _commitments(changes, writing, former, step)
    _head(changes, writing, step)


def _commitments(changes: Changes, writing: Writing, former: Rows, step: Step) -> None:
    rows = writing.reading.commitment_rows()
    for name in changes.commitment_ids:
        row = rows.get(name) or former.get(("commitments", name))
        if not row:
            require_slug(name)
            row = writing.new_row("commitments")
        before = writing.reading.document(row)
        if before is None:
            writing.add(row, name, changes.added(name))
        else:
            after = changes.commitment_over(name, before)
            if after != before:
                writing.put("commitments", row, name, before, counted(after, before))
        step()


def _instruments(changes: Changes, writing: Writing, former: Rows, step: Step) -> None:
    rows = writing.reading.instrument_rows()
    for name in changes.instrument_ids:
        row = rows.get(name) or former.get(("instruments", name))
        row = row or writing.new_row("instruments")
        before = writing.reading.document(row, "instruments")
        after = changes.instrument_over(name, before)
        if after != before:
            writing.put("instruments", row, name, before, after)
        step()


def _head(changes: Changes, writing: Writing, step: Step) -> None:
    if not changes.has_head:
        return
    row, before = writing.reading.head()
    after = changes.head_over(before)
    if after != before:
        writing.put("register", row, "", before, after)
    step()
