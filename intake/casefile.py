"""What a person's mail says about his case: the eight details, how grave it is, whether it is solved, what is missing.

Labelled lines are trusted before prose, prose before the signature (CASEFILE.md). Only what was newly written is read,
and of a forward the forwarded part; never our quoted text. Pure, and never raises; what is not said is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from intake import case_words as words
from intake import labels, people, phone, systems
from intake.hints import DeskHints
from routing.letters import pattern, said, small
from routing.submission import Details, Party

_CASE_NUMBER = re.compile(r"#?\s?((?:[A-Z]{1,6}[-/ ]?)?\d[\w./-]{2,20})")
_THIRD_SPLIT = re.compile(r"\s*(?:[;,+]|\s(?:en|und|og|ve|and|et|&)\s)\s*")
_STEPS = pattern(
    r"^[ \t>]{0,8}(?:\(?[1-9][.)]|stap \d|step \d|schritt \d|steg \d|adım \d|étape \d)[ \t]?\S", re.MULTILINE
)
_REQUIRED = ("company", "phone", "description", "reproduction", "operating_system")
_DESCRIBED_WORDS = 4
_LINE_END = re.compile(r"\n+")
_LINE_BREAK = re.compile(r"(?<=[^\n.!?:])\n(?=[^\W\d_])")  # within a sentence
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_BUILD = re.compile(r"10\.0\.\d{5}")  # of Windows, which people give for a version
_VERSION_END = re.compile(r"[,;(]")
_MOST = 50_000  # characters of a mail that are read for what they say
_MOST_SENTENCES = 400
_APOSTROPHES = {0x2019: "'", 0x02BC: "'", 0x00A0: " "}  # what word processors make of plain ones


@dataclass(frozen=True, slots=True)
class Told:
    """What is read: the new text and signature; in a forward `original` and its signature, too."""

    subject: str
    visible: str
    signature: str
    sender: Party
    language: str | None
    original: str = ""
    original_signature: str = ""
    original_sender: Party | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The answer; `reasons` say for each finding where it was found."""

    details: Details
    missing: tuple[str, ...]
    critical: bool
    resolved_by_customer: bool
    topics: tuple[str, ...]
    reasons: dict[str, tuple[str, ...]]


def read(told: Told, hints: DeskHints) -> CaseFile:
    """Read a person's mail into a case file."""
    told = replace(told, visible=told.visible.translate(_APOSTROPHES), original=told.original.translate(_APOSTROPHES))
    body = f"{told.visible}\n{told.original}" if told.original else told.visible
    text = f"{told.subject}\n{body}"
    reasons: dict[str, tuple[str, ...]] = {}
    found_details, why = details(told, body, hints)
    reasons["details"] = why
    critical, reasons["critical"] = is_critical(text)
    resolved, reasons["resolved_by_customer"] = is_resolved(told.visible)
    topics, reasons["topics"] = topics_of(text)
    return CaseFile(
        details=found_details,
        missing=_missing(found_details, body),
        critical=critical and not resolved,
        resolved_by_customer=resolved,
        topics=topics,
        reasons={key: value for key, value in reasons.items() if value},
    )


def details(told: Told, body: str, hints: DeskHints) -> tuple[Details, tuple[str, ...]]:
    """The eight details and where each was found ("phone: labelled line")."""
    signature = f"{told.signature}\n{told.original_signature}".strip()
    closing = _closing(told.visible)
    forwarded = f"{_closing(told.original)}\n{told.original_signature}" if told.original else ""
    lines = labels.read(f"{body}\n{signature}")
    company = people.company(labels.first(lines, "company"), told.sender, told.signature, closing, body)
    if company is None and told.original_sender:
        company = people.company(None, told.original_sender, forwarded, "", told.original)
    contact = people.contact(labels.first(lines, "contact"), told.sender, told.signature, closing)
    number = _phone(told, body, signature, hints)
    related = _related(labels.first(lines, "related_case"), f"{told.subject}\n{body}")
    system = _system(lines, told.subject, f"{body}\n{signature}")
    version = _version(lines, told.subject, body, hints)
    third = _third(lines, body, hints)
    impact = _impact(lines, body)
    steps = _reproduction(lines, body)
    findings = {
        "company": company,
        "contact_name": contact,
        "phone": number,
        "related_case": related,
        "operating_system": system,
        "product_version": version,
        "third_party": third,
        "impact": impact,
        "reproduction": steps,
    }
    why = tuple(f"{key}: {found[1]}" for key, found in findings.items() if found)
    return Details(
        company=company[0] if company else None,
        contact_name=contact[0] if contact else None,
        phone=number[0] if number else None,
        related_case=related[0] if related else None,
        operating_system=system[0] if system else None,
        impact=impact[0] if impact else None,
        product_version=version[0] if version else None,
        third_party=third[0] if third else (),
        reproduction=steps is not None,
    ), why


def _closing(visible: str) -> str:
    """The last short lines of the text, where a name may stand below closing words."""
    last = list(islice((line for line in reversed(visible.split("\n")) if line.strip()), 3))
    return "\n".join(line for line in reversed(last) if len(line) < 60)


def _phone(told: Told, body: str, signature: str, hints: DeskHints) -> tuple[str, str] | None:
    everything = f"{body[:_MOST]}\n{signature[:_MOST]}"
    if not phone.ENOUGH_DIGITS.search(everything):
        return None
    candidates = phone.candidates(body, signature)
    if not candidates:
        return None
    domain = (told.original_sender or told.sender).address.partition("@")[2]
    return phone.chosen(candidates, phone.countries_of(everything, domain, hints.country, told.language))


