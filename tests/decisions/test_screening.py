"""intake/screening.py and intake/bounce.py: who writes, a person or a machine."""

from __future__ import annotations

import pytest

from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from intake.screening import screen, ticket_number
from routing.submission import Kind
from tests.decisions.corpus import reading

PERSON = (
    "From: Ann <ann@a.example>\r\nTo: visi.support@produsoft.example\r\nSubject: {subject}\r\n"
    "Message-ID: <1@a.example>\r\n{more}\r\n{body}"
)


def _screened(subject: str = "vraag", body: str = "Visi start niet.", more: str = "", **hints: object):
    raw = PERSON.format(subject=subject, body=body, more=more).encode()
    return screen(parse(raw, Limits()), DeskHints(**hints))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nl-absence-note-without-headers", Kind.AUTO_REPLY),
        ("tr-absence-note-without-headers", Kind.AUTO_REPLY),
        ("nb-absence-note-without-headers", Kind.AUTO_REPLY),
        ("person-with-out-of-office-in-subject", Kind.PERSON),
        ("person-through-google-group", Kind.PERSON),
        ("newsletter-list-unsubscribe", Kind.BULK),
        ("offer-without-headers", Kind.BULK),
        ("own-loop-header", Kind.LOOP),
        ("bounce-postfix-rfc3464", Kind.BOUNCE),
        ("bounce-qmail-plain", Kind.BOUNCE),
    ],
)
def test_kind_of_the_corpus(name: str, kind: Kind) -> None:
    """Each oddity is what its name says, with a reason."""
    found = reading(name)
    assert found.kind is kind
    assert found.reasons["kind"]
    assert found.acknowledge is (name == "person-with-out-of-office-in-subject")


NOTE = "I am out of the office until Monday and have left the company. My mail is not read. Thank you for your mail."


@pytest.mark.parametrize("first", ["#customer bob@customer.example", "\u200b\r\n**#Close**", "# note she told me"])
def test_a_mail_of_staff_that_begins_with_a_command_is_no_absence_note(first: str) -> None:
    """What an engineer tells of somebody else reads like one; without the command, or of a stranger, it is one."""
    staff = frozenset({"ann@a.example"})
    assert _screened(subject="drawing", body=f"{first}\r\n{NOTE}", staff_addresses=staff).kind is Kind.PERSON
    assert _screened(subject="drawing", body=NOTE, staff_addresses=staff).kind is Kind.AUTO_REPLY
    assert _screened(subject="drawing", body=f"#close\r\n{NOTE}").kind is Kind.AUTO_REPLY


def test_a_command_outweighs_no_header_of_a_machine() -> None:
    """Whose mail says itself that a machine sent it gives no orders."""
    found = _screened(
        body="#close", more="Auto-Submitted: auto-replied\r\n", staff_addresses=frozenset({"ann@a.example"})
    )
    assert found.kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-replied\r\n",
        "X-Autoreply: yes\r\n",
        "Precedence: auto_reply\r\n",
        "Return-Path: <>\r\n",
        "X-Autorespond: 1\r\n",
    ],
)
def test_headers_of_machines(more: str) -> None:
    """Each header that only machines write makes an automatic mail."""
    assert _screened(more=more).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: no\r\n",
        "X-Auto-Response-Suppress: All\r\n",
        "List-Id: <l.example>\r\nList-Post: <mailto:l@l.example>\r\nPrecedence: list\r\n",
    ],
)
def test_headers_that_people_have_too(more: str) -> None:
    """Suppress and list headers leave a person a person; only the acknowledgement is withheld."""
    found = _screened(more=more)
    assert found.kind is Kind.PERSON
    assert found.acknowledge is more.startswith("Auto-Submitted")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Fraværsmelding i Visi?", "Hvordan slår jeg av fraværsmeldingen?"),
        ("Undelivered parts in the nest", "The nest reports undelivered parts, why?"),
        ("ik ben volgende week afwezig", "Kan iemand mij voor vrijdag bellen? Visi geeft een foutmelding."),
        ("Newsletter module", "The newsletter function in our own program crashes, unsubscribe does not work."),
    ],
)
def test_people_who_use_the_words_of_machines(subject: str, body: str) -> None:
    """No person is taken for a machine for a word."""
    assert _screened(subject, body).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("subject", "more", "update"),
    [
        ("vraag", "", False),
        ("vraag", "In-Reply-To: <x@y.example>\r\n", True),
        ("SV: vraag", "", True),
        ("FW: vraag", "References: <x@y.example>\r\n", False),
        ("nieuw onderwerp [Produsoft #10423]", "", True),
        ("zie melding #10388", "", False),
    ],
)
def test_updates(subject: str, more: str, update: bool) -> None:
    """An answer, or a mail with our tag, is an update; a forward or a number in prose is not."""
    assert _screened(subject, more=more).follow_up is update


@pytest.mark.parametrize(
    ("subject", "tag", "number"),
    [
        ("Re: [Produsoft #10423] vraag", "Produsoft", 10423),
        ("Re: [Produsoft #10423] vraag", None, 10423),
        ("Re: [Andere #10423] vraag", "Produsoft", None),
        ("Re: [Corporate Montage #20871]", None, 20871),
        ("Re: Ticket#10423", None, None),
        ("Re: [#10423]", None, None),
        ("[list 12] #10423", None, None),
    ],
)
def test_ticket_number_only_from_our_own_tag(subject: str, tag: str | None, number: int | None) -> None:
    """The tag of the desk is told or has the house's shape; foreign numbers are none."""
    assert ticket_number(subject, DeskHints(tag=tag)) == number


def test_an_automatic_mail_from_ourselves_is_a_loop() -> None:
    """Our own address with Auto-Submitted came back to us."""
    found = _screened(more="Auto-Submitted: auto-replied\r\n", own_addresses=("ann@a.example",))
    assert found.kind is Kind.LOOP


def test_bytes_without_any_header_of_a_mail_are_unreadable() -> None:
    """Noise is no person's mail."""
    assert screen(parse(b"\x00\x01\x02 nothing", Limits()), DeskHints()).kind is Kind.UNREADABLE


def test_report_names_recipient_status_and_our_mail() -> None:
    """An RFC 3464 report is read field by field, and the returned mail gives its Message-ID."""
    said = reading("bounce-postfix-rfc3464").bounce
    assert said is not None
    assert (said.action, said.recipient, said.status) == ("failed", "weg@klant.example", "5.1.1")
    assert said.returned_message_id == "case.10423.1@produsoft.example"


def test_qmail_says_it_in_words() -> None:
    """Without a report the words give recipient, status and the returned Message-ID."""
    said = reading("bounce-qmail-plain").bounce
    assert said is not None
    assert (said.recipient, said.status) == ("borte@kunde.example", "5.1.1")
    assert said.returned_message_id == "case.40012.3@nti.example"
