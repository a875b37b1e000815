"""How long a manager's weekly digest takes over a store of many cases, and how much memory. A contestant.

The store holds cases of a year as a desk has them: most are closed, some are open, a fiftieth moved within the week.
With `--all-open` every case is open and was answered in the week: the worst that a store can be. Each case has a
customer's mail, an assignment, and what became of it; every second customer has a contract with promises.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from intake.settings import load
from routing.db import Database
from routing.desk import Desk, Targets
from routing.digesting import gather
from routing.figures import Scope
from routing.model import Contract, EventKind, Ticket
from routing.model.base import new_ref
from tests.bench.yardstick import Contestant, Measure, Stopwatch, say, wait_for_go
from tests.small_desk import write_desk

UNTIL = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
_ORGANISATIONS = 5000
_PORTION = 5000
_OPEN, _MOVED = 12, 50  # one of so many


def measured(count: int, folder: Path, *, all_open: bool) -> Measure:
    """One digest in a process of its own."""
    folder.mkdir()
    with Contestant("tests.bench.digest", folder, count, int(all_open)) as contestant:
        return contestant.go()


def fill(database: Database, desk: Desk, count: int, *, all_open: bool) -> None:
    """So many cases with their events, the same for the same number."""
    dice = random.Random(count)
    tables = Ticket.metadata.tables
    with database.transaction() as session:
        organisations = [
            {"id": n, "ref": new_ref(), "desk": desk.name, "kind": "institution", "name": f"Works {n}"}
            for n in range(1, _ORGANISATIONS + 1)
        ]
        session.execute(insert(tables["organisation"]), organisations)
        session.add_all(
            Contract(desk=desk.name, organisation_id=n, plan="gold", starts_on=(UNTIL - timedelta(days=700)).date())
            for n in range(1, _ORGANISATIONS, 2)
        )
    for first in range(1, count + 1, _PORTION):
        keys = range(first, min(first + _PORTION, count + 1))
        cases = [_case(dice, desk, key, all_open=all_open) for key in keys]
        with database.transaction() as session:
            session.execute(insert(tables["ticket"]), [ticket for ticket, _ in cases])
            session.execute(insert(tables["ticket_event"]), [event for _, events in cases for event in events])


def _case(dice: random.Random, desk: Desk, key: int, *, all_open: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    organisation = dice.randrange(1, _ORGANISATIONS + 1)
    if all_open or dice.randrange(_MOVED) == 0:
        opened_at = UNTIL - WEEK * dice.random()
    else:
        opened_at = UNTIL - timedelta(days=8 + 350 * dice.random())
    closed = not all_open and dice.randrange(_OPEN) > 0
    events = list(_events(dice, key, organisation, opened_at, closed=closed))
    ticket = {
        "id": key,
        "ref": new_ref(),
        "desk": desk.name,
        "number": 10_000 + key,
        "subject": f"Export stops at {key} %, since the update",
        "state": "closed" if closed else dice.choice(("open", "open", "waiting", "held")),
        "mailbox": "visi",
        "product": dice.choice(("visi", None)),
        "category": "bug",
        "confidence": 0.9,
        "critical": dice.randrange(30) == 0,
        "organisation_id": organisation,
        "owner": dice.choice(("jan", None)),
        "priority": 1,
        "opened_at": opened_at,
        "changed_at": events[-1]["at"],
        "details": {},
        "missing": [],
        "linked": [],
        "severity": "normal",
        "last_seq": len(events),
    }
    return ticket, events


def _events(
    dice: random.Random, key: int, organisation: int, opened_at: datetime, *, closed: bool
) -> Iterator[dict[str, Any]]:
    standing = "entitled" if organisation % 2 else "known"
    opening = {"standing": standing, "history": False, "awaited": True, "critical": False, "topics": [], "asks": []}
    wrote = {"reopened": False, "resolved": False, "only_thanks": False, "nudge": False, "history": False}
    story: list[tuple[EventKind, dict[str, Any]]] = [
        (EventKind.OPENED, opening),
        (EventKind.ASSIGNED, {"engineer": "jan", "before": None, "history": False}),
        (EventKind.ANSWERED, {"to": ["ann@customer.example"], "sent_already": False, "closes": closed}),
        (EventKind.APPENDED, wrote),
        (EventKind.ANSWERED, {"to": ["ann@customer.example"], "sent_already": False, "closes": closed}),
    ]
    if closed:
        story.append((EventKind.CLOSED, {"text": "", "told": True}))
    at, left = opened_at, (UNTIL - opened_at) / 8
    for seq, (kind, payload) in enumerate(story, 1):
        actor = "customer" if kind in (EventKind.OPENED, EventKind.APPENDED) else "jan"
        yield {
            "ticket_id": key,
            "seq": seq,
            "kind": kind,
            "version": 1,
            "at": at,
            "actor": actor,
            "payload": payload,
            "reasons": [],
            "notice": "done",
            "attempts": 0,
            "next_attempt_at": at,
        }
        at += min(left, timedelta(days=1)) * dice.random()


def main() -> None:
    """FOLDER CASES ALL-OPEN."""
    folder, count, all_open = Path(sys.argv[1]), int(sys.argv[2]), bool(int(sys.argv[3]))
    desk = load(write_desk(folder) / "desk.toml", {}).desk
    desk = replace(desk, plans=tuple(replace(plan, targets=(Targets(next=240, solution=4800),)) for plan in desk.plans))
    url = f"sqlite:///{folder / 'intake.db'}"
    filler = Database(url, synchronous="OFF")
    filler.migrate()
    fill(filler, desk, count, all_open=all_open)
    filler.close()
    database = Database(url)
    wait_for_go()
    watch = Stopwatch()
    with database.reading() as session:
        found = gather(session, desk, Scope(), UNTIL - WEEK, UNTIL, UNTIL)
    measure = watch.stop({"open": found.cases.now.open, "answers": len(found.cases.answers.minutes)})
    if not (found.cases.now.late and found.cases.answers.minutes):
        raise SystemExit("not a valid run: nothing was counted")
    say(measure)


if __name__ == "__main__":
    main()
