"""Strangers' characters made fit for a mail: one line for headers and file names, many lines for bodies.

A subject, a name or a file name of a customer comes back in our own mail. Newlines would add headers, NUL and
escape sequences confuse servers and terminals, bidirectional overrides let `exe.pdf` read as `fdp.exe`, and
lone surrogates cannot be encoded at all. Nothing here fails; it does not judge what is said.
"""

from __future__ import annotations

import re

# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides and isolates.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")
_PRINTED = bytes([0x09, 0x0A, *range(0x20, 0x7F)])


def flat(text: str, limit: int = 250) -> str:
    """One line of at most `limit` characters; controls and runs of white space become one space."""
    if text.isprintable() and "  " not in text:  # as most are: no control, no lone surrogate, no white space but blanks
        line = text.strip(" ")
    else:
        line = _SPACES.sub(" ", _CONTROLS.sub(" ", encodable(text))).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clean(text: str) -> str:
    r"""Many lines parted by `\n`; tabs stay, other controls go."""
    octets = text.encode("utf-8", "replace")
    text = octets.decode("utf-8")
    rest = octets.translate(None, _PRINTED).decode("utf-8")  # of most texts next to nothing
    if not _CONTROLS.search(rest):
        return text
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text))


def encodable(text: str) -> str:
    """The text with lone surrogates replaced, so that UTF-8 can carry it."""
    return text.encode("utf-8", "replace").decode("utf-8")
