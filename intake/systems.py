"""Which operating system a mail names: the failing machine's.

Of several the one that counts is the client's before a server's, unless it is the server that fails, a guest's before
its host's, and the new machine's before the old one's (CASEFILE.md). Names and patterns only; labelled lines are
`intake/labels.py`'s. Pure, bounded, never raises.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re
from itertools import islice

from routing.letters import pattern, small

_EDITION = (
    r"(?:[ ,(/-]{0,3}(?:pro|professional|home|enterprise|education|iot|ltsc|standard|datacenter|"
    r"ultimate|business|(?:64|32)[- ]?bit|x64|version|versie|versjon|sürüm|update|feature update))*"
)
_WINDOWS = pattern(
    r"\b(?:microsoft )?win(?:dows)?[ \xa0-]?(?:(?:is|ist|er|version|versie|versjon|sürümü?)[ :]{1,2})?(?P<server>server[ -]?)?(?P<name>20(?:08|12|16|19|22|"
    r"25)(?: ?R2)?|11|10|8\.1|8|7|xp|vista)(?![\d.]\d|\w)(?P<server2>[ -]?server)?"
    + _EDITION
    + r"(?:[ ,(/-]{0,3}(?:build )?(?P<patch>\d{2}H[12]|1[5-9]0[39]|2004|SP ?\d)\b)?"
)
_SERVER_YEAR = pattern(r"\bserver[ -](?P<name>20(?:08|12|16|19|22|25)(?: ?R2)?)\b")
_OTHERS = pattern(
    r"\b(?P<name>macos|mac os x|os x|ubuntu|debian|red ?hat(?: enterprise linux)?|rhel|centos|"
    r"rocky(?: linux)?|alma ?linux|suse|opensuse|fedora|linux mint|pardus)"
    r"[ \xa0]?(?P<version>(?:[A-Z][a-z]+ )?\d{1,2}(?:\.\d{1,2}){0,2}|Sonoma|Sequoia|Ventura|Monterey|Big Sur|LTS)?"
)
# What stands in every text in which the pattern above, can be found.
_OTHER_NAMES = (
    "mac",
    "os x",
    "ubuntu",
    "debian",
    "hat",
    "rhel",
    "centos",
    "linux",
    "rocky",
    "suse",
    "fedora",
    "pardus",
)
_PATCH_NEAR = re.compile(r"\b(\d{2}H[12])\b")
_SERVER_NEAR = pattern(r"\b(?:server\w*|sunucu\w*|serveur\w*|tjener\w*|host|hypervisor|nas|domain controller)\b")
_PREFERRED = pattern(
    r"\b(?:guest|gast|gjest|misafir|invité|vm|virtual\w*|virtuel\w*|sanal|nieuwe?|new|neue\w*|ny|nye|"
    r"yeni|nouve\w*|naar|auf|til|werkstation\w*|client\w*|arbeitsplatz\w*|poste|workstation|mijn pc|"
    r"my pc)\b[^\n.]{0,30}$"
)
_DISFAVOURED = pattern(
    r"\b(?:oude?|old|alte\w*|gammel\w*|eski|ancien\w*|van|from|von|fra|depuis|vroeger|previously|"
    r"früher|host|colleague|collega|kolleg\w*|iş arkadaş\w*|collègue)\b[^\n.]{0,20}$"
)

# What fails is a server's: then its system counts, and not that of those who wait for it.
_SERVER_FAILS = pattern(
    r"\b(?:\w*server\w*|\w*sunucu\w*|servis\w*|dienst\w*|tjenesten?|tenesta|service|serveur\w*)\b (?:\S+ ){0,5}(?:crash\w*|stops?|stopped|down|"
    r"won't start|does not start|startet nicht|stürzt|ausgefallen|start niet|valt uit|stopt|stopper|starter ikke|starter ikkje|duruyor|durdu|"
    r"başlamıyor|çöküyor|s'arrête|ne démarre)\b|\b(?:http |error |hata )?(?:500|502|503|504)\b[ -](?:\w+ ){0,2}(?:error|service|unavailable|hizmet|fehler|fout|feil|erreur|bad gateway)"
)
_MOST = 50_000  # characters
_MOST_MENTIONS = 200


def operating_system(text: str, told: str = "") -> str | None:
    """The failing machine's system, short: "Windows 11 23H2", "Windows Server 2019", "macOS 14".

    `told` is the whole mail where `text` is one line of it, since what fails may be said elsewhere.
    """
    text = text[:_MOST]
    looked_at = small(text)
    found: list[tuple[int, int, str]] = []
    mentions = _mentions(text, looked_at)
    fails = len(mentions) > 1 and _SERVER_FAILS.search(small(told[:_MOST]) or looked_at) is not None
    for order, (start, end, name, server) in enumerate(mentions):
        before, around = looked_at[max(0, start - 40) : start], looked_at[max(0, start - 45) : end + 25].split("\n")
        near = max(around, key=len) if around else ""
        score = 10 + (4 if fails else -4) * server - 3 * (not server and _SERVER_NEAR.search(near) is not None)
        score += 2 * (_PREFERRED.search(before) is not None) - 3 * (_DISFAVOURED.search(before) is not None)
        found.append((-score, order, name))
    return min(found)[2] if found else None


def _mentions(text: str, looked_at: str) -> list[tuple[int, int, str, bool]]:
    """(start, end, canonical name, whether a server's) of each system named, in order."""
    found = _windows(text, looked_at) if "win" in looked_at else []
    if "server" in looked_at:
        taken = {at for start, end, _, _ in found for at in range(start, end)}
        for match in islice(_SERVER_YEAR.finditer(looked_at), _MOST_MENTIONS):
            sql = looked_at[max(0, match.start() - 5) : match.start()].strip().endswith(("sql", "exchange"))
            if not sql and match.start() not in taken:
                year = text[slice(*match.span("name"))]
                found.append((match.start(), match.end(), f"Windows Server {year}", True))
    if any(name in looked_at for name in _OTHER_NAMES):
        for match in islice(_OTHERS.finditer(looked_at), _MOST_MENTIONS):
            if match["version"]:
                name = "macOS" if match["name"].endswith(("os x", "macos")) else match["name"].capitalize()
                found.append((match.start(), match.end(), f"{name} {text[slice(*match.span('version'))]}", False))
    return sorted(found)


def _windows(text: str, looked_at: str) -> list[tuple[int, int, str, bool]]:
    found = []
    for match in islice(_WINDOWS.finditer(looked_at), _MOST_MENTIONS):
        written = text[slice(*match.span("name"))]
        server = bool(match["server"] or match["server2"] or len(written) >= 4)
        if server and not (match["server"] or match["server2"]) and written[:2] != "20":
            server = False
        shown = written.upper() if written.isalpha() else written
        name = f"Windows {'Server ' if server else ''}{shown}"
        patch = match["patch"] or _patch_on_line(text, match.end(), server)
        found.append((match.start(), match.end(), f"{name} {patch.upper()}" if patch else name, server))
    return found


def _patch_on_line(text: str, end: int, server: bool) -> str | None:
    rest = text[end : end + 40].split("\n", maxsplit=1)[0]
    near = None if server else _PATCH_NEAR.search(rest)
    return near[1] if near else None
