"""What of a mail's text is new: the visible text, the signature, and the quoted history.

Works on lines, each looked at a bounded number of times, so that a megabyte of `>` costs no more than a megabyte
of prose. Never raises for any string. Where nothing marks a quote, all is visible: losing a sentence is worse
than showing a quote. Does not read forwards: `intake/forwarding.py` takes those off first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from intake import marks
from intake.html_text import Span

_DEVICE = re.compile(
    r"[\s*_-]{0,9}(?:(?:sent (?:from|via|with|by)|envoyé|verzonden|verstuurd|gesendet|sendt|skickat|"
    r"gönderildi|enviado|inviato|wysłane)\b.{0,60}"
    r"\b(?:iphone|ipad|android|outlook|blackberry|samsung|galaxy|mobile|mobil\w*|yahoo|huawei|gsm|"
    r"handy|mail for|mail til|mail für|mail voor|mail pour|smartphone|phone|telefoon|mail)\b.{0,60}"
    r"|(?:get|hent|skaff deg|holen sie sich|download|obtenez|obtenir|téléchargez|verkrijg|ontvang|"
    r"haal|edinin|indirin)\b.{0,20}\boutlook\b.{0,120}|outlook.{0,40}(?:edinin|indirin).{0,120}"
    r"|von meinem \w+ gesendet.{0,30}|outlook (?:voor|for|für|pour|til|için).{0,120}|"
    r".{0,40}\b(?:iphone|ipad|android|cep|samsung)\S{0,12}(?:'?\w{0,5})? gönderildi.{0,20})\s*",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[\s*_>-]{0,9}(?:(?:this|the) (?:e-?mail|message|information|communication|"
    r"transmission)\b.{0,120}\b(?:confidential|intended|privileged|addressee)"
    r"|(?:dit|deze) (?:e-?mail|bericht)\w*.{0,120}\b(?:vertrouwelijk|bestemd|geadresseerde)|de "
    r"informatie in (?:dit|deze)\b"
    r"|diese (?:e-?mail|nachricht)\w*.{0,120}\b(?:vertraulich|bestimmt)|(?:denne|dette) (?:e-?post|"
    r"meldingen|mail)\w*\b.{0,120}\b(?:konfidensiell|beregnet|fortrolig)"
    r"|bu (?:e-?posta|mesaj|ileti|elektronik posta)\b.{0,120}\b(?:gizli|kişiye|alıcı|gönderil)|(?:ce|"
    r"cet|le présent) (?:message|e-?mail|courriel|courrier)\b.{0,120}\b(?:confidentiel|destin|"
    r"strictement)"
    r"|disclaimer\b|confidentiality notice|haftungsausschluss|yasal uyarı|"
    r"avertissement\b.{0,30}confidential|please consider the environment|denk (?:aan het milieu|eerst "
    r"aan)|pensez à l'environnement|tenk på miljøet)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s*_]{0,9}(?:met (?:\w+ )?(?:vriendelijke|hartelijke|sportieve|beste|hoogachting)\w*|"
    r"(?:vriendelijke|hartelijke|beste|fijne) groet\w*|m\.?v\.?g|mvrgr|grtz?|groet(?:en|jes)?|"
    r"hoogachtend|"
    r"mit (?:freundlich|best|herzlich|kollegial)\w+ \w+|(?:freundliche|viele|beste|herzliche|liebe|"
    r"schöne) gr(?:ü(?:ß|ss)|ue(?:ß|ss))\w*|gr(?:ü(?:ß|ss)|uess)e?|mfg|lg|vg|hochachtungsvoll|"
    r"(?:med )?(?:vennlig|beste|venleg|vennleg|hyggelig)\w* h(?:ilsen|elsing)\w*|mvh|m\.v\.h|hilsen|helsing|"
    r"(?:derin |en içten )?(?:saygı|selam|sevgi)lar(?:ım|ımız)?l?a?|saygılar\w*|iyi (?:çalışma|"
    r"gün)\w*(?: diler\w+)?|kolay gelsin|"
    r"(?:with )?(?:best|kind|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|(?:yours "
    r")?(?:sincerely|faithfully|truly)|cheers|br|rgds|(?:many |best )?thanks(?: a lot| again| in "
    r"advance| so much)?|thank you(?: very much| in advance)?|thanks (?:&|and) (?:best |kind "
    r")?regards|(?:alvast )?bedankt|dank(?:e|u)(?: im voraus| alvast| schön)?|vielen dank(?: im "
    r"voraus)?|takk(?: på forhånd)?|teşekkürler|teşekkür ederi[mz]|merci(?: d'avance| beaucoup)?|"
    r"(?:bien )?cordialement|(?:bien|sincèrement) à vous|bien à toi|salutations(?: \w+)?|"
    r"(?:meilleures|sincères|cordiales) salutations|sincèrement|cdlt|"
    r"(?:bonne|belle) (?:journée|soirée|fin de)\b.{0,20}|respectueusement)\s{0,3}[,.!]{0,3}(.{0,40})\s*",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"(?:-- ?|__ ?|—|--\xa0)\s*")
_CONTACT = re.compile(
    r"(?:\b(?:tel|tlf|fax|gsm|mob|phone|telefon|telefoon|mobil|mobile|mobiel|cep|faks|téléphone|"
    r"direct|t|m|f)\b[.: ]{1,3}\s?[+(\d]|www\.|https?://|\S@\S+\.\w|\+\d{2}[\d ()/-]{6,})",
    re.IGNORECASE,
)
_GAPS = re.compile(r"\n{3,}")
_LONGEST = 400  # characters of a line that the patterns look at
_SIGNATURE_LINES = 30
_MOST_LINES = 20_000  # nobody writes more above his quote; bounds hostile mails of tiny lines
_SHORT = 80
_NAME_WITHIN = 8  # lines with text, counted from the end


@dataclass(frozen=True, slots=True)
class Split:
    """The three parts of a text; each in the order of the mail. `reasons` say what was cut where."""

    visible: str
    signature: str
    quoted: str
    reasons: tuple[str, ...] = ()


def split(text: str, spans: tuple[Span, ...] = (), writer: str = "") -> Split:
    """Divide a text.

    `spans` are the stretches that HTML called quotations (character offsets), `writer` the name the sender signs with.
    """
    lines = text.split("\n")
    is_quoted, reasons = _history(lines, spans)
    kept = [n for n, gone in enumerate(is_quoted) if not gone]
    new = _trimmed([lines[n] for n in kept])
    at, why = _signature(new, writer)
    reasons.extend([why] if why else [])
    quoted = "\n".join(line for line, gone in zip(lines, is_quoted, strict=True) if gone)
    return Split(
        visible=_joined(new[:at]), signature=_joined(new[at:]), quoted=quoted.strip("\n"), reasons=tuple(reasons)
    )


def _trimmed(lines: list[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    return lines[start:]


def _joined(lines: list[str]) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _in_spans(lines: list[str], spans: tuple[Span, ...]) -> list[bool]:
    """For each line whether it begins inside one of the (ordered, disjoint) stretches."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    if not spans:
        return [False] * len(lines)
    opens = [a for a, _ in spans]
    inside = []
    for start, line in zip(starts, lines, strict=True):
        middle = start + len(line) // 2
        near = bisect_right(opens, middle) - 1
        inside.append(near >= 0 and middle < spans[near][1] and bool(line.strip()))
    return inside


