"""What a person's mail says about his case: the eight details, how grave it is, whether it is solved, what is missing.

Labelled lines are trusted before prose, prose before the signature (CASEFILE.md). Only what was newly written is read,
and of a forward the forwarded part; never our quoted text. Pure, and never raises; what is not said is None.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from intake import case_words as words
from intake import circumstances, labels, other_software, people, phone, product_versions, systems, tone
from intake.gravity import is_critical, is_resolved, may_hold
from intake.hints import DeskHints
from intake.sentences import MOST, sentences
from routing.letters import either, plain, said
from routing.submission import Details, Party

_CASE_NUMBER = re.compile(r"#?\s?((?:[A-Z]{1,6}[-/ ]?)?\d[\w./-]{2,20})")
_THIRD_SPLIT = re.compile(r"\s*(?:[;,+]|\s(?:en|und|og|ve|and|et|&)\s)\s*")
# The subject of an answer is what somebody wrote before, often we.
_ANSWER = re.compile(r"\s{0,3}(?:re|aw|antw|antwoord|sv|vs|ynt|rép|ré|odp|rif|res)\s?(?:\[\d+\])?\s?:", re.IGNORECASE)
_REQUIRED = ("company", "phone", "description", "reproduction", "operating_system")
_DESCRIBED_WORDS = 4
_POINTED_WORDS = 12  # "See picture, what to do?"
# "This e-mail was sent from RNP0026738A", "Scan date: 03.11.2026": the lines of a scanner.
_MACHINE_LINE = re.compile(
    r"^.{0,60}\b(?:verzonden vanaf|gesendet von|gesendet vom|sent from|sendt fra|envoyé (?:de|par|depuis)|gönderil\w+|"
    r"scan ?(?:datum|date|dato)|scandatum|date de numérisation|tarama tarihi|datum skeniranja|scanned (?:from|by|on)|"
    r"gescand (?:met|op|vanaf)|gescannt (?:von|am)|skannet (?:fra|med)|numérisé (?:par|avec)|taranmıştır)\b.{0,100}$",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_TOPIC = either(*words.TOPICS.values())  # most mails have none
_ANY_IMPACT = either(words.IMPACT)
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_BUILD = re.compile(r"10\.0\.\d{5}")  # of Windows, which people give for a version
_VERSION_END = re.compile(r"[,;(]")
_PLAIN_SIGNS = (("\u2019", "'"), ("\u02bc", "'"), ("\u00a0", " "))  # what word processors make of plain ones


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
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The answer; `reasons` say for each finding where it was found."""

    details: Details
    missing: tuple[str, ...]
    critical: bool
    resolved_by_customer: bool
    topics: tuple[str, ...]
    flags: tuple[str, ...]  # of `intake.tone.FLAGS`
    promises: tuple[str, ...]  # sentences in which the sender says what he will do, and when
    reasons: dict[str, tuple[str, ...]]


def read(told: Told, hints: DeskHints) -> CaseFile:
    """Read a person's mail into a case file."""
    told = replace(told, visible=_with_plain_signs(told.visible), original=_with_plain_signs(told.original))
    body = f"{told.visible}\n{told.original}" if told.original else told.visible
    text = f"{told.subject}\n{body}"
    reasons: dict[str, tuple[str, ...]] = {}
    found_details, why = details(told, body, hints)
    reasons["details"] = why
    fresh = body if _ANSWER.match(told.subject) else text
    critical, reasons["critical"] = is_critical(fresh)
    resolved, reasons["resolved_by_customer"] = is_resolved(told.visible)
    topics, reasons["topics"] = topics_of(fresh)
    flags, reasons["flags"] = tone.flags(told.visible, follow_up=told.follow_up)
    return CaseFile(
        details=found_details,
        missing=_missing(found_details, body),
        critical=critical and not resolved,
        resolved_by_customer=resolved,
        topics=topics,
        flags=flags,
        promises=tone.promises(told.visible),
        reasons={key: value for key, value in reasons.items() if value},
    )


def _with_plain_signs(text: str) -> str:
    for sign, plain_sign in _PLAIN_SIGNS:
        text = text.replace(sign, plain_sign)
    return text