def _related(label: str | None, text: str) -> tuple[str, str] | None:
    for source, where in ((label, "labelled line"), (None, "")):
        number = _CASE_NUMBER.match(source.strip()) if source else None
        if number:
            return number[1].rstrip(".-/"), where
    prose = words.RELATED.search(small(text[:20_000]))
    if prose is None:
        return None
    start, end = prose.span("number")
    return text[start:end].rstrip(".-/"), f"prose: {said(text, prose)[:60]!r}"


def _system(lines: list[tuple[str, str]], subject: str, text: str) -> tuple[str, str] | None:
    for value in (v for name, v in lines if name == "operating_system"):
        named = systems.operating_system(
            value if "win" in value.lower() or not value[:1].isdigit() else f"Windows {value}"
        )
        if named:
            return named, "labelled line"
    named = systems.operating_system(f"{text}\n{subject}")
    return (named, "prose") if named else None


def _version(lines: list[tuple[str, str]], subject: str, body: str, hints: DeskHints) -> tuple[str, str] | None:
    label = labels.first(lines, "product_version")
    if label and len(label) < 80 and _DIGIT.search(label) and not _BUILD.match(label):
        return _VERSION_END.split(label)[0].strip(), "labelled line"
    named = systems.product_version(f"{body}\n{subject}", hints.products)
    return (named, "prose") if named else None


def _third(lines: list[tuple[str, str]], body: str, hints: DeskHints) -> tuple[tuple[str, ...], str] | None:
    label = labels.first(lines, "third_party")
    if label:
        return tuple(
            piece.strip(" .") for piece in _THIRD_SPLIT.split(label)[:10] if piece.strip(" .")
        ), "labelled line"
    named = systems.third_party(body, hints.products)
    return (tuple(named[:10]), "prose") if named else None


def _impact(lines: list[tuple[str, str]], body: str) -> tuple[str, str] | None:
    label = labels.first(lines, "impact")
    if label:
        return label[:500], "labelled line"
    if _told(words.IMPACT, body):
        for sentence in sentences(body):
            if words.IMPACT.search(small(sentence)):
                return sentence.strip()[:500], "prose"
    return None


def _reproduction(lines: list[tuple[str, str]], body: str) -> tuple[bool, str] | None:
    if labels.first(lines, "reproduction"):
        return True, "labelled line"
    looked_at = small(body[:_MOST])
    if len(_STEPS.findall(looked_at)) >= 2:
        return True, "numbered steps"
    trigger = words.TRIGGER.search(looked_at)
    if trigger is None and any(stem in looked_at for stem in words.TRIGGER_STEMS):
        trigger = words.TRIGGER_ENDINGS.search(looked_at)
    return (True, f"circumstances: {said(body, trigger)!r}") if trigger else None


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly; at most a few hundred."""
    joined = _LINE_BREAK.sub(" ", text[:_MOST])
    return [s for s in _SENTENCE_END.split(joined) if s.strip()][:_MOST_SENTENCES]


def _told(phrases: re.Pattern[str], text: str) -> bool:
    """Whether a sentence may hold a phrase; spares the sentences of most mails."""
    return phrases.search(small(_LINE_END.sub(" ", text[:_MOST]))) is not None


def is_critical(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether production stands, or the sender or his group cannot work at all, now; and the words that say so."""
    if not _told(words.CRITICAL, text):
        return False, ()
    for sentence in sentences(text):
        looked_at = small(sentence)
        found = words.CRITICAL.search(looked_at)
        if found and not words.NOT_NOW.search(looked_at):
            return True, (f"{said(sentence, found)!r}",)
    return False, ()


def is_resolved(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the sender reports the problem gone; partly gone is not."""
    if not _told(words.RESOLVED, text):
        return False, ()
    for sentence in sentences(text):
        looked_at = small(sentence)
        found = words.RESOLVED.search(looked_at)
        if found and not words.NOT_RESOLVED.search(looked_at):
            partly = words.STILL.search(small(text))
            but = f", but {said(text, partly)!r}" if partly else ""
            return partly is None, (f"{said(sentence, found)!r}{but}",)
    return False, ()


def topics_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics a mail is about, and the words that show it."""
    looked_at = small(text[:20_000])
    found = [(topic, said(text, m)) for topic, phrases in words.TOPICS.items() if (m := phrases.search(looked_at))]
    names = [topic for topic, _ in found]
    if "moving" in names:  # a licence for another machine is both
        names = [*names, "licence", "reinstall"]
    known = tuple(t for t in ("licence", "reinstall", "customisation", "training") if t in names)
    return known, tuple(f"{topic}: {shown!r}" for topic, shown in found)


def _missing(found: Details, body: str) -> tuple[str, ...]:
    given = {
        "company": bool(found.company),
        "phone": bool(found.phone),
        "description": _is_described(body),
        "reproduction": found.reproduction,
        "operating_system": bool(found.operating_system),
    }
    return tuple(name for name in _REQUIRED if not given[name])


def _is_described(body: str) -> bool:
    """Whether there are words at all; looks no further than they need."""
    worded = (True for word in _WORD.finditer(body, 0, _MOST) if any(c.isalpha() for c in word[0]))
    return sum(islice(worded, _DESCRIBED_WORDS)) == _DESCRIBED_WORDS
