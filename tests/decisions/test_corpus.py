"""tests/corpus/: every mail is read as the expectation beside it says.

`NAME.json` is written by hand from the contract (the judgement rules of `intake inspect --json`), never from what
the program prints. How to add a mail: tests/corpus/README.md. A difference is told key by key, wanted and found.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

import pytest

from intake.hints import DeskHints
from intake.inspection import shown
from intake.limits import Limits
from intake.read import read
from tests.decisions.corpus import FOLDER, NAMES, raw

WAITING: dict[str, list[str]] = tomllib.loads((FOLDER / "waiting.toml").read_text("utf-8"))
LANGUAGES = ("nl", "de", "nb", "tr", "en", "fr")
MOST_SHOWN = 600  # characters of a found value in a difference

Expected = dict[str, Any]
Found = dict[str, Any]


def _words(text: str | None) -> str:
    """A text with each run of white space as one blank: how a client wraps its lines is not the question."""
    return " ".join((text or "").split())


def _told(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} … ({len(text)} characters)"


def _unequal(key: str, wanted: object, found: object) -> list[str]:
    return [] if wanted == found else [f"{key}: wanted {_told(wanted)}\n{' ' * len(key)}   found {_told(found)}"]


def _has(key: str, wanted: str | list[str], found: str | None, *, present: bool = True) -> list[str]:
    """Differences of phrases that must (or must not) stand in a text."""
    text = _words(found)
    phrases = [wanted] if isinstance(wanted, str) else wanted
    return [
        f"{key}: {'lacks' if present else 'has'} {phrase!r}\n   found {_told(text)!r}"
        for phrase in phrases
        if (_words(phrase) in text) is not present
    ]


def _date(key: str, wanted: str | None, found: str | None) -> list[str]:
    """Instants are compared; a wanted date without a zone is compared with the clock time that was read."""
    if wanted is None or found is None:
        return _unequal(key, wanted, found)
    instant, read_as = datetime.fromisoformat(wanted), datetime.fromisoformat(found)
    if instant.tzinfo is None:
        read_as = read_as.replace(tzinfo=None)
    return [] if instant == read_as else _unequal(key, wanted, found)


def _part(key: str, wanted: Expected | None, found: Found | None) -> list[str]:
    """An object of which only the given keys count; null wants null."""
    if wanted is None or found is None:
        return _unequal(key, wanted, found)
    unknown = wanted.keys() - found.keys()
    told = [f"{key}: no such key {name!r} in {sorted(found)}" for name in sorted(unknown)]
    for name in wanted.keys() - unknown:
        inner = f"{key}.{name}"
        if isinstance(wanted[name], dict):
            told += _part(inner, wanted[name], found[name])
        elif isinstance(wanted[name], list):
            told += _unequal(inner, sorted(map(str, wanted[name])), sorted(map(str, found[name])))
        else:
            told += _unequal(inner, wanted[name], found[name])
    return told


def _forwarded(wanted: Expected | None, found: Found | None) -> list[str]:
    if wanted is None or found is None:
        return _unequal("forwarded", wanted, found)
    texts: dict[str, Callable[[str], list[str]]] = {
        "date": lambda value: _date("forwarded.date", value, found["date"]),
        "text": lambda value: _unequal("forwarded.text", _words(value), _words(found["text"])),
        "text_has": lambda value: _has("forwarded.text", value, found["text"]),
        "text_lacks": lambda value: _has("forwarded.text", value, found["text"], present=False),
    }
    told = _part("forwarded", {k: v for k, v in wanted.items() if k not in texts}, found)
    return told + [line for name in texts.keys() & wanted.keys() for line in texts[name](wanted[name])]


def _absence(wanted: Expected | None, found: Found | None) -> list[str]:
    """The first day back; of the substitute what is given must stand in the name or address that was read."""
    if wanted is None or found is None:
        return _unequal("absence", wanted, found)
    days = {name: value for name, value in wanted.items() if name != "substitute"}
    told = _part("absence", days, found)
    if "substitute" in wanted and wanted["substitute"] is None:
        return told + _unequal("absence.substitute", None, found.get("substitute"))
    named = json.dumps(found.get("substitute"), ensure_ascii=False)
    return told + _has("absence.substitute", wanted.get("substitute", []), named)


def _visible(expected: Expected, found: Found) -> list[str]:
    """The new text, behind which the closing words and the name may or may not stand."""
    text = _words(found["visible_text"])
    closing = _words(expected.get("closing")).split()
    trails = [" ".join(closing[:n]) for n in range(len(closing) + 1)]
    told: list[str] = []
    if "visible_text" in expected:
        accepted = [_words(f"{expected['visible_text']} {trail}") for trail in trails]
        told += [] if text in accepted else _unequal("visible_text", accepted[-1], text)
    if "visible_starts" in expected and not text.startswith(_words(expected["visible_starts"])):
        told += _unequal("visible_starts", expected["visible_starts"], text)
    if "visible_ends" in expected:
        accepted = [_words(f"{expected['visible_ends']} {trail}") for trail in trails]
        told += [] if text.endswith(tuple(accepted)) else _unequal("visible_ends", accepted[-1], text)
    told += _has("visible_text", expected.get("visible_has", []), text)
    return told + _has("visible_text", expected.get("visible_lacks", []), text, present=False)


def _problems(wanted: list[str], found: list[str]) -> list[str]:
    """Each given phrase stands in some problem; an empty list wants none."""
    if not wanted:
        return _unequal("problems", [], found)
    return [f"problems: none says {p!r}\n   found {found}" for p in wanted if not any(p in told for told in found)]


EXACT = (
    "kind",
    "acknowledge",
    "language",
    "subject",
    "message_id",
    "ticket_number",
    "category",
    "critical",
    "resolved_by_customer",
)
SETS = ("references", "attachments", "topics", "missing")
OBJECTS = ("from", "details", "bounce")
PHRASES = {"signature_has": "signature", "quoted_has": "quoted_text", "text_has": "text"}
NO_PHRASES = {"signature_lacks": "signature", "quoted_lacks": "quoted_text", "text_lacks": "text"}
PEOPLE = ("to", "cc")  # addresses only
VISIBLE = ("visible_text", "visible_starts", "visible_ends", "visible_has", "visible_lacks")
KNOWN = frozenset(
    {"oddity", "desk", "closing", "date", "forwarded", "absence", "problems"}.union(
        EXACT, SETS, OBJECTS, PHRASES, NO_PHRASES, PEOPLE, VISIBLE
    )
)


def differences(expected: Expected, found: Found) -> list[str]:
    """Every key of the expectation in which the reading differs, as lines for people."""
    told: list[str] = []
    for key in expected:
        if key in EXACT:
            told += _unequal(key, expected[key], found[key])
        elif key in SETS:
            told += _unequal(key, sorted(expected[key]), sorted(found[key]))
        elif key in OBJECTS:
            told += _part(key, expected[key], found[key])
        elif key in PEOPLE:
            told += _unequal(key, expected[key], [party["address"] for party in found[key]])
        elif key in PHRASES:
            told += _has(key, expected[key], found[PHRASES[key]])
        elif key in NO_PHRASES:
            told += _has(key, expected[key], found[NO_PHRASES[key]], present=False)
    told += _date("date", expected["date"], found["date"]) if "date" in expected else []
    told += _forwarded(expected["forwarded"], found["forwarded"]) if "forwarded" in expected else []
    told += _absence(expected["absence"], found.get("absence")) if "absence" in expected else []
    told += _problems(expected["problems"], found["problems"]) if "problems" in expected else []
    return told + _visible(expected, found)


def expectation(name: str) -> Expected:
    path = FOLDER / f"{name}.json"
    assert path.exists(), f"{name}.eml has no expectation: write {path.name} (tests/corpus/README.md)"
    expected: Expected = json.loads(path.read_text("utf-8"))
    return expected


def found_in(name: str, desk: dict[str, Any]) -> Found:
    hints = DeskHints(**{key: tuple(value) if isinstance(value, list) else value for key, value in desk.items()})
    reading = read(raw(name), Limits(), hints)
    return {**shown(reading, f"{name}.eml"), "acknowledge": reading.acknowledge}


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_is_read_as_its_expectation_says(name: str) -> None:
    """What the contract says of a mail is what is read of it, in every key that the expectation gives.

    But for the keys that `waiting.toml` names: those must still differ, so that the list can only become shorter.
    """
    expected = expectation(name)
    told = differences(expected, found_in(name, expected.get("desk", {})))
    wrong = [line for line in told if _key(line) not in WAITING.get(name, ())]
    assert not wrong, "\n".join((f"{name}: {expected['oddity']}", *wrong))
    better = set(WAITING.get(name, ())) - {_key(line) for line in told}
    assert not better, f"{name}: read as expected now, so take it out of waiting.toml: {sorted(better)}"


def _key(difference: str) -> str:
    return difference.partition(":")[0]


def test_only_what_is_read_of_the_case_may_wait() -> None:
    """What a mail is and who wrote what is read rightly in every mail of the corpus."""
    assert WAITING.keys() <= set(NAMES)
    waiting = {key.partition(".")[0] for keys in WAITING.values() for key in keys}
    assert waiting <= {"category", "critical", "resolved_by_customer", "topics", "missing", "details"}


@pytest.mark.parametrize("name", NAMES)
def test_an_expectation_is_complete_and_has_no_unknown_key(name: str) -> None:
    """An expectation says what is odd and the kind, and of a person's mail what is new in it."""
    expected = expectation(name)
    assert not expected.keys() - KNOWN, f"unknown keys {sorted(expected.keys() - KNOWN)}; known are {sorted(KNOWN)}"
    assert not expected.get("desk", {}).keys() - {field.name for field in fields(DeskHints)}
    assert {"oddity", "kind"} <= expected.keys()
    assert expected["oddity"].strip()
    assert expected["kind"] not in ("new", "follow_up") or expected.keys() & {"visible_text", "visible_starts"}


