"""One part of a stored mail, by its path: what goes along with a mail to staff or to a customer.

Paths are those of `intake/mime.py`, which cuts, mends and unpacks a mail for reading, so that what was listed there is
found here: "2.1" as IMAP counts (RFC 9051 6.4.5), "2/1" for a file in a winmail.dat or in uuencode. An attached mail
is one part, whole. Broken encodings give what can be decoded, never an error; a path that is not there raises
LookupError. It does not judge what a part is. `notifier` is given it by `app.py`.
"""

from __future__ import annotations

from functools import lru_cache

from intake import mime
from intake.limits import Limits

_LIMITS = Limits()


class StoredParts:
    """`notifier.material.Parts` over the bytes of mails as they came."""

    def content(self, raw: bytes, path: str) -> bytes:
        """The decoded bytes of a part; of an attached mail (message/rfc822) the bytes of that mail."""
        return _part(raw, path).content

    def text(self, raw: bytes, path: str) -> str:
        r"""A part as text, newlines as `\n`: in its declared charset, else what the mail and its bytes suggest."""
        return mime.decoded_text(_part(raw, path), [], _LIMITS.text_chars)


def _part(raw: bytes, path: str) -> mime.Part:
    found = _parts(raw).get(path)
    if found is None:
        raise LookupError(f"no part {path!r}")
    return found


@lru_cache(maxsize=1)  # the parts of one mail are asked for one after the other
def _parts(raw: bytes) -> dict[str, mime.Part]:
    return {part.path: part for part in mime.parts_of(raw, _LIMITS) if not part.container}
