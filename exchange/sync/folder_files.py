"""Between the files of an exported folder and the register state that they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping

from exchange.exporters.folder import COMMITMENTS, HEAD, SOURCES, file_names, pretty
from exchange.exporters.selection import SCHEMA
from exchange.merge.register_state import NOTHING, ORDER, RegisterState
from exchange.merge.three_way import shared
from fixtures import BUNDLED, bundled
from store.errors import BadFile, BadValue
from store.model.entities import Commitment, Instrument
from store.register.codec import RegisterHead, read_register, to_document
from store.register.kept_copies import is_copy_name
from store.register.layouts import up_to_date
from store.register.replacement import as_kept
from store.register.store import Store
from store.storage.documents import Document

_MARKERS = (b"<<<<<<< ", b">>>>>>> ")


def is_shared_file(path: str) -> bool:
    """Whether a path in a folder is one of the files that a register is kept in."""
    folder, _, name = path.rpartition("/")
    return path == HEAD or (folder == COMMITMENTS and name.endswith(".json"))


def copy_in(path: str) -> str:
    """Return the name of the kept copy that a path in a folder is of; empty for other files."""
    folder, _, name = path.rpartition("/")
    return name.partition(".")[0] if folder == SOURCES and is_copy_name(name) else ""


def read_document(data: bytes, where: str) -> Document:
    """Read one file. Raises `BadFile`, naming it."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        if any(marker in data for marker in _MARKERS):
            raise BadFile(
                f"{where} holds the conflict markers of a merge by lines",
                hint="take one side whole: `git checkout --theirs FILE` or `--ours`",
            ) from error
        raise BadFile(
            f"{where} is damaged JSON: {error}",
            hint="`git restore FILE` in the folder brings back what was committed last",
        ) from error
    if not isinstance(found, dict):
        raise BadFile(f"{where} holds no JSON object")
    return found


def state_of(files: Mapping[str, bytes], where: str) -> RegisterState:
    """Return what the files of a folder say; `where` names them in messages. Raises `BadFile`."""
    if not files:
        return NOTHING
    if HEAD not in files:
        raise BadFile(
            f"{where} has commitments, but no {HEAD}",
            hint="`git log -- register.json` shows where it went",
        )
    head = _head(read_document(files[HEAD], f"{where}, {HEAD}"), f"{where}, {HEAD}")
    commitments: dict[str, Document] = {}
    for path in sorted(files):
        if path == HEAD:
            continue
        place = f"{where}, {path}"
        document = _kept(read_document(files[path], place), Commitment, place)
        if document["id"] in commitments:
            raise BadFile(f"{place} has the id '{document['id']}', which another file has too")
        commitments[document["id"]] = document
    return RegisterState(head, commitments)


def files_of(state: RegisterState) -> dict[str, bytes]:
    """Return the files that say what a state says, by their paths."""
    if state == NOTHING:
        return {}
    order = state.order
    files = {HEAD: pretty({"schema": SCHEMA} | state.head | {ORDER: order})}
    for name, file in zip(order, file_names(order), strict=True):
        files[f"{COMMITMENTS}/{file}"] = pretty(dict(state.commitments[name]))
    return files


def state_in(store: Store, like: RegisterState) -> RegisterState:
    """Return what a register says, in the order that `like` has.

    A register lists what it was given in the order that it came, so two copies list the same
    commitments differently; that alone is no change.
    """
    instruments = {each["id"]: each for each in store.instrument_documents()}
    before = [each["id"] for each in like.head.get("instruments", [])]
    head = store.head()
    if instruments:
        head["instruments"] = [instruments[each] for each in _ordered(before, instruments)]
    commitments = {each["id"]: shared(each) for each in store.documents()}
    order = _ordered(like.order, commitments)
    return RegisterState(head | {ORDER: order}, commitments)


def as_it_came(store: Store, mine: RegisterState) -> RegisterState:
    """Return the part of a register that came with Entente, and that no change of it has touched.

    `mine` is what the register says. Nobody who uses it wrote that part: where others have gone
    on from it, it stands against nothing of theirs. `NOTHING` for a register of one's own.
    """
    registers = (read_register(bundled(name), name) for name in BUNDLED)
    came = next((each for each in registers if each.title == mine.head.get("title")), None)
    if came is None:
        return NOTHING
    head = to_document(RegisterHead.of(came))
    head["instruments"] = [to_document(each) for each in came.instruments]
    changes = store.log()
    if any(each.head or each.instruments for each in changes):
        head = {}
    touched = {name for each in changes for name in each.touched}
    documents = {each.id: shared(to_document(each)) for each in came.commitments}
    own = {key: each for key, each in mine.head.items() if key != ORDER}
    commitments = {
        name: document
        for name, document in mine.commitments.items()
        if name not in touched and documents.get(name) == document
    }
    order = [each for each in mine.order if each in commitments]
    return RegisterState((own if own == head else {}) | {ORDER: order}, commitments)


def _ordered(before: list[str], there: Mapping[str, object]) -> list[str]:
    return [each for each in dict.fromkeys([*before, *there]) if each in there]


def _head(document: Document, where: str) -> Document:
    if document.get("schema", SCHEMA) != SCHEMA:
        raise BadFile(f"{where} is from a newer Entente", hint="update Entente on this machine")
    listed = document.get("instruments", [])
    own = {key: each for key, each in document.items() if key not in ("schema", "instruments")}
    head = _kept(own, RegisterHead, where)
    if isinstance(listed, list) and listed:
        head["instruments"] = [_kept(each, Instrument, where) for each in listed]
    return head


def _kept(
    document: object, kind: type[Commitment] | type[Instrument] | type[RegisterHead], where: str
) -> Document:
    if not isinstance(document, dict):
        raise BadFile(f"{where} is not what an export writes")
    try:
        return as_kept(shared(up_to_date(document, kind)), kind, where)
    except BadValue as error:
        raise BadFile(error.message) from error
