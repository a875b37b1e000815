"""Markdown's flat tokens as a tree of blocks, for whoever reads a block with what stands in it.

markdown-it's own tree can be walked in every direction and edited, which costs more than parsing the text; this one is
only read, from above, and ends where words begin: those are the `children` of a token `inline`. Tokens come from a
parser, so what is opened is closed; nothing here fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass(slots=True)
class Node:
    """A block; `type` is a token's without `_open`, `token` that which opens it, or all of it."""

    type: str
    token: Token
    children: list[Node] = field(default_factory=list)


def tree(tokens: Iterable[Token]) -> list[Node]:
    """The blocks that stand side by side, each with what stands in it."""
    nodes: list[Node] = []
    levels = [nodes]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        node = Node(token.type.removesuffix("_open"), token)
        levels[-1].append(node)
        if token.nesting > 0:
            levels.append(node.children)
    return nodes
