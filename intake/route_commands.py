"""`intake route`: what would become of a mail, and why, without filing it.

The mail is read as `intake inspect` reads it, and looked at with the desk file and the records of the working folder's
store; where no service has run yet, with empty records. Nothing is written, no number taken, nobody told. A mail that
opens no case (a bounce, a newsletter) is told with its reasons and is no error; a mail to none of the desk's addresses
is one, unless `--mailbox` says where it came in.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import fail, local, out, out_json, print_table, settings

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from intake.reading import Reading
    from intake.settings import Settings
    from routing.desk import Desk
    from routing.outlook import Outlook
    from routing.station import Station


def route(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(help="Mails, one a file; - reads standard input.")],
    desk: Annotated[Path | None, typer.Option(help="Desk file, if not that of the working folder.")] = None,
    mailbox: Annotated[str | None, typer.Option(help="Where the mail came in; else its addresses tell.")] = None,
    at: Annotated[datetime | None, typer.Option(help="When, by the desk's clock; else now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say what would become of mails: which case, which product, what is promised, who gets it, and why."""
    from intake.read import read
    from intake.settings import hints, load

    loaded = load(desk) if desk is not None else settings(context)
    if mailbox is not None and all(one.name != mailbox for one in loaded.desk.mailboxes):
        fail(f"--mailbox {mailbox}: there are {', '.join(one.name for one in loaded.desk.mailboxes)}")
    now = at.replace(tzinfo=loaded.desk.calendar.zone).astimezone(UTC) if at is not None else datetime.now(UTC)
    known = hints(loaded)
    with _looking(loaded) as (station, session):
        for name in files:
            raw = _bytes(name)
            reading = read(raw, loaded.limits, known)
            boxes = (mailbox,) if mailbox is not None else _mailboxes(loaded.desk, reading)
            if not boxes:
                fail(f"{name}: is to none of the desk's mailboxes; say --mailbox, one of "
                     f"{', '.join(one.name for one in loaded.desk.mailboxes)}")  # fmt: skip
            found = foreseen(session, station, loaded, reading, boxes, raw, now)
            if as_json:
                out_json({"file": name, **_plain(reading, boxes, found)})
            else:
                _print(name, reading, boxes, found, loaded.desk.calendar.zone)


@contextmanager
def _looking(loaded: Settings) -> Iterator[tuple[Station, Session]]:
    """The store as it is, only read; an empty one where there is none yet."""
    from routing.blobs import BlobFolder
    from routing.db import Database
    from routing.station import Station

    with tempfile.TemporaryDirectory(prefix="intake-route-") as folder:
        file = loaded.database_url.partition(":///")[2].partition("?")[0]
        there = not loaded.database_url.startswith("sqlite") or Path(file).is_file()
        store = Database(loaded.database_url if there else f"sqlite:///{folder}/empty.db")
        try:
            if not there:
                store.migrate()
            blobs = BlobFolder(Path(folder) / "blobs")  # nothing is put there
            station = Station(desk=loaded.desk, database=store, blobs=blobs, keyring=loaded.keyring())
            with store.reading() as session, session.no_autoflush:
                yield station, session
        finally:
            store.close()


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as trouble:
        fail(f"{name}: {trouble.strerror}")


def _mailboxes(desk: Desk, reading: Reading) -> tuple[str, ...]:
    """The desk's mailboxes among those it is addressed to, the first one first."""
    written = (party.address for party in (*reading.mail.to, *reading.mail.cc))
    return tuple(dict.fromkeys(box.name for address in written if (box := desk.mailbox_at(address)) is not None))


def foreseen(
    session: Session,
    station: Station,
    loaded: Settings,
    reading: Reading,
    boxes: Sequence[str],
    raw: bytes,
    now: datetime,
) -> Outlook | None:
    """What becomes of a person's mail; None for all others, which open no case."""
    from intake.conversation import borne, candidates
    from intake.submitting import Arrived, Submitting
    from routing.learned import Learned
    from routing.outlook import foresee
    from routing.submission import Channel, Kind

    if reading.kind is not Kind.PERSON:
        return None
    addresses = tuple(party.address for party in (*reading.mail.to, *reading.mail.cc))
    tokens = borne(reading.mail, addresses, station.keyring)
    arrived = Arrived(tuple(boxes), Channel.IMAP, now, None, tokens, hashlib.sha256(raw).hexdigest(), 0)
    residual = Learned(station.database, station.desk.name).residual()
    submitting = Submitting(session, station, loaded.limits, {}, residual, now)
    where = candidates(reading.mail, reading.ticket_number, tokens, station.keyring, now.date())
    return foresee(session, station, submitting.submission(reading, arrived, where), now)


