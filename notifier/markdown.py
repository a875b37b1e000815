"""The Markdown of templates, read: CommonMark with tables, as tokens of markdown-it.

Values come veiled (see `veils`), so that they say no Markdown; in the tokens they are as they were, but in the content
of a token `inline`, which is what stood in the source: `:::customer` there is the template's own. HTML is not read.

What most of a mail consists of takes a shorter way than the parser's: text without a mark, phrases that were read
before, links whose characters all may stand in one. Nothing here fails for any text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from notifier.veils import unveiled

_MARK = re.compile(r"[\n\\`*_\[<&]")  # what an inline element of CommonMark begins with; an image's "!" before its "["
_PHRASE = 400  # characters of a text that may be met again
_PHRASES = 1024
# RFC 6068 without what would need encoding: such a link is its own normal form.
_MAIL_LINK = re.compile(
    r"mailto:(?:[A-Za-z0-9._~+-]|%[0-9A-Fa-f]{2})+@[a-z0-9-]{1,50}(?:\.[a-z0-9-]{1,50}){0,3}"
    r"(?:\?(?:[A-Za-z0-9._~=&+-]|%[0-9A-Fa-f]{2})*)?"
)


class _Markdown(MarkdownIt):
    """Links are read with their values in them, for what may stand in one is judged by the whole."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        url = unveiled(url)
        return url if _MAIL_LINK.fullmatch(url) else super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return super().normalizeLinkText(unveiled(link))


def read(markdown: str) -> list[Token]:
    """The blocks of a text, in order; whoever gets them may change them, but not their `children`."""
    return PARSER.parse(markdown)


def _inlines(state: StateCore) -> None:
    """Instead of the parser's rule `inline`: what stands in the blocks."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = _children(token.content, state.env)
        elif token.content or token.info:
            _unveil(token)


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
    found = inline.children or []
    for token in found:
        _unveil(token)
    return found


def _unveil(token: Token) -> None:
    token.content, token.info = unveiled(token.content), unveiled(token.info)
    if "title" in token.attrs:
        token.attrs["title"] = unveiled(str(token.attrs["title"]))
    for child in token.children or ():
        _unveil(child)


PARSER = _Markdown("commonmark", {"html": False}).enable("table")
_INLINE = _Markdown("commonmark", {"html": False})
PARSER.core.ruler.at("inline", _inlines)
PARSER.core.ruler.disable("text_join")  # done, by the other