def test_no_expectation_has_lost_its_mail() -> None:
    """Beside every NAME.json stands NAME.eml."""
    assert {path.stem for path in FOLDER.glob("*.json")} <= set(NAMES)


def test_the_corpus_is_large_enough_in_every_language() -> None:
    """At least 120 mails, and 15 of each of the six languages."""
    assert len(NAMES) >= 120
    spoken = Counter(expectation(name).get("language") for name in NAMES)
    assert not {language: spoken[language] for language in LANGUAGES if spoken[language] < 15}


READ: Found = {
    "visible_text": "It\n stopped.\n\nRegards,",
    "details": {"phone": None, "third_party": ["Excel 2021"]},
    "date": "2026-11-03T09:12:00+01:00",
    "forwarded": {"from": {"name": "Bo", "address": "bo@b.example"}, "subject": "x", "date": None, "text": "Help\nme"},
    "absence": {"returns_on": "2026-11-16", "substitute": {"name": "Bo", "address": "bo@b.example"}},
    "problems": ["no Date at all"],
}


@pytest.mark.parametrize(
    "expected",
    [
        {"visible_text": "It stopped.", "closing": "Regards, Ann"},
        {"visible_ends": "stopped.", "closing": "Regards, Ann"},
        {"visible_starts": "It", "visible_has": "stopped. Regards", "visible_lacks": ["started"]},
        {"date": "2026-11-03T09:12:00"},
        {"date": "2026-11-03T08:12:00+00:00"},
        {"forwarded": {"from": {"name": "Bo"}, "date": None, "text": "Help me"}},
        {"absence": {"returns_on": "2026-11-16", "substitute": "bo@b.example"}},
        {"details": {"third_party": ["Excel 2021"]}},
        {"problems": ["no Date"]},
    ],
)
def test_what_is_right_is_accepted(expected: Expected) -> None:
    """White space, closing words, zones that nobody told and keys that are not given make no difference."""
    assert not differences(expected, READ)


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ({"visible_text": "It stopped."}, "visible_text: wanted It stopped."),
        ({"visible_ends": "Ann"}, "visible_ends: wanted Ann"),
        ({"visible_lacks": "stopped"}, "visible_text: has 'stopped'"),
        ({"details": {"phone": "+32"}}, "details.phone: wanted +32"),
        ({"details": {"colour": "red"}}, "no such key 'colour'"),
        ({"date": "2026-11-03T09:12:00+00:00"}, "date: wanted"),
        ({"forwarded": None}, "forwarded: wanted null"),
        ({"forwarded": {"from": {"name": "Ann"}}}, "forwarded.from.name: wanted Ann"),
        ({"forwarded": {"text_lacks": "Help"}}, "forwarded.text: has 'Help'"),
        ({"absence": {"substitute": "ann@b.example"}}, "absence.substitute: lacks 'ann@b.example'"),
        ({"problems": []}, "problems: wanted []"),
    ],
)
def test_a_difference_is_told(expected: Expected, told: str) -> None:
    """Each difference names its key, what was wanted and what was found."""
    assert told in "\n".join(differences(expected, READ))
