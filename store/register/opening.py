"""Opening the right register: the one asked for, or the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from store.errors import NoRegister
from store.model.address import DatabaseAddress, RegisterPlace
from store.model.entities import Domain, Register
from store.register.codec import read_register
from store.register.migrations import SCHEMA
from store.register.store import Store
from store.storage.tinydb import storage_at
from store.user.paths import chosen_register, own_register, user_name

if TYPE_CHECKING:
    from store.register.past import PastDay

DOMAINS = (
    "land air maritime space cyber technology industry logistics information exercises "
    "innovation security"
)


class Opened(NamedTuple):
    """An open register, and whether this was the moment the user's own one was made."""

    store: Store
    first_launch: bool


def is_register_at(place: RegisterPlace) -> bool:
    """Tell whether anything is at a place already. Raises `CannotRead` without a connection."""
    if not isinstance(place, DatabaseAddress):
        return place.exists()
    try:
        storage_at(place, schema=SCHEMA, read_only=True).close()
    except NoRegister:
        return False
    return True


def open_register(
    given: str | None,
    bundled: bytes,
    *,
    read_only: bool = False,
    past: PastDay | None = None,
) -> Opened:
    """Open the register asked for, or the user's own, which begins as a copy of `bundled`.

    `read_only` refuses every change to it; a `past` day shows it as it stood then.

    Raises `NoRegister` when one is asked for that does not exist.
    """
    user = user_name()
    path = chosen_register(given)
    if path is not None:
        if isinstance(path, Path) and not path.exists():
            from shlex import quote

            raise NoRegister(
                f"there is no register at {path}",
                hint=f"start the board with `entente --register {quote(str(path))}` "
                "to make an empty one",
            )
        store = Store(path, user=user, read_only=read_only, past=past)
        return Opened(store, first_launch=False)
    own = own_register()
    if own.exists():
        store = Store(own, user=user, read_only=read_only, past=past)
        return Opened(store, first_launch=False)
    made = Store.create(own, read_register(bundled, "the bundled register"), user=user)
    if read_only or past:
        made = Store(own, user=user, read_only=True, past=past)
    return Opened(made, first_launch=True)


def open_copy(
    path: Path, bundled: bytes, *, read_only: bool = False, past: PastDay | None = None
) -> Opened:
    """Open a user's copy of a bundled register, made now if it is not there yet."""
    user, first = user_name(), not path.exists()
    if first:
        Store.create(path, read_register(bundled, "the bundled register"), user=user).close()
    return Opened(Store(path, user=user, read_only=read_only, past=past), first_launch=first)


def title_for(place: RegisterPlace) -> str:
    """Return a title for a new register, from its own name."""
    name = place.name if isinstance(place, DatabaseAddress) else place.stem
    return name.replace("-", " ").replace("_", " ").strip() or "Commitments"


def register_like(data: bytes, title: str = "", *, sample: bool = True) -> Register:
    """Return a new register that begins as a template does, perhaps under another title.

    Without the sample it has neither commitments nor instruments. Raises `Damaged`.
    """
    register = read_register(data, "the template")
    register = replace(register, title=title.strip() or register.title)
    return register if sample else replace(register, instruments=(), commitments=())


def empty_register(title: str) -> Register:
    """Return a register without commitments, with the usual domains of defence cooperation."""
    domains = tuple(Domain(name, name.capitalize()) for name in DOMAINS.split())
    return Register(title=title, domains=domains)
