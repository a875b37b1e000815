"""Which operating system, product version and other software a mail names, in its text.

Of several systems the one of the failing machine counts: a client before a server, a guest before its host, the new
machine before the old. Names and patterns only; labelled lines are `intake/labels.py`'s. Never raises.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from routing.letters import pattern, small

_EDITION = (
    r"(?:[ ,(/-]{0,3}(?:pro|professional|home|enterprise|education|iot|ltsc|standard|datacenter|"
    r"ultimate|business|(?:64|32)[- ]?bit|x64|version|versie|versjon|sürüm|update|feature update))*"
)
_WINDOWS = pattern(
    r"\b(?:microsoft )?win(?:dows)?[ \xa0-]?(?P<server>server[ -]?)?(?P<name>20(?:08|12|16|19|22|"
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
# What stands in every text in which the pattern above, or one of the version words below, can be found.
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
_VERSION_WORDS = ("versi", "versj", "release", "sürüm", "utgave", "build")
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

_NUMBER = r"(?P<version>v?\d{1,4}(?:[.]\d{1,6}){0,4}(?:[ -]?(?:R|SP|HF|SU|Update|U|build)[ -]?\d{1,4}){0,3}[a-z]?)"
_VERSION_WORD = pattern(
    r"\b(?:versie|version|release|sürüm\w*|versjon\w*|utgave|build)(?: (?:nummer|number|no|is|ist|er|"
    r"van|von|of|:|=)){0,2}[ :=]{1,3}(?P<name>)" + _NUMBER + r"(?![\w])"
)
_SUFFIX_WORD = pattern(
    r"(?<![\w.])(?P<name>)" + _NUMBER + r"(?:er)?(?:\.? |-)(?:sürüm\w*|versiyon\w*|versie|version|versjon\w*)\b"
)
_FILLERS = (
    r"versie|version|versjon\w*|release|sürüm\w*|v\.?|zelf|is|ist|er|est|passée?|in|op|en|på|auf|on|à|zijn|loopt|"
    "läuft|tourne"
)
# A release by year ("2024.1 SU3", "2024 R2") as most CAD houses count theirs; no date and no price looks so.
_RELEASE = re.compile(
    r"(?<![\w.,/:-])(?P<name>)(?P<version>20[12]\d(?:\.\d{1,2}(?:\.\d{1,2})?(?: ?(?:SU|SP|HF|R|U)\d{1,2})?|"
    r" ?(?:R|SP|SU)\d))(?![\w./-])"
)
_OLD_VERSION = pattern(
    r"\b(?:in|with|met|mit|med|avec|sous|onder|bei|bij)? ?(?:de |the |der |la )?(?:oude|vorige|old|"
    r"previous|alte\w*|vorherige|gammel|forrige|eski|önceki|ancienne|précédente|tot en met|until|bis|"
    r"till|jusqu'à)\b[^\n.]{0,24}$|\b(?:from|van|von|fra|de|depuis) (?:version|versie|versjon)? ?$"
)

_SOFTWARE = tuple(
    """
    SolidWorks; Solid Edge; Autodesk Inventor; Inventor; AutoCAD LT; AutoCAD; Civil 3D; Fusion 360; Revit;
    Navisworks; Autodesk Vault; Vault; CATIA; Siemens NX; NX; Creo; Rhino; SketchUp; MicroStation; Mastercam;
    hyperMILL; PowerMill; Vericut; ArcGIS Pro; ArcGIS; ArcMap; QGIS; Microsoft 365; Office 365; Microsoft
    Office; Office; Excel; Outlook; Word; Teams; SharePoint; OneDrive; SQL Server Express; SQL Server;
    Oracle; PostgreSQL; MySQL; PostGIS; Exchange; Citrix; VMware Workstation; VMware ESXi; VMware; Hyper-V;
    VirtualBox; Parallels; TeamViewer; AnyDesk; Sophos Endpoint; Sophos; Kaspersky; ESET; Microsoft Defender;
    Windows Defender; Defender; McAfee; Trend Micro; Symantec; Norton; Bitdefender; F-Secure; WithSecure;
    CrowdStrike; SentinelOne; SAP; Navision; Business Central; Windchill; Teamcenter; Adobe Acrobat; Adobe
    Reader; Acrobat Reader; Bluebeam; Firefox; Chrome; Dropbox; Google Earth; NVIDIA; Tekla Structures;
    Tekla; Allplan; ArchiCAD; Trimble Business Center; Leica Infinity; Leica Cyclone; ZWCAD; BricsCAD; Ansys;
    Moldflow; Heidenhain TNC; Notepad++; Sentinel Admin Control Center; DocuWare; Power BI; Python;
    FortiClient; Cisco AnyConnect; OpenVPN; GibbsCAM; ESPRIT; Cimatron; TopSolid; Tebis; Datakit; Renishaw;
    PolyWorks; Lantek; Trumpf TruTops; TruTops
    """.replace("\n    ", " ")
    .strip()
    .split("; ")
)
_NAMES = "|".join(re.escape(name) for name in sorted(_SOFTWARE, key=len, reverse=True))
_SOFTWARE_NAME = re.compile(_NAMES)  # without what surrounds it: `re` skips to the capitals
_THIRD = re.compile(
    r"(?<![\w.-])(?P<name>"
    + _NAMES
    + r")(?![\w-])(?:[ \xa0](?:version|versie|versjon|v\.?|sürüm)?[ ]?(?P<version>(?:v?20\d\d|"
    r"v?\d{1,3}(?:\.\d{1,5}){1,4}|v\d{1,3}|365|\d{2}(?= ))(?: ?(?:SP|R|U|HF|"
    r"FP)\d{1,3}(?:\.\d)?)?)(?![\w]))?"
)
_NOT_THE_PRODUCT = re.compile(
    r"windows|office|solidworks|arcgis|driver|bios|os-|excel|outlook|\.dll|\.exe|modul|sql|java|\.net|firmware"
)
_MOST = 50_000  # characters
_MOST_MENTIONS = 200


def operating_system(text: str) -> str | None:
    """The failing machine's system, short: "Windows 11 23H2", "Windows Server 2019", "macOS 14"."""
    text = text[:_MOST]
    looked_at = small(text)
    found: list[tuple[int, int, str]] = []
    for order, (start, end, name, server) in enumerate(_mentions(text, looked_at)):
        before, around = looked_at[max(0, start - 40) : start], looked_at[max(0, start - 45) : end + 25].split("\n")
        near = max(around, key=len) if around else ""
        score = 10 - 4 * server - 3 * (not server and _SERVER_NEAR.search(near) is not None)
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


