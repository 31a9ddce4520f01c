"""Whether a query finds nothing that another has not found, told from the two trees alone."""

from __future__ import annotations

from store.query.tree import And, FieldTest, Node, Not, Or, Text
from store.text import fold


def terms_of(tree: Node | None) -> tuple[Node, ...]:
    """Return the terms that a tree demands, all of them."""
    if tree is None:
        return ()
    return tree.terms if isinstance(tree, And) else (tree,)


def narrows(tree: Node | None, other: Node | None) -> bool:
    """Whether all that `tree` finds is certain to be found by `other` too.

    False also where that cannot be seen at once.
    """
    ours = terms_of(tree)
    return all(any(_implies(term, wanted) for term in ours) for wanted in terms_of(other))


def _implies(term: Node, other: Node) -> bool:
    if term == other:
        return True
    match term, other:
        case Text(text), Text(shorter):
            return fold(shorter) in fold(text)
        case Not(inner), Not(wider):
            return _implies(wider, inner)
        case FieldTest(field, values), FieldTest(same, more) if field == same:
            return set(values) <= set(more)
        case Or(terms), _:
            return all(_implies(each, other) for each in terms)
        case And(terms), _:
            return any(_implies(each, other) for each in terms)
        case _, Or(terms):
            return any(_implies(term, each) for each in terms)
        case _, And(terms):
            return all(_implies(term, each) for each in terms)
    return False
