"""What is undone in the text of a plain part: soft line ends (RFC 3676) and OpenPGP armour (RFC 9580 7).

Pure and linear; it verifies no signature and decrypts nothing. The words themselves are never changed.
"""

from __future__ import annotations

import re

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n"
_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_HASH_LINES = re.compile(r"(?:[A-Za-z]{1,30}: [^\n]{0,200}\n){0,5}[ \t]*\n")
_ESCAPED = re.compile(r"^- ", re.MULTILINE)
_JOINED_CHARS = 100_000  # of one paragraph


def unflowed(text: str, *, delsp: bool) -> str:
    """RFC 3676 paragraphs as one line each, quotation depth kept, `-- ` never joined."""
    out: list[str] = []
    held: list[str] = []
    size = depth = 0
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">")) if line.startswith(">") else 0
        words = line[marks:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        if held and (marks != depth or words == "-- "):
            out.append("".join(held))
            held, size = [], 0
        if not held and marks:
            words = f"{'>' * marks} {words}"
        depth = marks
        held.append(words[:-1] if soft and delsp else words)
        size += len(words)
        if not soft or size >= _JOINED_CHARS:
            out.append("".join(held))
            held, size = [], 0
    if held:
        out.append("".join(held))
    return "\n".join(out)


def undecorated(text: str, path: str, problems: list[str]) -> str:
    """The text without the armour of an inline OpenPGP signature (RFC 9580 7); encrypted text is told and left."""
    if "-----BEGIN PGP MESSAGE-----" in text:
        problems.append(f"part {path}: encrypted (OpenPGP), not read")
    begin = text.find(_SIGNED)
    if begin < 0 or (begin and text[begin - 1] != "\n"):
        return text
    header = _HASH_LINES.match(text, begin + len(_SIGNED))
    start = header.end() if header else begin + len(_SIGNED)
    stop = text.find(_SIGNATURE, start)
    if stop < 0:
        return text
    end = text.find(_SIGNATURE_END, stop)
    after = text[end + len(_SIGNATURE_END) :] if end >= 0 else ""
    problems.append(f"part {path}: signed (OpenPGP), the signature was not verified")
    return text[:begin] + _ESCAPED.sub("", text[start:stop]) + "\n" + after.lstrip("\n")


def says_nothing(text: str, html: str) -> bool:
    """A plain part that only sends the reader to the HTML ("your program cannot show this")."""
    return len(text) < 300 and "html" in text.lower() and len(html) > 4 * len(text)
