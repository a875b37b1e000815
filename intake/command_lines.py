"""One line that may be a command: what stands behind its `#`, however a mail client dressed it up.

`look` takes off bullets, bold, links, no-break and zero-width characters, full-width signs and punctuation behind the
word, and says which word it is or comes near to. Where in a mail commands are read is `intake/commands.py`'s
business. Looks at the beginning of a line only; never raises.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from intake import command_words

_UNSEEN = dict.fromkeys(
    (
        0xAD,
        0x34F,
        0x180E,
        0x20E3,
        0xFE0E,
        0xFE0F,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    )
)
_PLAIN = str.maketrans(
    {"＃": "#", "﹟": "#", "\xa0": " ", "\u202f": " ", "\u2007": " ", "\u3000": " ", "\t": " ", "\r": " "}
)
_CLEAN = {**_UNSEEN, **_PLAIN}
_SIGN = re.compile("[#＃﹟]")
_HEAD = re.compile(
    r"\s{0,40}(?P<lead>(?:[•◦▪▫‣⁃∙●○■□·►▶➢➔→✓✔\ue000-\uf8ff*_~`\"'“”„‟«»‘’\\\[+–—-]\s{0,9}|o\s{1,9}|\d{1,2}[.)]\s{1,9}){0,6})"
    r"(?P<signs>#{1,3})(?P<dressed>[\s*_~`]{0,6})(?P<word>[^\W\d_]{1,40})"
)
# "slå sammen", "re-open": the second word of a command that is written as two.
_SECOND = re.compile(r"(?: {1,3}|[‐-])(?P<word>[^\W\d_]{1,24})(?!\w)")
# A client made a link of the word: "#phone<https://…>", "#phone <https://…>", "[#phone](https://…)".
_LINKED = re.compile(r"[*_~`]{0,3}(?:\](?:\(https?://[^()\s]{1,1000}\))?|\s?<https?://[^<>\s]{1,1000}>)")
_BEHIND = re.compile(
    r"(?:[*_~`]{0,3}[:：=]{1,2}|[.,:;!?…=*_~`\"'“”‘’»]{1,6}(?=[\s\d]|\Z)|(?=[\s\d–—-]|\Z))(?:\s{0,9}[–—:=-]{1,3}(?=\s|\Z))?"
)
_MAILTO = re.compile(r"\s?[<\[(]mailto:[^<>\[\]()\s]{1,400}[>\])]")
_LINKED_VALUE = re.compile(r"(?<=[^\s<>])<(?:https?|tel):[^<>\s]{1,1000}>")
_BRACED = re.compile(r"<\s?([^\s<>@]{1,200}@[^\s<>@]{1,200})>")
_ANOTHER = re.compile(r"(?:^|[\s·|,;/(])#(?P<word>[^\W\d_]{2,24})(?!\w)")
# What begins a line of C, C++, C# or a style sheet.
_CODE = re.compile(
    r"(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|region|endregion|pragma|import|using|error|warning|line|"
    r"nullable|load|root|main|header|footer|body)"
)
_HEX = re.compile(r"(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_HEAD_CHARS = 400  # of a line, in which the sign must stand


@dataclass(frozen=True, slots=True)
class Seen:
    """A line with a word behind `#`."""

    written: str  # the line as it stood, without white space around it
    word: str  # as typed, in small letters; two of them with one blank where a command is written so
    value: str  # the rest of the line, "" for none
    means: str | None  # the English command
    near: str | None  # which command it comes near to, if it is none
    spaced: bool  # white space stands between # and the word
    heading: bool  # it may as well be a heading of a text: `# Overview`
    crowded: bool  # another command stands in the same line
    glued: bool  # the word goes on as no command does: `#list-item {`


def has_sign(text: str) -> bool:
    """Whether a text can hold a command at all."""
    return _SIGN.search(text) is not None


def look(line: str) -> Seen | None:
    """What the line says if it has the shape of a command, else None: numbers, code, colours, more than a word."""
    if not has_sign(line[:_HEAD_CHARS]):
        return None
    clean = line.translate(_CLEAN)
    if not clean.isascii():
        clean = unicodedata.normalize("NFC", clean[:_HEAD_CHARS]) + clean[_HEAD_CHARS:]
    head = _HEAD.match(clean)
    if head is None or head["signs"] != "#":
        return None
    word, means, told = _word(clean, head["word"], head.end())
    linked = _LINKED.match(clean, told)
    behind = _BEHIND.match(clean, linked.end() if linked else told)
    end = behind.end() if behind else told
    glued = behind is None or clean[end : end + 1] in ("-", "–", "—")
    if means is None and (glued or clean[end : end + 1].isdigit() or _is_code(word)):
        return None
    value = _value(clean[end:], head["lead"] + head["dressed"])
    spaced = any(sign.isspace() for sign in head["dressed"])
    return Seen(
        written=line.strip(),
        word=word.lower().replace("i\u0307", "i"),
        value=value,
        means=means,
        near=None if means else _near(clean, word, told),
        spaced=spaced,
        heading=spaced and word[0].isupper() and not value,
        glued=glued,
        crowded=_holds_command(value[:2000]),
    )


def _word(clean: str, first: str, end: int) -> tuple[str, str | None, int]:
    """The command's word or, where the two together are one, pair of words; what it means; and where it ends."""
    second = _SECOND.match(clean, end)
    if second:
        pair = f"{first} {second['word']}"
        if means := command_words.meaning(pair):
            return pair, means, second.end()
    return first, command_words.meaning(first), end


def _near(clean: str, word: str, end: int) -> str | None:
    """What an unknown word, with the next one or alone, comes near to: two words that fit say more than one."""
    second = _SECOND.match(clean, end)
    pair = command_words.nearest(f"{word} {second['word']}") if second else None
    return pair or command_words.nearest(word)


def _holds_command(value: str) -> bool:
    """Whether a further command stands in the value of one."""
    for found in _ANOTHER.finditer(value):
        _, means, end = _word(value, found["word"], found.end())
        if means and value[end : end + 1] != "-":
            return True
    return False


def _is_code(word: str) -> bool:
    return (_CODE.fullmatch(word) or _HEX.fullmatch(word)) is not None


def _value(rest: str, opened: str) -> str:
    """The rest of a line as it was written, without what a client hung on it or closed behind it."""
    value = rest.strip()
    if "<" in value or "mailto:" in value:
        value = _BRACED.sub(r"\1", _LINKED_VALUE.sub("", _MAILTO.sub("", value)))
    bold = "".join(sign for sign in "*_~`" if sign in opened)
    quotes = "".join(close for sign, close in ("“”", "„“", '""', "''", "‘’", "«»", "»«") if sign in opened)
    return value.rstrip(f" {bold}{quotes}") if bold or quotes else value