def _plain(reading: Reading, boxes: Sequence[str], found: Outlook | None) -> dict[str, Any]:
    """For programs; moments in UTC."""
    told: dict[str, Any] = {
        "kind": reading.kind,
        "mailboxes": list(boxes),
        "sender": reading.mail.sender.address,
        "subject": reading.mail.subject,
        "reasons": list(reading.reasons.get("kind", ())),
    }
    if found is None:
        return {**told, "case": None}
    told |= {
        "case": {"number": found.joined.number if found.joined is not None else None, "why": found.why},
        "staff": found.staff,
    }
    if found.found is None or found.choice is None:
        return told
    product, entitlement = found.found.product, found.found.entitlement
    return told | {
        "product": {
            "name": product.product,
            "reasons": list(product.reasons),
            "between": list(product.between),
            "suggested": product.suggested,
        },
        "customer": {
            "organisation": found.organisation.name if found.organisation is not None else None,
            "standing": found.found.standing,
            "reasons": list(entitlement.reasons),
        },
        "critical": reading.critical,
        "priority": found.found.priority,
        "source": found.source,
        "clocks": [
            {
                "kind": clock.kind,
                "minutes": clock.target.minutes,
                "due": clock.due.astimezone(UTC).isoformat() if clock.due is not None else None,
                "why": clock.why,
            }
            for clock in found.clocks
        ],
        "engineer": _engineer(found),
        "because": list(found.choice.reasons),
        "scores": [
            {"engineer": s.engineer, "points": s.points, "reasons": list(s.reasons)} for s in found.choice.table
        ],
    }


def _engineer(found: Outlook) -> str | None:
    """Who has the case that it joins, or would get the one that it opens."""
    if found.joined is not None:
        return found.joined.owner
    return found.choice.engineer if found.choice is not None else None


def _print(name: str, reading: Reading, boxes: Sequence[str], found: Outlook | None, zone: ZoneInfo) -> None:
    """For people: a line for each decision with its reason, then everybody's points."""
    out(f"{name}: {reading.mail.subject or '(no subject)'}, from {reading.mail.sender.address or 'nobody'}")
    if found is None:
        out(f"  no case    it is {reading.kind.replace('_', ' ')}: {'; '.join(reading.reasons.get('kind', ()))}")
        return
    where = f"joins {found.joined.number}" if found.joined is not None else "a new case"
    rows = [("case", f"{where}: {found.why}"), ("mailbox", ", ".join(boxes))]
    rows += [("staff", f"{found.staff} wrote it, if somebody vouches for him")] if found.staff is not None else []
    rows += _decisions(reading, found, zone)
    for what, told in rows:
        out(f"  {what:<10} {told}")
    if found.choice is not None and found.joined is None:
        out("")
        table = [
            (s.engineer, "-" if s.points is None else str(s.points), ", ".join(s.reasons)) for s in found.choice.table
        ]
        print_table(("engineer", "points", "because"), table, ("because",), "The desk has no engineer.")


def _decisions(reading: Reading, found: Outlook, zone: ZoneInfo) -> list[tuple[str, str]]:
    if found.found is None:
        return []
    product, prospect = found.found.product, found.found
    named = product.product or ("asked for" if product.between else "not known")
    rows = [
        ("product", f"{named}: {'; '.join(product.reasons)}"),
        ("customer", f"{prospect.standing}: {'; '.join(prospect.entitlement.reasons)}"),
        ("queue", f"{'critical, ' if reading.critical else ''}plan priority {prospect.priority}, by {found.source}"),
    ]
    for clock in found.clocks:
        due = f"by {local(clock.due, zone)}" if clock.due is not None else "never, the desk does not open again"
        rows.append((f"{clock.kind}", f"{due} ({clock.why})"))
    if not found.clocks:
        rows.append(("promise", "none"))
    why = "; ".join(found.choice.reasons) if found.choice is not None and found.joined is None else "has the case"
    return [*rows, ("engineer", f"{_engineer(found) or 'nobody'}: {why}")]
