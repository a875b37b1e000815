"""Markdown's flat tokens as a tree, for whoever reads a block with what stands in it.

markdown-it's own tree can be walked in every direction and edited, which costs more than parsing the text; this one is
only read, from above. Tokens come from a parser, so what is opened is closed; nothing here fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass(slots=True)
class Node:
    """An element; `type` is a token's without `_open`, `token` that which opens it, or all of it."""

    type: str
    token: Token
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(tokens: Iterable[Token]) -> list[Node]:
    """The elements that stand side by side, each with what stands in it."""
    nodes: list[Node] = []
    levels = [nodes]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        node = Node(token.type.removesuffix("_open"), token, tree(token.children) if token.children else [])
        levels[-1].append(node)
        if token.nesting > 0:
            levels.append(node.children)
    return nodes
