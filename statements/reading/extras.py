"""The libraries that only some documents need, and what to say where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from store.errors import EntenteError


class MissingExtra(EntenteError):
    """A library of the extra `statements` that is not installed."""

    code = "missing-extra"


@contextmanager
def needs(what: str) -> Iterator[None]:
    """Turn a failing import inside into a line that names the extra.

    `what` is what cannot be read without it. Raises `MissingExtra`, and lets every other
    error of the block through as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"reading {what} needs {error.name}, which is not installed",
            hint="install it with `pip install 'entente[statements]'`",
        ) from error


def can_read_text() -> bool:
    """Whether what a plain text needs is installed; nothing is loaded to find out.

    >>> can_read_text()
    True
    """
    return find_spec("nupunkt") is not None
