"""What a person's mail says about his case: the eight details, how grave it is, whether it is solved, what is missing.

Labelled lines are trusted before prose, prose before the signature (CASEFILE.md). Only what was newly written is read,
and of a forward the forwarded part; never our quoted text. Pure, and never raises; what is not said is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from intake import case_words as words
from intake import labels, people, phone, systems
from intake.hints import DeskHints
from routing.submission import Details, Party

_CASE_NUMBER = re.compile(r"#?\s?((?:[A-Z]{1,6}[-/ ]?)?\d[\w./-]{2,20})")
_THIRD_SPLIT = re.compile(r"\s*(?:[;,+]|\s(?:en|und|og|ve|and|et|&)\s)\s*")
_STEPS = re.compile(
    r"^[ \t>]{0,8}(?:\(?[1-9][.)]|stap \d|step \d|schritt \d|steg \d|adım \d|étape \d)[ \t]?\S",
    re.IGNORECASE | re.MULTILINE,
)
_REQUIRED = ("company", "phone", "description", "reproduction", "operating_system")
_DESCRIBED_WORDS = 4
_LINE_END = re.compile(r"\n+")
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
    lines = [line for line in visible.split("\n") if line.strip()][-3:]
    return "\n".join(line for line in lines if len(line) < 60)


def _phone(told: Told, body: str, signature: str, hints: DeskHints) -> tuple[str, str] | None:
    everything = f"{body}\n{signature}"
    if not phone.ENOUGH_DIGITS.search(everything):
        return None
    domain = (told.original_sender or told.sender).address.partition("@")[2]
    countries = phone.countries_of(everything, domain, hints.country, told.language)
    return phone.find(body, signature, countries)


def _related(label: str | None, text: str) -> tuple[str, str] | None:
    for source, where in ((label, "labelled line"), (None, "")):
        number = _CASE_NUMBER.match(source.strip()) if source else None
        if number:
            return number[1].rstrip(".-/"), where
    prose = words.RELATED.search(text[:20_000])
    return (prose["number"].rstrip(".-/"), f"prose: {prose[0][:60]!r}") if prose else None


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
    if label and re.search(r"\d", label) and len(label) < 80 and not re.match(r"10\.0\.\d{5}", label):
        return re.split(r"[,;(]", label)[0].strip(), "labelled line"
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
    for sentence in sentences(body):
        if words.IMPACT.search(sentence):
            return sentence.strip()[:500], "prose"
    return None


def _reproduction(lines: list[tuple[str, str]], body: str) -> tuple[bool, str] | None:
    if labels.first(lines, "reproduction"):
        return True, "labelled line"
    if len(_STEPS.findall(body[:50_000])) >= 2:
        return True, "numbered steps"
    trigger = words.TRIGGER.search(body[:50_000])
    return (True, f"circumstances: {trigger[0]!r}") if trigger else None


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly; at most a few hundred."""
    joined = re.sub(r"(?<=[^\n.!?:])\n(?=[^\W\d_])", " ", text[:50_000])
    return [s for s in re.split(r"(?<=[.!?])\s+|\n+", joined) if s.strip()][:400]


def is_critical(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether production stands, or the sender or his group cannot work at all, now; and the words that say so."""
    if words.CRITICAL.search(_LINE_END.sub(" ", text[:50_000])) is None:  # spares the sentences of most mails
        return False, ()
    for sentence in sentences(text):
        found = words.CRITICAL.search(sentence)
        if found and not words.NOT_NOW.search(sentence):
            return True, (f"{found[0]!r}",)
    return False, ()


def is_resolved(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the sender reports the problem gone; partly gone is not."""
    for sentence in sentences(text):
        found = words.RESOLVED.search(sentence)
        if found and not words.NOT_RESOLVED.search(sentence):
            partly = words.STILL.search(text)
            return partly is None, (f"{found[0]!r}" if partly is None else f"{found[0]!r}, but {partly[0]!r}",)
    return False, ()


def topics_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics a mail is about, and the words that show it."""
    found = [(topic, m[0]) for topic, pattern in words.TOPICS.items() if (m := pattern.search(text[:20_000]))]
    names = [topic for topic, _ in found]
    if "moving" in names:  # a licence for another machine is both
        names = [*names, "licence", "reinstall"]
    known = tuple(t for t in ("licence", "reinstall", "customisation", "training") if t in names)
    return known, tuple(f"{topic}: {said!r}" for topic, said in found)


def _missing(found: Details, body: str) -> tuple[str, ...]:
    given = {
        "company": bool(found.company),
        "phone": bool(found.phone),
        "description": sum(1 for w in body.split() if any(c.isalpha() for c in w)) >= _DESCRIBED_WORDS,
        "reproduction": found.reproduction,
        "operating_system": bool(found.operating_system),
    }
    return tuple(name for name in _REQUIRED if not given[name])
