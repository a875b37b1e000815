"""What intake hands to routing: one mail, read, as plain values.

`Submission` is the whole vocabulary between the two packages. It holds no bytes and no mail library's
objects; files are named by (raw digest, part path) and fetched from the blob store by whoever needs them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of sender a mail has (screening, before anything reacts)."""

    PERSON = "person"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    BULK = "bulk"
    LOOP = "loop"
    UNREADABLE = "unreadable"


class Category(StrEnum):
    """PRO-08: the three categories of a customer's mail."""

    SUPPORT = "support"
    BUG = "bug"
    SUGGESTION = "suggestion"


class Severity(StrEnum):
    """How urgent an engineer says a case is; `Ticket.critical` is what the mail said."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Channel(StrEnum):
    """How a mail came in."""

    IMAP = "imap"
    LMTP = "lmtp"
    SMTP = "smtp"


@dataclass(frozen=True, slots=True)
class Party:
    """A name and an address as a mail gives them; the address is compared in lower case."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FileRef:
    """A part that is not the body. `part` is its path in the MIME tree ("2.1"), counted from 1 as IMAP does."""

    part: str
    name: str | None
    media_type: str
    size: int  # bytes, decoded
    sha256: str  # of the decoded bytes
    inline: bool  # shown within the text
    content_id: str | None  # without angle brackets
    attachment: bool  # a real one: no signature logo, no smime.p7s


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the default classifier saw, for a desk that has learnt more (`routing.residual`)."""

    model: str  # its name: what was learnt on top of another model does not fit
    logits: tuple[float, ...]  # calibrated, one a label in the model's order
    features: bytes  # `routing.residual.packed`
    stated: str | None  # the category that the sender states himself: nothing overrules it


@dataclass(frozen=True, slots=True)
class Classification:
    """A first opinion on the category; `confidence` is 0..1."""

    category: Category
    confidence: float
    reasons: tuple[str, ...] = ()
    evidence: Evidence | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Details:
    """PRO-06: the case details a mail gives; None or () where it does not."""

    company: str | None = None
    contact_name: str | None = None
    phone: str | None = None  # E.164
    related_case: str | None = None
    operating_system: str | None = None
    impact: str | None = None
    product_version: str | None = None
    third_party: tuple[str, ...] = ()
    reproduction: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What a customer says of one detail: under our question, on a labelled line, in passing."""

    field: str  # name of a detail (templates/mail/labels.md)
    value: str | None  # phones as E.164; None: he does not know, or it does not apply
    where: str  # as "answer 2": for people
    fresh: bool = True  # False: taken from prose, by its place, or from what may be an older mail; settles only gaps


@dataclass(frozen=True, slots=True)
class Candidates:
    """Where a mail might belong, strongest first (MAIL.md 3). All lists are in the order of the mail.

    Signatures are already verified: `tokens` and `signed` hold ticket refs that our own key vouched for, `returned`
    refs of outgoing mails. `echoed` is found by their text, and proves no more than a reference does; nor do the
    headers of an attached mail, which whoever has seen one of ours can write.
    """

    tokens: tuple[int, ...] = ()  # from signed recipient addresses
    returned: tuple[int, ...] = ()  # outgoing mails to whose envelope's sender (VERP) it was written
    signed: tuple[int, ...] = ()  # from our signed Message-IDs in In-Reply-To / References
    references: tuple[str, ...] = ()  # every Message-ID named, nearest first
    numbers: tuple[int, ...] = ()  # from our own tag in the subject
    echoed: tuple[int, ...] = ()  # outgoing mails to its sender whose text it brings back
    attached: tuple[int, ...] = ()  # ticket refs of our Message-IDs in the headers of attached mails
    internal: bool = False  # it answers an address that takes notes: of a reminder, an echo, a digest (GEN-18)


@dataclass(frozen=True, slots=True)
class Proofs:
    """What speaks for the sender's being who he says (MAIL.md 4). Facts; `routing.identity` judges them.

    `issued` are (ticket ref, person code) of every unexpired token that our key vouches for, in an address, a marker
    or a reference; `expired` those that were good once. `aligned`: a trusted server's DMARC, DKIM or SPF result for
    the domain of From, our own DKIM check, or arrival over a configured trusted path.
    """

    issued: tuple[tuple[int, int], ...] = ()
    expired: tuple[tuple[int, int], ...] = ()
    aligned: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A line `#word value` of a mail, understood (MAIL.md 5)."""

    word: str  # the English one, in lower case
    value: str  # the rest of the line, "" for none
    written: str  # the line as it stood


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A line that looks like a command and is none; it stops the send."""

    written: str
    meant: str | None = None  # the word that it comes nearest to
    why: str = "unknown_word"  # unknown_word, elsewhere (not at the top or the end), crowded (two in a line)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail newly says, without its commands, as it would go out if its sender is an engineer.

    `certainty` 0..1 says whether what is new can be told from what was quoted; below 0.9 nothing is sent.
    """

    text: str
    html: str | None = None
    images: tuple[str, ...] = ()  # Content-IDs that the HTML shows
    certainty: float = 1.0
    commands: tuple[Command, ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The mail within a forward; `sender` None where no address could be read."""

    sender: Party | None
    subject: str
    text: str
    date: datetime | None = None
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Submission:
    """One mail of a person, ready to become part of a case."""

    desk: str
    mailbox: str  # the desk-file name of the mailbox it reached
    channel: Channel
    received_at: datetime
    sender: Party
    subject: str
    message_id: str
    references: tuple[str, ...]
    date: datetime | None
    language: str | None
    text: str  # the whole body
    visible_text: str  # what was newly written
    html_part: str | None
    raw_digest: str
    recipients: tuple[Party, ...]  # To and Cc as written
    files: tuple[FileRef, ...]
    details: Details
    classification: Classification
    critical: bool
    candidates: Candidates
    missing: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()  # what it says of details besides `details`, and in answer to our questions
    topics: tuple[str, ...] = ()  # licence, reinstall, customisation, training, and what a desk adds
    resolved: bool = False  # the customer says that the problem is gone (PRO-09)
    only_thanks: bool = False  # and nothing else: a closed case stays closed
    nudge: bool = False  # it asks for news and says nothing else: changes no state (GEN-08)
    acknowledge: bool = True  # False for human mail that bears list or suppress headers
    reasons: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    other_mailboxes: tuple[str, ...] = field(default=())  # the same message reached these of ours, too
    proofs: Proofs = Proofs()
    draft: Draft = Draft("")
    original: Original | None = None  # of a forward
