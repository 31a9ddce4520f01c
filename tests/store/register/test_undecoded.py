"""What is told of a document from its bytes is what is told of it decoded, or nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

from store.register.delta import Delta, digest
from store.register.store import Store
from store.register.undecoded import DeltasByName, RemovedDocument, counted_on, digest_of
from store.storage.documents import Document, decode, encode
from tests.conftest import open_store
from tests.registers import SMALL_REGISTER

_TEXTS = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=8),
    st.sampled_from(["revision", '"revision":', '\\"revision\\":3,', "revision\\"]),
)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), _TEXTS),
    lambda each: st.one_of(st.lists(each, max_size=3), st.dictionaries(_TEXTS, each, max_size=3)),
    max_leaves=8,
)
documents = st.dictionaries(
    st.one_of(st.sampled_from(["id", "revision", "zone", "title"]), _TEXTS), _VALUES, max_size=6
)


@given(documents, st.one_of(st.none(), st.integers(0, 10**6)))
def test_the_digest_is_that_of_the_decoded_document(
    document: dict[str, Any], revision: int | None
) -> None:
    if revision is not None:
        document["revision"] = revision
    assert digest_of(encode(document)) in (digest(document), None)


@given(documents, st.integers(1, 10**6))
def test_the_next_revision_is_the_only_thing_that_changes(
    document: dict[str, Any], revision: int
) -> None:
    raw = encode(document | {"revision": revision})
    counted = counted_on(raw)
    assert counted is None or decode(counted) == document | {"revision": revision + 1}


def test_usual_documents_need_no_decoding() -> None:
    for document in ({"id": "a", "revision": 1, "title": "x"}, {"id": "a", "revision": 7}):
        assert digest_of(encode(document)) == digest(document)
        assert counted_on(encode(document)) == encode(
            document | {"revision": document["revision"] + 1}  # type: ignore[operator]  # an int
        )


def test_another_revision_within_leaves_it_to_the_decoded_document() -> None:
    for within in ({"x": {"revision": 4}}, {"x": {"revision": 4}, "revision": 2}, {"revision": 0}):
        assert digest_of(encode(within)) is None
        assert counted_on(encode(within)) is None


def test_deltas_are_decoded_when_they_are_asked_for() -> None:
    before: Document = {"id": "a", "title": "Ä"}
    deltas = DeltasByName()
    deltas.put("changed", Delta({"title": "x"}, {"title": "y"}, row=3))
    deltas.written["gone"] = RemovedDocument(Raw(encode(before)), 4)
    assert dict(deltas) == {
        "changed": Delta({"title": "x"}, {"title": "y"}, row=3),
        "gone": Delta(before, row=4),
    }


def test_an_undo_tells_what_it_took_out(small_store: Store) -> None:
    added = replace(SMALL_REGISTER.commitments[0], id="one-more", title="One more")
    small_store.add(added)
    undone = small_store.undo()
    assert undone.touched == open_store(small_store.path).log()[0].touched
    assert (undone.touched["one-more"].before or {})["title"] == "One more"
    redone = small_store.redo()
    assert redone.touched == open_store(small_store.path).log()[0].touched
    revisions = {
        each.id: each.revision for each in open_store(small_store.path).register.commitments
    }
    assert revisions["one-more"] == 2
