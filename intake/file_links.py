"""Links to file services in a mail (GEN-10), such as WeTransfer, OneDrive, SharePoint, Dropbox and Google Drive.

They stand in for attachments and go away by themselves, so they are listed with the day on which they expire, if the
mail says one near the link. Nothing is fetched, no address is followed, and a link that only looks like a service's
(its name elsewhere than at the end of the host) is none. Pure, bounded, never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from intake import absence_dates
from intake.phrases import any_of, folded
from routing.submission import FileLink

_SERVICES = {
    "wetransfer.com": "WeTransfer",
    "we.tl": "WeTransfer",
    "1drv.ms": "OneDrive",
    "onedrive.live.com": "OneDrive",
    "sharepoint.com": "SharePoint",
    "dropbox.com": "Dropbox",
    "db.tt": "Dropbox",
    "dropboxusercontent.com": "Dropbox",
    "drive.google.com": "Google Drive",
    "docs.google.com": "Google Drive",
    "swisstransfer.com": "SwissTransfer",
    "box.com": "Box",
    "icloud.com": "iCloud",
    "smash.com": "Smash",
    "fromsmash.com": "Smash",
    "transfernow.net": "TransferNow",
    "grosfichiers.com": "GrosFichiers",
    "filemail.com": "Filemail",
    "mega.nz": "MEGA",
    "mediafire.com": "MediaFire",
    "sendgb.com": "SendGB",
    "sendspace.com": "Sendspace",
    "pcloud.com": "pCloud",
    "sync.com": "Sync",
    "magentacloud.de": "MagentaCLOUD",
    "jottacloud.com": "Jottacloud",
    "stackstorage.com": "STACK",
    "belnet.be": "Belnet Filesender",
    "filesender.org": "FileSender",
    "yadi.sk": "Yandex Disk",
    "disk.yandex.com.tr": "Yandex Disk",
}
# What people host themselves is named for the program.
_OWN_HOST = re.compile(r"(?:[\w-]{1,63}\.){0,4}(nextcloud|owncloud|filesender|cryptshare|seafile)\.[\w.-]{1,100}")
_FRONT_PAGES = ("", "/")  # advertising in a footer, not a file
_LINK = re.compile(r"https?://[^\s<>\"'\])]{4,2000}", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s?=\s?[\"']?(https?://[^\s\"'<>]{4,2000})", re.IGNORECASE)
_END = ".,;:!?…"
_WRAPPER = "safelinks.protection.outlook.com"
_AROUND = 300  # characters before and behind a link in which its expiry may stand
_MOST = 20
_MOST_LOOKED_AT = 500
_MOST_TEXT = 100_000

_EXPIRES = any_of(
    r"""
    (?:verloopt|vervalt|geldig tot|beschikbaar tot|verwijderd op|te downloaden tot|verlopen op|blijft \w+ tot)
    (?:läuft \w*|gültig bis|verfügbar bis|abrufbar bis|ablauf\w*|gelöscht am|bereit bis|herunterladbar bis|erlischt)
    (?:utløper|går ut|gyldig til|tilgjengelig til|tilgjengeleg til|slettes|blir slettet|slettast|utløp\w*)
    (?:son kullanma|süresi|geçerli\w*|tarihine kadar|sona er\w+|silinecek|geçerlilik\w*)
    (?:expir\w+|valid until|valid till|available until|available till|deleted on|will be deleted|link is good)
    (?:expire\w*|valable jusqu\w*|valide jusqu\w*|disponible jusqu\w*|supprimée?s? le|jusqu'au)
    (?:geldig|gültig|gyldig|tilgjengelig|geçerli|valid|available|valable|disponible|beschikbaar|verfügbar)\b
    """
)
_DAYS = re.compile(
    r"\b(\d{1,2}) ?(dagen|dag|tage[n]?|dager|dagar|gün|days?|jours?|weken|week|wochen?|uker|hafta|weeks?|semaines?)\b"
)
_WEEKS = ("we", "wo", "uk", "ha", "se")


def find(text: str, html: str | None, sent: date | None) -> tuple[FileLink, ...]:
    """The links of the new text, once each, at most 20; those of `html` too, where a link hides behind words.

    `sent` is the day of the mail, from which "for 7 days" and dates without a year count.
    """
    text = text[:_MOST_TEXT]
    found: dict[str, FileLink] = {}
    for match in islice(_LINK.finditer(text), _MOST_LOOKED_AT):
        link = _link(match[0].rstrip(_END))
        if link is not None and link.url not in found:
            found[link.url] = FileLink(link.url, link.service, _expiry(text, match, sent))
    for link in _hidden(html) if html else ():
        found.setdefault(link.url, FileLink(link.url, link.service, _day_in(folded(text), sent)))
    return tuple(islice(found.values(), _MOST))


def _hidden(html: str) -> Iterator[FileLink]:
    for match in islice(_HREF.finditer(html[: 4 * _MOST_TEXT]), _MOST_LOOKED_AT):
        link = _link(unescape(match[1]))
        if link is not None:
            yield link


def _link(url: str) -> FileLink | None:
    """The file link that a URL is, out of the wrapper that Microsoft's filter puts around it; None for any other."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # a bracket that opens no IPv6 address
        return None
    if host.endswith(f".{_WRAPPER}"):
        wrapped = (
            parse_qs(parts.query[:4000], max_num_fields=20).get("url", [""])[0] if parts.query.count("&") < 20 else ""
        )
        return _link(wrapped) if wrapped and _WRAPPER not in wrapped else None
    service = _service(host)
    file = parts.path not in _FRONT_PAGES or "token=" in parts.query
    return FileLink(url, service) if service and file else None


def _service(host: str) -> str | None:
    labels = host.split(".")
    for at in range(max(0, len(labels) - 4), len(labels) - 1):
        if name := _SERVICES.get(".".join(labels[at:])):
            return name
    own = _OWN_HOST.fullmatch(host)
    return own[1].capitalize() if own else None


def _expiry(text: str, match: re.Match[str], sent: date | None) -> date | None:
    """The day that the words around a link give; those behind it first."""
    behind = _LINK.split(text[match.end() : match.end() + _AROUND])[0]
    before = _LINK.split(text[max(0, match.start() - _AROUND) : match.start()])[-1]
    return _day_in(folded(behind), sent) or _day_in(folded(before), sent)


def _day_in(words: str, sent: date | None) -> date | None:
    """The day beside a word of expiring, in folded text."""
    for found in islice(_EXPIRES.finditer(words), 10):
        near = words[max(0, found.start() - 60) : found.end() + 60]
        for told in absence_dates.find(near, sent):
            return told.day
        span = _DAYS.search(near)
        if span and sent and sent.year < date.max.year - 2:
            return sent + timedelta(days=int(span[1]) * (7 if span[2].startswith(_WEEKS) else 1))
    return None
