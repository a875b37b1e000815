"""The text of Outlook's compressed RTF: decompression (MS-OXRTFCP) and what the RTF says (MS-OXRTFEX for HTML in it).

Never raises; output is bounded, so that a small stream that unpacks without end costs no more than a large mail.
It lays nothing out: fonts, tables, pictures and colours are left away.
"""

from __future__ import annotations

import re
import struct

_OUTPUT = 400_000  # bytes of RTF looked at
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_SILENT = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "generator",
        "themedata",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "xmlnstbl",
        "latentstyles",
        "datastore",
        "filetbl",
    }
)  # fmt: skip - groups that hold no text
_DEEP = 1_000  # groups within groups
_SYMBOLS = {"~": "\xa0", "_": "-", "-": ""}
_SPOKEN = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
           "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019",
           "ldblquote": "\u201c", "rdblquote": "\u201d"}  # fmt: skip


def decompressed(stream: bytes) -> bytes:
    """The RTF of a PidTagRtfCompressed value; b"" if it is none."""
    if len(stream) < 16:
        return b""
    _, raw_size, kind, _ = struct.unpack_from("<IIII", stream)
    size = min(raw_size, _OUTPUT)
    if kind == 0x414C454D:  # MELA: stored
        return stream[16 : 16 + size]
    return _unpacked(stream, size) if kind == 0x75465A4C else b""  # LZFu


def _unpacked(stream: bytes, size: int) -> bytes:
    """LZFu: a control byte for each eight tokens; a token is a byte, or twelve bits of place and four of length."""
    ring = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    write, out, at, end = len(_DICTIONARY), bytearray(), 16, len(stream)
    while at < end and len(out) < size:
        control = stream[at]
        at += 1
        for bit in range(8):
            if at >= end or len(out) >= size:
                break
            if not control >> bit & 1:
                piece = stream[at : at + 1]
                at += 1
                ring[write] = piece[0]
                write = (write + 1) % 4096
                out += piece
                continue
            if at + 2 > end:
                return bytes(out)
            place, length = stream[at] << 4 | stream[at + 1] >> 4, (stream[at + 1] & 15) + 2
            at += 2
            if place == write:  # the end mark
                return bytes(out)
            for _ in range(length):
                ring[write] = ring[place]
                out.append(ring[place])
                place, write = (place + 1) % 4096, (write + 1) % 4096
    return bytes(out)


def text_of(rtf: bytes, charset: str) -> tuple[str, bool]:
    r"""What an RTF document says, and whether that is HTML which Outlook wrapped into it (`\fromhtml1`)."""
    source = rtf[:_OUTPUT].decode("latin-1")
    document = _Document(charset, from_html="\\fromhtml1" in source[:2000])
    for match in _TOKEN.finditer(source):
        if match[3]:
            document.octet(int(match[3], 16))
            continue
        document.flush()
        if match[5]:
            if not document.group(match[5]):
                break
        elif match[1]:
            document.word(match[1], match[2])
        elif match[4]:
            document.symbol(match[4])
        elif match[6]:
            document.run(match[6])
    document.flush()
    return "".join(document.out), document.from_html


class _Document:
    """What has been read of an RTF document, and in what state the reader stands."""

    def __init__(self, charset: str, *, from_html: bool) -> None:
        self.charset, self.from_html = charset, from_html
        self.out: list[str] = []
        self._octets = bytearray()  # neighbours may be one character of a multi-byte charset
        self._around: list[tuple[bool, bool]] = []
        self._silent = False  # in a group without text
        self._hidden = False  # between \\htmlrtf and \\htmlrtf0: what HTML says elsewhere
        self._starred = False  # after \\*: an unknown word silences its group
        self._skip = 0  # characters that stand for \\uN where a reader knows no Unicode

    @property
    def _mute(self) -> bool:
        return self._silent or (self._hidden and self.from_html)

    def flush(self) -> None:
        if self._octets:
            self.out.append(self._octets.decode(self.charset, "replace"))
            self._octets.clear()

    def octet(self, value: int) -> None:
        self._starred = False
        if self._skip:
            self._skip = 0
        elif not self._mute:
            self._octets.append(value)

    def group(self, brace: str) -> bool:
        """Go into or out of a group; False where groups stand deeper than anybody writes them."""
        self._starred = False
        if brace == "{":
            self._around.append((self._silent, self._hidden))
        elif self._around:
            self._silent, self._hidden = self._around.pop()
        return len(self._around) <= _DEEP

    def word(self, word: str, number: str | None) -> None:
        starred, self._starred = self._starred, False
        if word == "htmltag":
            self._silent = not self.from_html
        elif word in _SILENT or starred:
            self._silent = True
        elif word == "htmlrtf":
            self._hidden = number != "0"
        elif self._mute:
            return
        elif word == "u" and number:
            self.out.append(chr(int(number) % 65_536))
            self._skip = 1
        elif word in _SPOKEN:
            self.out.append(_SPOKEN[word])

    def symbol(self, symbol: str) -> None:
        self._starred = symbol == "*"
        if not (self._mute or self._starred):
            self.out.append(_SYMBOLS.get(symbol, symbol))

    def run(self, run: str) -> None:
        self._starred = False
        if not self._mute:
            self.out.append(run[self._skip :])
        self._skip = 0
