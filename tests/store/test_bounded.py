"""Files that hold more than they may, and keys that would take all memory, are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.bounded import parse_toml, read_bounded, read_bounded_text
from store.errors import CannotRead


def test_a_file_is_read_whole_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(CannotRead, match=r"text holds more than 4 bytes"):
        read_bounded(path, 4)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no device without an end")
def test_a_device_without_an_end_is_not_opened() -> None:
    with pytest.raises(CannotRead, match="/dev/zero is not a plain file"):
        read_bounded("/dev/zero")
    with open("/dev/zero", "rb") as given, pytest.raises(CannotRead, match="holds more than"):
        read_bounded(given.fileno())


def test_a_descriptor_stays_open(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, "ข้อ\r\n-\r".encode())
    os.close(writing)
    assert read_bounded_text(reading) == "ข้อ\n-\n"
    os.close(reading)
    with pytest.raises(OSError, match="Bad file descriptor"):
        read_bounded(reading)


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".b" * 20_000 + " = 1",
        "x = {a" + ".b" * 20_000 + " = 1}",
        "[a" + ".b" * 20_000 + "]",
        "# it's\na" + ' . "b" ' * 40 + "= 1",
    ],
)
def test_a_key_of_very_many_parts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a key has more than 32 parts"):
        parse_toml(text)


def test_points_in_texts_and_comments_are_no_parts() -> None:
    points = "." * 50
    text = f'# {points}\na = \'{points}\'\n"{points}" = """\n{points}\n"""\nb.c = 1.5\n'
    assert parse_toml(text) == {"a": points, points: f"{points}\n", "b": {"c": 1.5}}