def product_version(text: str, products: tuple[str, ...]) -> str | None:
    """The version of the desk's product as installed: beside its name, else after the word "version"."""
    text = text[:_MOST]
    looked_at = small(text)
    patterns = [_beside(products)] if products else []
    if any(word in looked_at for word in _VERSION_WORDS):
        patterns += [_VERSION_WORD, _SUFFIX_WORD]
    for words, searched in (*((p, looked_at) for p in patterns), (_RELEASE, text)):
        for match in words.finditer(searched):
            if _plausible(match, looked_at) and not _OLD_VERSION.search(_before(looked_at, match)):
                return f"{text[slice(*match.span('name'))]} {text[slice(*match.span('version'))]}".strip()
    return None


@lru_cache(maxsize=64)  # a service has few desks
def _beside(products: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the name of a product with the version that follows it."""
    names = "|".join(re.escape(small(name)) for name in sorted(products, key=len, reverse=True) if len(name) > 1)
    suffix = rf"(?:\w{{0,4}}|['’]\w{{1,5}})?(?:[ \xa0(]{{1,2}}(?:{_FILLERS})){{0,3}}[ \xa0:(]{{1,3}}"
    return pattern(rf"\b(?P<name>{names}){suffix}{_NUMBER}(?![\w%]|:\d)")


def _before(looked_at: str, match: re.Match[str]) -> str:
    return looked_at[max(0, match.start() - 40) : match.start("version")]


def _plausible(match: re.Match[str], looked_at: str) -> bool:
    """Windows, Office and the like have versions, too; a lone digit is a count."""
    before = looked_at[max(0, match.start() - 30) : match.start()]
    return len(match["version"]) > 1 and _NOT_THE_PRODUCT.search(before) is None


def third_party(text: str, products: tuple[str, ...]) -> list[str]:
    """Other software named, each as "name version" once; the desk's own products are none."""
    text = text[:_MOST]
    if not _SOFTWARE_NAME.search(text):
        return []
    own = {p.lower() for p in products}
    best: dict[str, str] = {}
    for match in _THIRD.finditer(text):
        name = match["name"]
        if any(name.lower() in p for p in own):
            continue
        told = f"{name} {match['version']}" if match["version"] else name
        if name.lower() not in best or len(told) > len(best[name.lower()]):
            best[name.lower()] = told
    return list(best.values())