def details(told: Told, body: str, hints: DeskHints) -> tuple[Details, tuple[str, ...]]:
    """The eight details and where each was found ("phone: labelled line")."""
    signature = f"{told.signature}\n{told.original_signature}".strip()
    closing = _closing(told.visible)
    forwarded = f"{_closing(told.original)}\n{told.original_signature}" if told.original else ""
    lines = labels.read(f"{body}\n{signature}")
    company = people.company(labels.first(lines, "company"), told.sender, told.signature, closing, body)
    if company is None and told.original_sender:
        company = people.company(None, told.original_sender, forwarded, "", told.original)
    contact = people.contact(labels.first(lines, "contact"), told.sender, told.signature, closing, told.visible[-120:])
    number = _phone(told, body, signature, hints)
    related = _related(labels.first(lines, "related_case"), f"{told.subject}\n{body}")
    system = _system(lines, told.subject, f"{body}\n{signature}")
    version = _version(lines, told.subject, body, signature, hints)
    third = _third(lines, body, hints)
    impact = _impact(lines, body)
    steps = _reproduction(lines, body, told.language)
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
    everything = f"{body[:MOST]}\n{signature[:MOST]}"
    if not phone.ENOUGH_DIGITS.search(everything):
        return None
    candidates = phone.candidates(body, signature)
    if not candidates:
        return None
    domain = (told.original_sender or told.sender).address.partition("@")[2]
    countries = functools.partial(phone.countries_of, everything, domain, hints.country, told.language)
    return phone.chosen(candidates, functools.cache(countries))


def _related(label: str | None, text: str) -> tuple[str, str] | None:
    for source, where in ((label, "labelled line"), (None, "")):
        number = _CASE_NUMBER.match(source.strip()) if source else None
        if number:
            return number[1].rstrip(".-/"), where
    looked_at = plain(text[:20_000])
    prose = next((found for searched in _worth(looked_at) if (found := searched.search(looked_at))), None)
    if prose is None:
        return None
    start, end = prose.span("number")
    return text[start:end].rstrip(".-/"), f"prose: {said(text, prose)[:60]!r}"


def _worth(looked_at: str) -> Iterator[re.Pattern[str]]:
    """Of the ways in which another case is named those whose words are in the text."""
    yield words.RELATED
    if any(word in looked_at for word in words.NUMBERED):
        yield words.RELATED_BEFORE
    if "eon" in looked_at:
        yield words.RELATED_EON


def _system(lines: list[tuple[str, str]], subject: str, text: str) -> tuple[str, str] | None:
    for value in (v for name, v in lines if name == "operating_system"):
        named = systems.operating_system(
            value if "win" in value.lower() or not value[:1].isdigit() else f"Windows {value}", text
        )
        if named:
            return named, "labelled line"
    named = systems.operating_system(f"{text}\n{subject}")
    return (named, "prose") if named else None


def _version(
    lines: list[tuple[str, str]], subject: str, body: str, signature: str, hints: DeskHints
) -> tuple[str, str] | None:
    label = labels.first(lines, "product_version")
    if label and len(label) < 80 and _DIGIT.search(label) and not _BUILD.match(label):
        return _VERSION_END.split(label)[0].strip(), "labelled line"
    named = product_versions.product_version(f"{body}\n{subject}", hints.products)
    if named is None and (signed := product_versions.beside_product(signature, hints.products)):
        return signed, "signature"
    return (named, "prose") if named else None


def _third(lines: list[tuple[str, str]], body: str, hints: DeskHints) -> tuple[tuple[str, ...], str] | None:
    label = labels.first(lines, "third_party")
    if label:
        return tuple(
            piece.strip(" .") for piece in _THIRD_SPLIT.split(label)[:10] if piece.strip(" .")
        ), "labelled line"
    named = other_software.third_party(body, hints.products)
    return (tuple(named[:10]), "prose") if named else None


def _impact(lines: list[tuple[str, str]], body: str) -> tuple[str, str] | None:
    label = labels.first(lines, "impact")
    if label:
        return label[:500], "labelled line"
    if may_hold(_ANY_IMPACT, body):
        for sentence in sentences(body):
            if words.IMPACT.search(plain(sentence)):
                return sentence[:500], "prose"
    return None


def _reproduction(lines: list[tuple[str, str]], body: str, language: str | None) -> tuple[bool, str] | None:
    if labels.first(lines, "reproduction"):
        return True, "labelled line"
    why = circumstances.told(body, language)
    return (True, why) if why else None


def topics_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics a mail is about, and the words that show it."""
    text = text[:20_000].replace("\n", " ")
    looked_at = plain(text)
    if not _ANY_TOPIC(looked_at):
        return (), ()
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
    """Whether the sender describes anything: pointing at a picture is no description, nor is what a scanner writes."""
    lines = (line for line in body[:MOST].split("\n") if not _MACHINE_LINE.match(line))
    worded = (True for line in lines for word in _WORD.finditer(line) if any(c.isalpha() for c in word[0]))
    told = sum(islice(worded, _POINTED_WORDS + 1))  # few lines hold as many words
    if told <= _POINTED_WORDS and words.POINTING.search(plain(_MACHINE_LINE.sub("", body[:MOST]))):
        return False
    return told >= _DESCRIBED_WORDS
