"""intake/bounce.py: whom a notification speaks of, why, and of which mail of ours."""

from __future__ import annotations

import json

import pytest

from intake.bounce import Bounce, read
from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from intake.screening import screen
from routing.submission import Kind


def _mail(subject: str, body: str, sender: str = "MAILER-DAEMON@mx.example", more: str = "") -> bytes:
    head = f"From: {sender}\nTo: b+1@desk.example\nSubject: {subject}\nMIME-Version: 1.0\n{more}"
    kind = "" if "Content-Type" in more else "Content-Type: text/plain; charset=utf-8\n"
    return f"{head}{kind}\n{body}".encode()


def _bounce(raw: bytes) -> Bounce:
    mail = parse(raw, Limits())
    assert screen(mail, DeskHints()).kind is Kind.BOUNCE
    return read(mail)


def _report(blocks: str) -> bytes:
    return _mail(
        "Undelivered Mail Returned to Sender",
        f"--B\nContent-Type: text/plain\n\nIt failed.\n--B\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\n{blocks}\n--B\nContent-Type: text/rfc822-headers\n\n"
        "Message-ID: <case.1@desk.example>\nSubject: x\n\n--B--\n",
        more="Content-Type: multipart/report; report-type=delivery-status; boundary=B\n",
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("550 5.2.2 over quota", "5.2.2"),
        ("The account does not exist.", "5.1.1"),
        ("Sorry, no mailbox here by that name.", "5.1.1"),
        ("Host or domain name not found: host klant.example not found", "5.1.2"),
        ("De mailbox van de ontvanger is vol.", "5.2.2"),
        ("Die E-Mail-Adresse wurde nicht gefunden.", "5.1.1"),
        ("Adressen ble ikke funnet.", "5.1.1"),
        ("Adres bulunamadı.", "5.1.1"),
        ("L'adresse est introuvable.", "5.1.1"),
        ("Hop count exceeded", "5.4.6"),
        ("retry timeout exceeded", "4.4.7"),
        ("Connection timed out", "4.4.1"),
        ("552 something odd", "5.0.0"),
    ],
)
def test_status_is_made_from_the_words(words: str, status: str) -> None:
    """Where no field gives the code of RFC 3463, the server's words do, in every language."""
    said = _bounce(_mail("failure notice", f"<weg@klant.example>:\n{words}\n\nReceived: by x\nMessage-ID: <a@b>\n"))
    assert (said.recipient, said.status) == ("weg@klant.example", status)
    assert said.returned_message_id == "a@b"


def test_report_with_several_recipients_tells_those_that_failed() -> None:
    """One that was relayed beside two that failed: the failed ones are told, the first first."""
    said = _bounce(
        _report(
            "Final-Recipient: rfc822; ok@k.example\nAction: relayed\nStatus: 2.1.5\n\n"
            "Original-Recipient: rfc822;a@k.example\nFinal-Recipient: rfc822; a2@k.example\nAction: failed\n"
            "Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such\n  user\n\n"
            "Final-Recipient: rfc822; b@k.example\nAction: failed\nStatus: 5.2.2\n"
        )
    )
    assert said.recipients == ("a@k.example", "b@k.example")
    assert (said.action, said.status, said.recipient) == ("failed", "5.1.1", "a@k.example")
    assert said.diagnostic == "smtp; 550 5.1.1 no such user"
    assert said.returned_message_id == "case.1@desk.example"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_report_that_is_no_failure(action: str) -> None:
    """Delay and success notices say so."""
    said = _bounce(_report(f"Final-Recipient: rfc822; a@k.example\nAction: {action}\nStatus: 4.4.1\n"))
    assert said.action == action


def test_delay_told_in_words_is_no_failure() -> None:
    """A warning that the server will keep trying, with a code of class 4."""
    said = _bounce(_mail("Warning: message 1x delayed 24 hours", "Not yet been delivered to:\n\n  a@k.example\n"))
    assert (said.action, said.recipient, said.status) == ("delayed", "a@k.example", "4.0.0")


@pytest.mark.parametrize("wrapped", [False, True])
def test_amazon_notice_as_json(wrapped: bool) -> None:
    """SES's JSON is read, also within SNS's envelope."""
    told = json.dumps(
        {
            "notificationType": "Bounce",
            "bounce": {
                "bouncedRecipients": [{"emailAddress": "a@k.example", "status": "5.1.1", "diagnosticCode": "550 gone"}]
            },
            "mail": {"headers": [{"name": "Message-ID", "value": "<case.2@desk.example>"}]},
        }
    )
    text = json.dumps({"Type": "Notification", "Message": told}) if wrapped else told
    said = _bounce(_mail("AWS Notification Message", f"{text}\n\n--\nTo stop", "no-reply@sns.amazonaws.com"))
    assert (said.recipient, said.status, said.returned_message_id) == ("a@k.example", "5.1.1", "case.2@desk.example")


@pytest.mark.parametrize("body", ['{"notificationType":' + "[" * 50_000, '{"notificationType": 7, "mail": []}'])
def test_hostile_json_is_only_text(body: str) -> None:
    """What is no notice is no bounce, and costs nothing."""
    assert screen(parse(_mail("x", body, "ann@a.example"), Limits()), DeskHints()).kind is Kind.PERSON
