"""Machines that send no header of machines, and the people who write nearly like them (MAIL.md, section 2)."""

from __future__ import annotations

import pytest

from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from intake.screening import screen
from routing.submission import Kind
from tests.decisions import silent_later as later
from tests.decisions.silent_notes import NOTES
from tests.decisions.silent_offers import OFFERS
from tests.decisions.silent_people import PEOPLE

HEADERS = (
    "From: T. Writer <t.writer@firm.example>\r\nTo: visi.support@produsoft.example\r\n"
    "Date: Mon, 03 Aug 2026 10:11:12 +0200\r\nMessage-ID: <1@firm.example>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
)


def _kind(subject: str, text: str) -> Kind:
    raw = f"{HEADERS}Subject: {subject}\r\n\r\n{text}\r\n".encode()
    return screen(parse(raw, Limits()), DeskHints(tag="Produsoft")).kind


@pytest.mark.parametrize("name", NOTES)
def test_an_absence_note(name: str) -> None:
    """A note that tells only of an absence is an automatic reply, whatever stands in its subject."""
    assert _kind(*NOTES[name]) is Kind.AUTO_REPLY


@pytest.mark.parametrize("name", OFFERS)
def test_an_unsolicited_offer(name: str) -> None:
    """A stranger who sells is bulk mail, also behind a reply prefix that answers nothing."""
    assert _kind(*OFFERS[name]) is Kind.BULK


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person(name: str) -> None:
    """Who asks, reports, orders, thanks or passes on is a person, though he tells of his absence or of an offer."""
    assert _kind(*PEOPLE[name]) is Kind.PERSON


@pytest.mark.parametrize(("subject", "text"), later.PEOPLE)
def test_a_person_written_later(subject: str, text: str) -> None:
    """The words that find more machines take no person for one."""
    assert _kind(subject, text) is Kind.PERSON


@pytest.mark.parametrize(("mails", "kind"), [(later.NOTES, Kind.AUTO_REPLY), (later.OFFERS, Kind.BULK)])
def test_most_machines_written_later(mails: tuple[tuple[str, str], ...], kind: Kind) -> None:
    """Of machines without any form nineteen in twenty are known; the rest is read as a person and does no harm."""
    missed = [subject for subject, text in mails if _kind(subject, text) is not kind]
    assert len(missed) <= len(mails) // 20, missed


@pytest.mark.parametrize("name", [*NOTES, *OFFERS])
def test_a_forwarded_machine_is_a_person(name: str) -> None:
    """Who passes a note or an offer on has read it."""
    subject, text = (NOTES | OFFERS)[name]
    assert _kind(f"Fwd: {subject}", f"FYI\n\n{text}") is Kind.PERSON


@pytest.mark.parametrize("name", [*NOTES, *OFFERS])
def test_a_question_or_trouble_above_makes_a_person(name: str) -> None:
    """One sentence on the matter above the words of a machine is a person's."""
    subject, text = (NOTES | OFFERS)[name]
    assert (
        _kind(f"Re: {subject}", f"Visi crashes since the update, can you look at our licence?\n\n{text}") is Kind.PERSON
    )


def test_a_note_that_calls_itself_automatic() -> None:
    """A note that says what it is needs no other part than the absence."""
    assert _kind("Re: Visi", "I am travelling until 4 May. This is an automated message.") is Kind.AUTO_REPLY
