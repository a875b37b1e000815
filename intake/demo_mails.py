"""The mails that people send in the demonstration, as they are sent: a sample of a mail with its blanks filled in.

A sample is a file under templates/demo; what stands between two @ is known only when it is sent. Reads nothing but the
samples, and raises what reading a file raises.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from intake.limits import Limits
from intake.mail import parse
from intake.world import Posted
from routing.desk import Desk


def dated(raw: bytes, now: datetime) -> bytes:
    """With its date."""
    return raw.replace(b"@DATE@", format_datetime(now).encode())


def replying(raw: bytes, posted: Posted, desk: Desk) -> bytes:
    """As an answer of whoever got `posted`, from our own people with their name."""
    mail, reader = parse(posted.raw, Limits()), posted.recipients[0]
    engineer = desk.engineer_at(reader)
    values = {
        "ENGINEER_NAME": engineer.full_name if engineer else "",
        "ENGINEER": reader,
        "NOTIFICATION": mail.html or "",
        "MESSAGE_ID": mail.message_id,
        "SUBJECT": mail.subject.removeprefix("Re: "),  # mail programs say it once
        "REPLY_TO": mail.reply_to[0].address,
        "ENVELOPE_FROM": posted.sender,
    }
    for name, value in values.items():
        raw = raw.replace(f"@{name}@".encode(), value.encode())
    return raw


def sender(raw: bytes) -> str:
    """The address that it is from."""
    return parse(raw, Limits()).sender.address