def _history(lines: list[str], spans: tuple[Span, ...]) -> tuple[list[bool], list[str]]:
    """Which lines are history: marked ones, what introduces them, and all below a mark that quotes without marking."""
    gone = [a or line.lstrip(" \t").startswith(">") for a, line in zip(_in_spans(lines, spans), lines, strict=True)]
    reasons = [f"{sum(gone)} lines marked as quoted"] if any(gone) else []
    for at, line in enumerate(lines[:_MOST_LINES]):
        if gone[at] or not line.strip():
            continue
        opened = _opens_history(lines, at)
        if opened is None:
            continue
        start, why, rest = opened
        reasons.append(f"line {start + 1}: {why}")
        if rest and not _next_is_marked(lines, gone, at):
            start = _with_rule(lines, start)
            return gone[:start] + [True] * (len(lines) - start), reasons
        gone[start : at + 1] = [True] * (at + 1 - start)
    return gone, reasons


def _opens_history(lines: list[str], at: int) -> tuple[int, str, bool] | None:
    """(first line, why, whether all below may be history) if that line ends or begins such a mark."""
    line = lines[at]
    if len(line) > 2 * _LONGEST:
        return None
    if (start := marks.attribution_at(lines, at)) is not None:
        return start, "attribution", True
    if marks.is_original(line):
        return at, "separator of an original message", True
    if marks.block_at(lines, at) is not None:
        return at, "header block", True
    return None


