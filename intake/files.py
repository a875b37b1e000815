"""The parts of a mail that are no body, as `FileRef`s, and which of them somebody meant to send.

Seals, reports, calendars inside an alternative, pictures of a signature and tracking dots are files but no
attachments. A picture that the text shows is told apart by its size in pixels and bytes, by its place (below the
closing words of the HTML), and by whether this sender has sent the same bytes before. Pure; never raises.
"""

from __future__ import annotations

import hashlib
import re

from intake import pictures
from intake.mime import RETURNED, Body, Part
from routing.submission import FileRef

_NO_FILE = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "application/pgp-encrypted",
    }
)
REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/global-delivery-status",
        "message/feedback-report",
    }
)
_SEAL_NAMES = frozenset({"smime.p7s", "signature.asc", "publickey.asc"})
_OTHER_VERSIONS = frozenset({"text/calendar", "text/x-amp-html", "text/enriched", "text/richtext", "text/rtf"})
_CLOSING = re.compile(
    r"\b(?:(?:met )?(?:vriendelijke|hartelijke) groet|groetjes|mvg\b|m\.v\.g\.|mit (?:freundlichen|besten|lieben) gr|"
    r"(?:freundliche|viele|beste|liebe) gr(?:ü|u|&uuml;)(?:ß|ss|&szlig;)|mfg\b|med (?:vennlig|venlig|beste|hilsen)|"
    r"vennlig hilsen|mvh\b|sayg(?:ı|i|&#305;)lar|iyi (?:çal|cal|g(?:ü|u))|(?:kind|best|warm)(?:est)? regards|regards,|"
    r"sincerely|cordialement|(?:bien|meilleures|sinc(?:è|e|&egrave;)res) (?:à vous|salutations)|"
    r"cordiali saluti|saludos|med v(?:ä|a)nlig|pozdrawiam)",
    re.IGNORECASE,
)
_HTML_LOOKED_AT = 300_000


def of(parts: list[Part], spoken: Body, seen: frozenset[str] = frozenset()) -> tuple[tuple[FileRef, ...], list[str]]:
    """Every leaf that is not the body, and the SHA-256 of each (hex, in order).

    `seen` are SHA-256 digests of pictures that came from this sender before: such a one is his signature's.
    """
    html = (spoken.html or "")[:_HTML_LOOKED_AT]
    closing = _closing(html) if "cid:" in html else -1
    found = tuple(
        _file(p, html, closing, seen) for p in parts if not (p.container or p.spare or p.path in spoken.parts)
    )
    return found, [f.sha256 for f in found]


def _closing(html: str) -> int:
    """Where the first closing words stand in the HTML; -1 where there are none."""
    match = _CLOSING.search(html)
    return match.start() if match else -1


def _file(part: Part, html: str, closing: int, seen: frozenset[str]) -> FileRef:
    raw = part.content
    digest = hashlib.sha256(raw).hexdigest()
    picture = part.media_type.startswith("image/")
    place = html.find(f"cid:{part.content_id}") if part.content_id and html else -1
    decorates = (
        picture
        and (place >= 0 or part.disposition != "attachment")
        and (
            digest in seen
            or pictures.is_dot(raw)
            or (place >= 0 and pictures.decorates(raw, below_closing=-1 < closing < place))
        )
    )
    return FileRef(
        part=part.path,
        name=part.name,
        media_type=part.media_type,
        size=len(raw),
        sha256=digest,
        inline=place >= 0 or (part.disposition == "inline" and picture),
        content_id=part.content_id,
        attachment=not (decorates or part.opened or _is_seal(part)),
    )


def _is_seal(part: Part) -> bool:
    """A signature, a report, or another version of the text: what the mail system needs and nobody sent as a file."""
    return (
        part.media_type in _NO_FILE
        or part.media_type in REPORTS
        or (part.name or "").lower() in _SEAL_NAMES
        or ("alternative" in part.within and part.media_type in _OTHER_VERSIONS)
        or ("report" in part.within and part.media_type in RETURNED)
    )
