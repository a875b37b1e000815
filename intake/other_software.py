"""Which other software takes part, each as "name version": what the desk's customers run beside its products.

By a table of names, with or without a version, and by lines that answer a question with a name and its version. Our own
products, machines, systems and mere file formats are none. Pure, bounded, never raises.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re
from itertools import islice

from routing.letters import pattern, small

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
    Reader; Acrobat Reader; Bluebeam; Firefox; Chrome; Dropbox; Google Earth Pro; Google Earth; NVIDIA; Tekla Structures;
    Tekla; Allplan; ArchiCAD; Trimble Business Center; Leica Infinity; Leica Cyclone; ZWCAD; BricsCAD; Ansys;
    Moldflow; Heidenhain TNC; Notepad++; Sentinel Admin Control Center; DocuWare; Power BI; Python;
    FortiClient; Cisco AnyConnect; OpenVPN; GibbsCAM; ESPRIT; Cimatron; TopSolid; Tebis; Datakit; Renishaw;
    Proxmox VE; Proxmox; Kaspersky Endpoint Security; Kaspersky Endpoint; ESET Endpoint; Synology DSM; Solibri; NCSIMUL;
    Novapoint; BarTender; PDF24; Foxit; LibreOffice; Remote Desktop; Docker; PolyWorks; Lantek; Trumpf TruTops; TruTops
    """.replace("\n    ", " ")
    .strip()
    .split("; ")
)
_NAMES = "|".join(re.escape(name) for name in sorted(_SOFTWARE, key=len, reverse=True))
_SOFTWARE_NAME = re.compile(_NAMES)  # without what surrounds it: `re` skips to the capitals
_THIRD_VERSION = (
    r"(?P<version>(?:v?20\d\d|v?\d{1,3}(?:\.\d{1,5}){1,4}|[vV]\d{1,3}(?:[ -]?R\d{1,2})?|365|\d{1,2}(?=[\s.,;)?!]|$))"
    r"(?: ?(?:SP|R|U|HF|FP)\d{1,3}(?:\.\d)?)?)(?![\w]|[.,]\d|%)"
)
_THIRD = re.compile(
    r"(?<![\w.-])(?P<name>"
    + _NAMES
    + r")(?![\w-])(?:[ \xa0]\(?(?:(?:version|versie|versjon|Version|Versie|sürüm|v\.) ?)?"
    + _THIRD_VERSION
    + r")?"
)
# An answer that begins with a name and its version is about software, known or not.
_ANSWERED = re.compile(
    r"^[ \t]{0,8}(?:\(?\d[.)] )?(?P<name>[^\W\d_][\w-]{1,20}(?: [A-Z][\w-]{0,20}){0,2}) "
    r"(?P<version>[vV]\d{1,3}(?:\.\d{1,3})?|\d{1,3}\.\d{1,3}(?:\.\d{1,4})?|20[12]\d(?:\.\d)?)(?=[,;]| ?$)",
    re.MULTILINE,
)
_NO_SOFTWARE = pattern(
    r"\b(?:windows|win|macos|linux|ubuntu|server|versie|version|versjon|sürüm|release|build|januar\w*|februar\w*|mars|märz|maart|april|mai|mei|may|"
    r"jun[ie]|jul[iy]|august\w*|september|oktober|october|november|de[cz]ember|step|stap|schritt|punkt|punt|point|nr|item|"
    r"ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|janvier|février|avril|mai|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|tot|bis|on|op|in|am|den|le|part|teil|projekt|project|order)\b"
)
# A file format or a place to write to, and no program that takes part: "as Word", "nach Excel", "Excel olarak".
_OFFICE = ("Word", "Excel", "Office", "Outlook", "Teams")
_FORMAT_BEFORE = pattern(r"\b(?:nach|als|naar|to|as|til|som|vers|en|in|into|an?|per|via|par)[ \xa0]$")
_FORMAT_AFTER = pattern(
    r"['’]?\w{0,4}[ -](?:olarak|format\w*|file\w*|bestand\w*|datei\w*|tabelle\w*|list\w*|ark|fil|dosya\w*|fichier\w*|rapor\w*|sheet\w*)"
)
_MOST = 50_000  # characters
_MOST_MENTIONS = 200


def third_party(text: str, products: tuple[str, ...]) -> list[str]:
    """Other software named, each as "name version" once; the desk's own products are none."""
    text = text[:_MOST]
    own = [small(p) for p in products]
    found = [*islice(_THIRD.finditer(text), _MOST_MENTIONS)] if _SOFTWARE_NAME.search(text) else []
    found += [m for m in islice(_ANSWERED.finditer(text), _MOST_MENTIONS) if not _NO_SOFTWARE.search(small(m["name"]))]
    best: dict[str, str] = {}
    for match in found:
        name = match["name"]
        if _is_own(small(name), own) or (not match["version"] and _only_a_format(text, match)):
            continue
        told = f"{name} {match['version']}" if match["version"] else name
        known = next((n for n in best if n in small(name) or small(name) in n), small(name))
        if known not in best or len(told) > len(best[known]):
            best.pop(known, None)
            best[small(name)] = told
    return list(best.values())


def _is_own(name: str, own: list[str]) -> bool:
    return any(name in product or name.startswith(f"{product} ") or name.endswith(f" {product}") for product in own)


def _only_a_format(text: str, match: re.Match[str]) -> bool:
    if match["name"] not in _OFFICE:
        return False
    before = small(text[max(0, match.start() - 10) : match.start()])
    return bool(_FORMAT_BEFORE.search(before) or _FORMAT_AFTER.match(small(text[match.end() : match.end() + 30])))
