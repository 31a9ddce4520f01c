"""The rules of the house: how much is in a room, and that a name means one thing.

`pytest -s -k counted tests/test_structure.py` prints how much there is of everything.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.commands.table import COMMANDS

PROJECT = Path(__file__).parents[1]
MOST_MODULES = {
    "store": 108,
    "exchange": 111,
    "statements": 58,
    "cli": 79,
    "tui": 136,
    "fixtures": 1,
    "entente": 2,
}
"""How many modules a package may have, its fronts counted.

A feature that needs more raises the number of its package in the commit that brings it.
"""
MOST_IN_A_FOLDER = 20
MOST_LINES = 450
LEAST_LINES = 30
"""Less is no subject of its own; see `_may_be_short`."""
LEAST_WORDS = 25
"""Those of a package's front, a paragraph: what it is for, its main type, what it never does."""
MOST_IDS_ELSEWHERE = 8
"""A module outside the table that names more commands than this is a second list of them."""
IDS = {each.id for each in COMMANDS}
TYPE_NAME = re.compile(r"_?[A-Z]\w*[a-z]")
KNOWS_COMMANDS = ("tui/commands/table.py", "tui/commands/footer.py")
"""The table, and which of them the bottom line names where."""
RUN_COMMANDS = ("tui/commands", "tui/controllers", "tui/board", "tui/screens")

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A module of the program, and its text."""

    path: str
    text: str

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.text.count("\n")

    @property
    def tree(self) -> ast.Module:
        """Its statements."""
        return _parsed(self.text)

    @property
    def folder(self) -> str:
        """Where it is."""
        return self.path.rpartition("/")[0]

    @property
    def package(self) -> str:
        """The package at the top."""
        return self.path.partition("/")[0]

    @property
    def is_front(self) -> bool:
        """Whether it is the front of a package."""
        return self.path.endswith("/__init__.py")


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _packages() -> list[str]:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        built = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    return [str(name) for name in built["packages"]]


MODULES = [
    Module(path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8"))
    for package in _packages()
    for path in sorted((PROJECT / package).rglob("*.py"))
]
FRONTS = [each for each in MODULES if each.is_front]


def _may_be_short(module: Module) -> bool:
    name = module.path.rpartition("/")[2]
    folder_of_small_ones = module.folder.startswith(("cli/commands/", "exchange/importers/presets"))
    return name in ("__init__.py", "__main__.py") or folder_of_small_ones


def _too_many(modules: list[Module]) -> list[str]:
    """Return the packages and folders that hold too much."""
    packages = Counter(each.package for each in modules)
    folders = Counter(each.folder for each in modules if not each.is_front)
    agreed = {name: MOST_MODULES.get(name, 0) for name in packages}
    told = [
        f"{name}: {count} modules, {agreed[name]} are agreed on"
        for name, count in packages.items()
        if count > agreed[name]
    ]
    return told + [
        f"{name}/: {count} modules, a folder holds {MOST_IN_A_FOLDER}"
        for name, count in folders.items()
        if count > MOST_IN_A_FOLDER
    ]


def _out_of_size(modules: list[Module]) -> list[str]:
    """Return the modules that are too long or too short."""
    return [
        f"{each.path}: {each.lines} lines"
        for each in modules
        if each.lines > MOST_LINES or (each.lines < LEAST_LINES and not _may_be_short(each))
    ]


def _type_names(module: Module) -> Iterator[str]:
    """Yield the classes and the types that a module gives a name, those in a function too.

    A class inside a class is named with it, as in `Panel.Moved`, and is left out.
    """
    pending: list[ast.AST] = [module.tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.ClassDef):
            yield node.name
            pending += [each for each in node.body if not isinstance(each, ast.ClassDef)]
            continue
        if isinstance(node, ast.Assign) and _names_a_type(node):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))
        pending += ast.iter_child_nodes(node)


def _names_a_type(node: ast.Assign) -> bool:
    """Return whether it is as `Work = Callable[[], Change]` or `Rows = Mapping[str, Row]`."""
    named = all(isinstance(each, ast.Name) and TYPE_NAME.match(each.id) for each in node.targets)
    return named and isinstance(node.value, ast.Subscript | ast.BinOp)


def _named_twice(modules: list[Module]) -> list[str]:
    """Return the names of classes and types that mean more than one thing, and where."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        for name in _type_names(module):
            places[name].append(module.path)
    return [f"{name}: {', '.join(where)}" for name, where in places.items() if len(where) > 1]


