"""Texts that cost a careless reader its day: a megabyte in which one thing comes again and again.

Whatever looks backwards, forwards or twice at each of a thousand thousand places shows here. Not one is a mail of
anybody's; each is named for what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

SIZE = 1_000_000

_PIECES = {
    "one line": "a",
    "one line of dotless i": "ı",
    "one line of dotted capital I": "İ",
    "one word a line": "word\n",
    "words without a full stop": "the machine ",
    "one short word": "all ",
    "sentences": "It works. ",
    "questions": "Is it? ",
    "blanks": " ",
    "no-break spaces": "\xa0",
    "tabs": "\t",
    "blank lines": "\n",
    "lines of blanks": " \n",
    "carriage returns": "\r",
    "vertical tabs": "\v",
    "line separators": "\u2028",
    "zero-width spaces": "\u200b",
    "nuls": "\0",
    "quote marks": ">",
    "quote marks and blanks": "> ",
    "lines of a quote mark": ">\n",
    "quoted lines between unquoted": "> no\nyes\n",
    "deeper and deeper quotes": ">>>>>>>> a\n>>>> b\n",
    "digits": "7",
    "numbers": "7 ",
    "pluses": "+",
    "phone numbers": "+32 56 00 12 34 ",
    "labelled phone numbers": "Telefon: 056 00 12 34\n",
    "asked to call": "please call 056001234 ",
    "labels": "a:\n",
    "known labels": "Company:\n",
    "label-like words": "a: ",
    "colons": ":",
    "commas": ",",
    "full stops": ".",
    "hyphens": "-",
    "lines of hyphens": "--\n",
    "signature marks": "-- \n",
    "underscores": "_",
    "lines of underscores": "________________________________\n",
    "equals signs": "=",
    "asterisks": "*",
    "pipes": "|",
    "slashes": "/",
    "backslashes": "\\",
    "number signs": "#",
    "at signs": "@",
    "addresses": "a@b.example ",
    "addresses in brackets": "<a@b.example> ",
    "addresses without blanks": "a@b.example,",
    "links": "http://x.example/ ",
    "links without blanks": "http://x",
    "opening brackets": "(",
    "opening square brackets": "[",
    "opening angle brackets": "<",
    "closing angle brackets": "x>",
    "ampersands": "&",
    "quotation marks": '"',
    "letters with accents": "é",
    "a letter and its accent": "e\u0301",
    "smileys": "\U0001f600",
    "header lines": "From: a@b.example\n",
    "header blocks": "From: a\nSent: b\nTo: c\nSubject: d\n\n",
    "header blocks of Germans": "Von: a\nGesendet: b\nAn: c\nBetreff: d\n\n",
    "words of wrote": "wrote ",
    "attributions": "On Monday, Ann <a@b.example> wrote:\n",
    "half attributions": "On Monday Ann\n",
    "attributions of Turks": "1 Oca 2026 tarihinde Ann yazdı:\n",
    "original messages": "-----Original Message-----\n",
    "begun forwards": "---------- Forwarded message ---------\n",
    "regards": "Regards,\nAnn\n",
    "regards in one line": "Regards, ",
    "disclaimers": "This message is confidential. ",
    "Windows": "Windows Server 2019 ",
    "versions": "version 2024.1 ",
    "steps": "1. open\n",
    "companies": "Aa Bb Cc GmbH ",
    "capitals": "Aa ",
    "production stands": "the production is ",
    "absence": "I am out of the office until ",
    "encoded words": "=?utf-8?q?a?= ",
    "half encoded words": "=?utf-8?q?",
    "entities": "&lt;",
    "commands": "#close\n",
    "uuencoded": "begin 644 a\nM\n",
    "own tags": "[Desk #1] ",
}
_TAGS = {
    "tags": "<b>",
    "tags that end": "<b></b>",
    "divisions": "<div>",
    "divisions side by side": "<div>a</div>",
    "paragraphs that end only": "</p>",
    "quotes in quotes": "<blockquote>",
    "quotes side by side": "<blockquote>a</blockquote>b",
    "tables in tables": "<table><tr><td>",
    "rows": "<tr><td>a</td></tr>",
    "cells": "<td>a",
    "lists in lists": "<ul><li>",
    "line breaks": "<br>",
    "lines": "<hr>",
    "images": "<img src=cid:a>",
    "half tags": "<a href=",
    "attributes": "<a b='",
    "comments": "<!--a-->",
    "half comments": "<!--",
    "half declarations": "<![",
    "style sheets": "<style>a{}</style>",
    "half style sheets": "<style>",
    "spans with styles": '<span style="color:red;font:a">a',
    "Gmail quotes": '<div class="gmail_quote">',
    "Outlook quotes": '<div id="divRplyFwdMsg">',
    "Outlook borders": '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">a</div>',
}
_HEADERS = (
    "Subject", "From", "To", "Cc", "Reply-To", "Date", "Message-ID", "References", "In-Reply-To", "Content-Type",
    "Content-Disposition", "Content-Transfer-Encoding", "Received", "Return-Path", "Auto-Submitted", "List-Id", "X-Own",
)  # fmt: skip
_HEAD = b"From: Ann <ann@customer.example>\nTo: desk@acme.example\nSubject: VISI\nMessage-ID: <1@x.example>\n"
_MIXED = _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
_REPORT = (
    _HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    b"--b\nContent-Type: message/delivery-status\n\n"
)
_BUILT: dict[str, tuple[bytes, bytes, int, bytes] | tuple[bytes, bytes, int]] = {
    "headers": (b"", b"X-A: b\n", SIZE // 7, b"\na"),
    "addresses": (b"To: ", b"a@b.example, ", SIZE // 13, b"\n\na"),
    "groups": (b"To: ", b"a:b@c.example; ", SIZE // 15, b"\n\na"),
    "references": (b"References: ", b"<a@b.example>\n ", SIZE // 15, b"\n\na"),
    "parameters": (b"Content-Type: text/plain; ", b"a=b; ", SIZE // 5, b"\n\na"),
    "continued parameters": (b"Content-Type: text/plain; ", b"name*%d=b; ", SIZE // 14, b"\n\na"),
    "parts": (_MIXED, b"--b\nContent-Type: text/plain\n\na\n", 30_000),
    "parts in parts": (_HEAD, b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", 3_000),
    "messages in messages": (_HEAD, b"Content-Type: message/rfc822\n\n", 30_000),
    "boundaries": (_MIXED, b"--b\n", SIZE // 4),
    "soft line ends": (_HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n", b"=", SIZE),
    "padding": (_HEAD + b"Content-Transfer-Encoding: base64\n\n", b"=", SIZE),
    "flowed quotes": (_HEAD + b"Content-Type: text/plain; format=flowed\n\n", b"> a \n", SIZE // 5),
    "reported recipients": (_REPORT, b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n", SIZE // 60),
}


Mail = Callable[[], bytes]


def cases() -> dict[str, Mail]:
    """Name to the maker of a mail: each text as plain body, as HTML body and in one header or another, and oddly built.

    The headers come in turn, for each text in each of them would take too long.
    """
    named: dict[str, Mail] = {}
    for number, (name, piece) in enumerate(_PIECES.items()):
        header = _HEADERS[number % len(_HEADERS)]
        named[f"plain: {name}"] = partial(written, "plain", piece)
        named[f"header {header}: {name}"] = partial(_headed, header, piece)
    named |= {f"html: {name}": partial(written, "html", piece) for name, piece in {**_PIECES, **_TAGS}.items()}
    return named | {f"built: {name}": partial(_built, *pieces) for name, pieces in _BUILT.items()}


def _filled(piece: str) -> str:
    return piece * (SIZE // len(piece))


def written(kind: str, piece: str) -> bytes:
    """A mail whose body is a piece again and again."""
    text = _filled(piece) if kind == "plain" else f"<html><body>{_filled(piece)}"
    return _HEAD + f"Content-Type: text/{kind}; charset=utf-8\n\n{text}".encode()


def _headed(name: str, piece: str) -> bytes:
    value = _filled(piece).replace("\n", "\n ").encode()
    head = b"".join(line for line in _HEAD.splitlines(keepends=True) if not line.startswith(f"{name}:".encode()))
    return name.encode() + b": " + value + b"\n" + head + b"\nIt does not start."


def _built(start: bytes, piece: bytes, count: int, end: bytes = b"") -> bytes:
    """A piece again and again; `%d` in it is counted up."""
    middle = b"".join(piece.replace(b"%d", b"%d" % n) for n in range(count)) if b"%d" in piece else piece * count
    return start + middle + end
