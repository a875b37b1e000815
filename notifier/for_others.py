"""What the templates of mails to the office and to those who make the program are told.

The same contract with operators as in `for_customers`. Neither is staff: an answer of theirs joins the case as a
message. To development go no name, no address, no file and no secret of a customer (NET-05, GEN-14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from routing.submission import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """To the office: an invoice, order, renewal or cancellation (GEN-13). The customer's words stand in the slot."""

    number: int
    tag: str | None
    subject: str
    customer: Party
    received_at: datetime  # of a cancellation the day counts
    about: str = ""  # invoice | order | renewal | cancellation; "" where an engineer handed it over
    engineer: str | None = None  # full name of who did
    organisation: str | None = None
    contract_number: str | None = None
    contract_until: date | None = None
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """To those who make the program: a bug or a suggestion. The masked text stands in the slot."""

    number: int
    tag: str | None
    subject: str
    category: str
    link: str  # mailto: writes to the case
    product: str | None = None
    details: tuple[tuple[str, str], ...] = ()