def _next_is_marked(lines: list[str], gone: list[bool], at: int) -> bool:
    following = next((n for n in range(at + 1, min(len(lines), at + 6)) if lines[n].strip()), None)
    return following is not None and gone[following]


def _with_rule(lines: list[str], start: int) -> int:
    """The line drawn above a header block belongs to it."""
    above = start - 1
    while above > max(0, start - 4) and not lines[above].strip():
        above -= 1
    return above if above >= 0 and marks.is_rule(lines[above]) else start


def _signature(lines: list[str], writer: str) -> tuple[int, str | None]:
    """At which of the new lines the signature begins, and what says so."""
    floor = max(0, len(lines) - 4 * _SIGNATURE_LINES)
    end, why = len(lines), None
    for at in range(floor, len(lines)):
        line = lines[at]
        if len(line) > 4 * _LONGEST:
            continue
        if _DELIMITER.fullmatch(line):
            return at, f"signature delimiter at new line {at + 1}"
        if _DEVICE.fullmatch(line[:_LONGEST]):
            end, why = at, f"device line at new line {at + 1}"
            break
        if _DISCLAIMER.match(line[:_LONGEST]) and at > 0:
            end, why = _with_rule(lines, at), f"disclaimer at new line {at + 1}"
            break
        if marks.is_rule(line) and at > 0 and len(lines) - at <= 12 and "_____" in line:
            end, why = at, f"drawn line at new line {at + 1}"
            break
    return _after_closing(lines, end) or _after_name(lines, end, writer) or _contact_block(lines, end) or (end, why)


def _after_closing(lines: list[str], end: int) -> tuple[int, str] | None:
    """Below closing words and the name that follows them begins the signature."""
    for at in range(end - 1, max(-1, end - _SIGNATURE_LINES), -1):
        match = _CLOSING.fullmatch(lines[at][:_LONGEST]) if len(lines[at]) < _SHORT else None
        if match is None or len(match[1].split()) > 4:
            continue
        name = at + 1
        while name < end and not lines[name].strip():
            name += 1
        is_name = name < end and len(lines[name].split()) <= 4 and not re.search(r"[\d@:]", lines[name])
        start = name + 1 if is_name else at + 1
        return start, f"closing words at new line {at + 1}"
    return None


def _after_name(lines: list[str], end: int, writer: str) -> tuple[int, str] | None:
    """Below the writer's own name on a line of its own, near the end, begins the signature."""
    wanted = set(writer.casefold().replace(",", " ").split())
    told = [at for at in range(max(0, end - _SIGNATURE_LINES), end) if lines[at].strip()][-_NAME_WITHIN:]
    for at in told if len(wanted) > 1 else ():
        if len(lines[at]) < _SHORT and set(lines[at].casefold().strip(" ,.*_-").split()) == wanted:
            return at + 1, f"the writer's name at new line {at + 1}"
    return None


def _contact_block(lines: list[str], end: int) -> tuple[int, str] | None:
    """A last paragraph of short lines, two of which say how to reach somebody, is a signature without a mark."""
    last = end
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    start = last
    while start > 0 and lines[start - 1].strip() and len(lines[start - 1]) < _SHORT and last - start < 12:
        start -= 1
    block = lines[start:last]
    told = sum(1 for line in block if _CONTACT.search(line[:_LONGEST]))
    clean = start == 0 or not lines[start - 1].strip()
    if (
        clean
        and start > 0
        and len(block) >= 3
        and told >= 2
        and not any(line.rstrip().endswith(("?", "!")) for line in block)
    ):
        return start, f"contact lines from new line {start + 1}"
    return None
