"""Lines and the tree of blocks: shorter ways to what the standard library and markdown-it answer."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from notifier.lines import broken
from notifier.syntax import Node, tree

WORDS = st.text(alphabet="abc é-–\u00a0\u2003\t\n\x0b\x85.,", max_size=60)
PIECES = [
    "# Head",
    "- one",
    "  - two",
    "1. three",
    "> said",
    "| a | *b* |",
    "|-|-|",
    "| [c](<d>) | `e` |",
    "",
    "---",
    "    code",
    "f",
]
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@given(WORDS, st.integers(1, 30), st.booleans())
def test_a_line_is_broken_as_textwrap_breaks_it(line: str, width: int, at_hyphens: bool) -> None:
    """Whether it fits, has blanks at its ends, or characters that only look like blanks."""
    wrapped = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=at_hyphens)
    assert broken(line, width, at_hyphens=at_hyphens) == wrapped


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("\n".join))
def test_the_tree_is_that_of_markdown_it(text: str) -> None:
    """Every block stands where the library's own tree has it, in the same order; words are no blocks."""
    tokens = MARKDOWN.parse(text)
    assert [_shape(node) for node in tree(tokens)] == [_shape(node) for node in SyntaxTreeNode(tokens).children]


def _shape(node: Node | SyntaxTreeNode) -> tuple[str, list[object]]:
    return node.type, [] if node.type == "inline" else [_shape(child) for child in node.children]


@pytest.mark.parametrize("line", ["", "   "])
def test_blanks_alone_are_no_line(line: str) -> None:
    """Neither an empty line nor one of blanks."""
    assert broken(line, 5) == []