def _without_paragraph(fronts: list[Module]) -> list[str]:
    """Return the fronts of packages that do not say what the package is for."""
    told = {each.path: len((ast.get_docstring(each.tree) or "").split()) for each in fronts}
    return [f"{path}: {words} words" for path, words in told.items() if words < LEAST_WORDS]


def _without_docstring(modules: list[Module]) -> list[str]:
    """Return the public functions and classes that say nothing of themselves."""
    return [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules
        for node in _public(module.tree)
        if not ast.get_docstring(node)
    ]


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for each in node.body:
        if not isinstance(each, Definition) or each.name.startswith("_") or _is_setter(each):
            continue
        yield each
        if isinstance(each, ast.ClassDef):
            yield from _public(each)


def _is_setter(node: Definition) -> bool:
    return any(isinstance(each, ast.Attribute) for each in node.decorator_list)


def _words(module: Module) -> set[str]:
    """Return the words of all texts in a module but its docstrings."""
    nodes = list(ast.walk(module.tree))
    said = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]
    return {word for text in texts for word in text.split()}


def _lists_of_commands(modules: list[Module], ids: set[str]) -> list[str]:
    """Return the modules of the board, besides the table, that name many commands."""
    found = {each.path: sorted(ids & _words(each)) for each in modules if each.package == "tui"}
    return [
        f"{path}: {len(named)} commands, {', '.join(named)}"
        for path, named in found.items()
        if len(named) > MOST_IDS_ELSEWHERE and path not in KNOWS_COMMANDS
    ]


def _looked_up_by_words(modules: list[Module]) -> list[str]:
    """Return where an attribute is taken by a name that is worked out: grep cannot find it."""
    return [
        f"{module.path}:{node.lineno}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("getattr", "setattr")
        and not isinstance(node.args[1], ast.Constant)
    ]


def _in_lines(told: list[str]) -> str:
    return "\n" + "\n".join(told)


def test_modules_are_counted() -> None:
    packages = Counter(each.package for each in MODULES)
    for name, count in packages.items():
        print(f"{name:10} {count:4} modules, {MOST_MODULES.get(name, 0)} agreed on")
    print(f"{'together':10} {len(MODULES):4} modules, {len(FRONTS)} of them fronts of packages")
    print(f"{'folders':10} {Counter(each.folder for each in MODULES).most_common(3)}")
    ordered = sorted(MODULES, key=lambda each: each.lines)
    print(f"{'longest':10} {[(each.path, each.lines) for each in ordered[-3:]]}")
    whole = [(each.path, each.lines) for each in ordered if not _may_be_short(each)]
    print(f"{'shortest':10} {whole[:3]}")
    assert set(packages) == set(MOST_MODULES), "a package needs its line in MOST_MODULES"


def test_no_package_and_no_folder_holds_too_much() -> None:
    told = _too_many(MODULES)
    assert not told, _in_lines(told)


def test_no_module_is_too_long_or_too_short() -> None:
    told = _out_of_size(MODULES)
    assert not told, _in_lines(told)


def test_a_name_means_one_thing() -> None:
    told = _named_twice(MODULES)
    assert not told, _in_lines(told)


def test_the_front_of_a_package_says_what_it_is_for() -> None:
    told = _without_paragraph(FRONTS)
    assert not told, _in_lines(told)


def test_what_is_public_says_what_it_is() -> None:
    told = _without_docstring(MODULES)
    assert not told, _in_lines(told)


def test_commands_of_the_board_are_listed_in_one_place() -> None:
    assert len(IDS) == len(COMMANDS)
    told = _lists_of_commands(MODULES, IDS)
    assert not told, _in_lines(told)


def test_commands_of_the_board_are_found_by_their_names() -> None:
    told = _looked_up_by_words([each for each in MODULES if each.folder in RUN_COMMANDS])
    assert not told, _in_lines(told)
