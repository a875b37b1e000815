"""The Markdown of templates, read: CommonMark with tables, as tokens of markdown-it.

Values come veiled (see `veils`), so that they say no Markdown; in the tokens they are as they were, but in the content
of a token `inline`, which is what stood in the source: `:::customer` there is the template's own. HTML is not read.

What most of a mail consists of takes a shorter way than the parser's: text without a mark, phrases that were read
before, and links that write a mail, which are long and many: their targets are put aside, and back in the end. Nothing
here fails for any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from notifier.veils import unveiled

_MARK = re.compile(r"[\n\\`*_\[<&]")  # what an inline element of CommonMark begins with; an image's "!" before its "["
_PHRASE = 400  # characters of a text that may be met again
_PHRASES = 1024
_TARGET = re.compile(r"\]\(<([^<>\\&\s]{20,})>\)")
# RFC 6068 without what would need encoding: such a target is its own normal form, and nothing but mail.
_MAIL = re.compile(
    r"mailto:(?:[A-Za-z0-9._~+-]|%[0-9A-Fa-f]{2})+@[a-z0-9-]{1,50}(?:\.[a-z0-9-]{1,50}){0,3}"
    r"(?:\?(?:[A-Za-z0-9._~=&+-]|%[0-9A-Fa-f]{2})*)?"
)
# What stands for a target that is put aside: its number, in noncharacters (Unicode 23.7); as a target, and as words.
_OPEN, _SHOWN, _CLOSE = "\U0001fffe", "\U0002fffe", "\U0001ffff"
UNSAID = "\U0002ffff"  # another, that no token holds: what has it was said neither by a template nor by a value
_ASIDE = re.compile(f"(?:mailto:)?([{_OPEN}{_SHOWN}])([0-9]+){_CLOSE}")
_TARGETS = "targets"  # in the parser's `env`


class _AstrayError(Exception):
    """What was put aside was a piece of another link's target."""


class _Markdown(MarkdownIt):
    """Links are judged with their values in them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        if _ASIDE.fullmatch(url):
            return url
        if _CLOSE in url:
            raise _AstrayError
        return super().normalizeLink(unveiled(url))

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link.replace(_OPEN, _SHOWN) if _ASIDE.fullmatch(link) else super().normalizeLinkText(unveiled(link))


def read(markdown: str) -> list[Token]:
    """The blocks of a text, in order; whoever gets them may change them, but not their `children`."""
    targets: list[str] = []
    for foreign in (_OPEN, _SHOWN, _CLOSE, UNSAID):
        markdown = markdown.replace(foreign, "")
    try:
        return PARSER.parse(_TARGET.sub(partial(_aside, targets), markdown), {_TARGETS: targets})
    except _AstrayError:
        return PARSER.parse(markdown, {_TARGETS: []})


def _aside(targets: list[str], link: re.Match[str]) -> str:
    target = unveiled(link[1])
    if not _MAIL.fullmatch(target):
        return link[0]
    targets.append(target)
    # Between brackets that hold no words, "<mailto:…>" is a link by itself; what a value says is none.
    scheme = "mailto:" if link[1].startswith("mailto:") else ""
    return f"](<{scheme}{_OPEN}{len(targets) - 1}{_CLOSE}>)"


def _inlines(state: StateCore) -> None:
    """Instead of the parser's rule `inline`: what stands in the blocks."""
    targets: list[str] = state.env[_TARGETS]
    for token in state.tokens:
        if token.type == "inline":
            children = _children(token.content, state.env)
            aside = bool(targets) and _CLOSE in token.content
            token.children = [_said(child, partial(_back, targets)) for child in children] if aside else children
        elif token.content or token.info:
            token.content = _back(targets, unveiled(token.content))
            token.info = _back(targets, unveiled(token.info))


def _back(targets: list[str], text: str) -> str:
    if _CLOSE not in text:
        return text
    return _ASIDE.sub(lambda one: _said_of(targets[int(one[2])], one[1]), text)


def _said_of(target: str, mark: str) -> str:
    return PARSER.normalizeLinkText(target) if mark == _SHOWN else target


def _children(content: str, env: EnvType) -> list[Token]:
    if not _MARK.search(content):
        return [Token("text", "", 0, content=unveiled(content))] if content else []
    if "references" in env or len(content) > _PHRASE:  # what it says may depend on what stands elsewhere
        return _elements(content, env)
    return list(_phrase(content))


@lru_cache(_PHRASES)
def _phrase(content: str) -> tuple[Token, ...]:
    return tuple(_elements(content, {}))


def _elements(content: str, env: EnvType) -> list[Token]:
    (inline,) = _INLINE.parseInline(content, env)
    return [_said(child, unveiled) for child in inline.children or ()]


def _said(token: Token, change: Callable[[str], str]) -> Token:
    """The token with its words changed; itself where they stay, for others may hold it."""
    content = change(token.content)
    attrs = {name: change(value) if isinstance(value, str) else value for name, value in token.attrs.items()}
    children = token.children and [_said(child, change) for child in token.children]
    if content == token.content and attrs == token.attrs and children == token.children:
        return token
    return replace(token, content=content, attrs=attrs, children=children)


PARSER = _Markdown("commonmark", {"html": False}).enable("table").disable("html_block")
_INLINE = _Markdown("commonmark", {"html": False}).disable("html_inline")
PARSER.core.ruler.at("inline", _inlines)
PARSER.core.ruler.disable("text_join")  # `_INLINE` did it, and whose tokens are shared are not to be changed
