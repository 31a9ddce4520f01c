"""Kept copies of sources travel with the register that cites them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from store.doctor.examination import examine
from store.model.edits import keep_copy, write_update
from store.model.entities import Source
from store.register.kept_copies import KeptCopies, named_files
from store.register.replacement import Replacement
from tests.conftest import AS_OF
from tests.exchange.sync.clones import Clone, git, make_clones
from tests.registers import SMALL_REGISTER

VISITS = SMALL_REGISTER.commitments[0].id
PAGE = b"<html>[/] \x1b[31m\r\nas it was\r\n</html>"


@pytest.fixture
def pair(tmp_path: Path) -> list[Clone]:
    return make_clones(tmp_path, SMALL_REGISTER, "ana", "ben")


def keep(clone: Clone, page: bytes = PAGE, name: str = "page.html") -> str:
    """Write an update with a source, and keep a copy of it."""
    file = clone.path.with_name(name)
    file.write_bytes(page)
    copy = KeptCopies(clone.path).keep(file)
    source = Source("The visit", url="https://example.org/visit")
    store = clone.store()
    store.change([VISITS], lambda each: write_update(each, AS_OF, note=name, source=source))
    store.change([VISITS], lambda each: keep_copy(each, "", copy))
    return copy


def copies(clone: Clone) -> dict[str, bytes]:
    return {
        name: file.read_bytes() for name, file in named_files(KeptCopies(clone.path).folder).items()
    }


def test_a_copy_is_there_with_the_update_that_cites_it(pair: list[Clone]) -> None:
    ana, ben = pair
    found = examine(ana.path, AS_OF).findings
    name = keep(ana)
    assert ana.sync().copies_sent == 1
    report = ben.sync()
    assert (report.copies_received, report.spoilt) == (1, ())
    assert copies(ben) == copies(ana) == {name: PAGE}
    assert examine(ben.path, AS_OF).findings == found
    for clone in pair:
        assert (clone.folder / "sources" / f"{name}.html").read_bytes() == PAGE
        assert git(clone.folder, "status", "--porcelain") == ""
        assert (clone.sync().copies_sent, clone.sync().copies_received) == (0, 0)
    assert "1 kept copy of sources" in git(ana.folder, "log", "--format=%B")


def test_the_text_of_an_instrument_comes_along_too(pair: list[Clone]) -> None:
    ana, ben = pair
    store = ana.store()
    name = KeptCopies(ana.path).keep_bytes(PAGE, ".html")
    document = next(iter(store.instrument_documents()))
    document["source"] = {"title": "The text", "copy": name}
    store.replace_documents(Replacement({}, {str(document["id"]): document}, None), "its text")
    assert ana.sync().copies_sent == 1
    assert ben.sync().copies_received == 1
    assert copies(ben) == {name: PAGE}


def test_copies_of_two_people_are_both_everywhere(pair: list[Clone]) -> None:
    ana, ben = pair
    names = {keep(ana), keep(ana, b"%PDF", "order.pdf"), keep(ben, b"heard", "talk.txt"), keep(ben)}
    for clone in (ana, ben, ana):
        clone.sync()
    assert len(names) == 3
    assert copies(ana).keys() == copies(ben).keys() == names
    assert len({clone.tree() for clone in pair}) == 1


def test_a_copy_that_was_kept_later_goes_without_another_change(pair: list[Clone]) -> None:
    ana, ben = pair
    name = keep(ana)
    away = ana.path.with_name("away")
    KeptCopies(ana.path).folder.rename(away)
    ana.sync()
    ben.sync()
    assert copies(ben) == {}
    away.rename(KeptCopies(ana.path).folder)
    report = ana.sync()
    assert (report.sent, report.copies_sent, report.pushed) == ({}, 1, True)
    assert ben.sync().copies_received == 1
    assert copies(ben) == {name: PAGE}


def test_what_is_lost_in_the_folder_or_beside_the_register_comes_back(pair: list[Clone]) -> None:
    ana, ben = pair
    name = keep(ana)
    ana.sync()
    ben.sync()
    named_files(KeptCopies(ben.path).folder)[name].unlink()
    (ben.folder / "sources" / f"{name}.html").unlink()
    assert ben.sync().copies_received == 1
    assert copies(ben) == {name: PAGE}
    assert git(ben.folder, "status", "--porcelain") == ""


def test_a_copy_that_is_not_what_its_name_says_is_neither_given_nor_taken(
    pair: list[Clone],
) -> None:
    ana, ben = pair
    name = keep(ana)
    kept = named_files(KeptCopies(ana.path).folder)[name]
    kept.write_bytes(b"something else")
    assert ana.sync().copies_sent == 0
    kept.write_bytes(PAGE)
    ana.sync()
    path = f"sources/{name}.html"
    (ana.folder / path).write_bytes(b"something else")
    git(ana.folder, "commit", "-q", "-a", "-m", "Spoil it")
    git(ana.folder, "push", "-q")
    assert ben.sync().spoilt == (path,)
    assert copies(ben) == {}
    assert sha256(PAGE).hexdigest() == name
