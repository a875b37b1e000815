"""`intake outbox`: what leaves and what does not, as people and programs see it, in a real working folder."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from intake.world import World
from routing.model import OutboundMail, OutboundState
from tests.mails import ANN, VISI, mail
from tests.program import Done, Program
from tests.servers import Sink
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows, text_of

REPOSITORY = Path(__file__).parents[1]
BOB = "bob@other.example"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
GONE = "550 5.1.1 No such user"


Outbox = Callable[..., Done]


@pytest.fixture
def clock() -> Clock:
    """It shows the time of the machine, for the commands do."""
    one = Clock()
    one.now = datetime.now(UTC)
    return one


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, sink: Sink, make_world: Callable[..., World]) -> Iterator[World]:
    """Three mails: to Ann refused, to Bob deferred, to their engineer sent."""
    with make_world(
        tmp_path / "desk",
        clock=clock,
        change=lambda settings: replace(settings, smtp=replace(settings.smtp, port=sink.port)),
    ) as opened:
        sink.refuse(ANN, GONE)
        sink.refuse(BOB, "450 4.2.1 Mailbox busy, please try again in a while")
        opened.deliver(mail(), VISI, sender=ANN)
        other = mail("How do I set up tools?", sender=BOB, subject="[bold]Tools[/bold]?", message_id="<2@x>")
        opened.deliver(other, VISI, sender=BOB)
        opened.drain()
        yield opened


@pytest.fixture
def outbox(desk: World, program: Program) -> Outbox:
    """`intake outbox …` in the working folder of the desk."""
    return partial(program, "-C", desk.settings.folder, "outbox")


def refused(done: Done) -> str:
    """The one line of a command that failed as it should."""
    assert done.code == 2, done
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("intake: ")
    return line


def of(desk: World, recipient: str, occasion: str = "acknowledgement") -> OutboundMail:
    found = [row for row in rows(desk, OutboundMail) if (row.recipient, row.occasion) == (recipient, occasion)]
    return found[-1]


def put(desk: World, row: OutboundMail, state: OutboundState) -> None:
    with desk.app.database.transaction() as session:
        session.get_one(OutboundMail, row.id).state = state


# -- list


def test_list_shows_what_has_not_left(desk: World, outbox: Outbox) -> None:
    """With what the server said of it; brackets in it are no markup."""
    done = outbox("list")
    assert done.code == 0
    titles, only = done.out.splitlines()
    assert titles.split() == ["mail", "written", "state", "occasion", "to", "remark"]
    assert only.split()[0] == str(of(desk, BOB).id)
    assert "deferred" in only
    assert "4.2.1 Mailbox busy" in only
    put(desk, of(desk, BOB), OutboundState.CANCELLED)
    assert outbox("list").out == "Nothing waits to leave.\n"


@pytest.mark.parametrize(
    ("state", "recipients"),
    [("refused", {ANN}), ("deferred", {BOB}), ("bounced", set()), ("open", {BOB})],
)
def test_list_of_one_state(outbox: Outbox, state: str, recipients: set[str]) -> None:
    """As programs read it."""
    done = outbox("list", "--state", state, "--json")
    assert done.code == 0
    assert {row["recipient"] for row in done.lines} == recipients


def test_list_of_all_begins_with_the_newest(outbox: Outbox) -> None:
    """And ends where it is told to."""
    ids = [row["id"] for row in outbox("list", "--state", "all", "--json").lines]
    assert ids == sorted(ids, reverse=True)
    assert [row["id"] for row in outbox("list", "--state", "all", "--limit", 2, "--json").lines] == ids[:2]


def test_list_of_a_state_that_is_none(outbox: Outbox) -> None:
    """The answer names those there are."""
    line = refused(outbox("list", "--state", "lost"))
    assert "open, all, held, queued" in line


def test_list_fits_into_a_terminal(desk: World, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns: long addresses and remarks give way, nothing is wrapped."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for state in ("open", "all"):
        lines = _COLOUR.sub("", outbox("list", "--state", state).out).splitlines()
        assert len(lines) == 1 + (len(rows(desk, OutboundMail)) if state == "all" else 1)
        assert max(map(len, lines)) <= 80


# -- show


def test_show_tells_every_attempt_and_the_text(desk: World, outbox: Outbox, clock: Clock) -> None:
    """In the zone of the desk, the newest attempt last."""
    clock.now = of(desk, BOB).next_attempt_at
    desk.drain()
    done = outbox("show", of(desk, BOB).id)
    assert done.code == 0
    tries = [line for line in done.out.splitlines() if line.startswith("attempt")]
    assert len([line for line in tries if "deferred 450 4.2.1 Mailbox busy" in line]) == 2
    assert text_of(of(desk, BOB).content).splitlines()[0] in done.out
    assert BOB in done.out


def test_show_as_json(desk: World, outbox: Outbox) -> None:
    """The whole row but for its octets, and its attempts."""
    (one,) = outbox("show", of(desk, ANN).id, "--json").lines
    assert (one["state"], one["recipient"], one["attempts"]) == ("refused", ANN, 1)
    (attempt,) = one["tries"]
    assert (attempt["outcome"], attempt["code"], attempt["answer"]) == ("refused", 550, "5.1.1 No such user")
    assert datetime.fromisoformat(attempt["ended_at"]) >= datetime.fromisoformat(attempt["at"])


def test_show_raw_is_the_mail_octet_for_octet(desk: World) -> None:
    """To be piped into another program."""
    row = of(desk, ANN)
    command = [sys.executable, "-m", "intake", "-C", desk.settings.folder, "outbox", "show", str(row.id), "--raw"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, timeout=60)
    assert done.stdout == row.content


# -- retry and cancel


def test_a_deferred_mail_can_be_posted_at_once(desk: World, outbox: Outbox, sink: Sink, clock: Clock) -> None:
    """Whatever its back-off says."""
    sink.refuse(BOB, "250 2.1.5 OK")
    assert outbox("retry", of(desk, BOB).id).code == 0
    clock.now = datetime.now(UTC)
    sink.clear()
    desk.drain()
    assert of(desk, BOB).state is OutboundState.SENT


def test_a_refused_mail_can_be_posted_once_more(desk: World, outbox: Outbox, sink: Sink, clock: Clock) -> None:
    """With all the days a new one has; it is the same mail."""
    sink.clear()
    before = of(desk, ANN)
    with desk.app.database.transaction() as session:
        session.get_one(OutboundMail, before.id).give_up_at = clock.now - timedelta(days=1)
    assert outbox("retry", before.id).code == 0
    assert of(desk, ANN).give_up_at - datetime.now(UTC) > timedelta(days=4, hours=23)
    clock.now = datetime.now(UTC)
    desk.drain()
    after = of(desk, ANN)
    assert (after.state, after.message_id, after.content) == (OutboundState.SENT, before.message_id, before.content)


@pytest.mark.parametrize("state", ["sent", "cancelled", "sending", "held", "queued"])
def test_what_has_left_or_leaves_anyway_is_not_posted_again(desk: World, outbox: Outbox, state: str) -> None:
    """Nor what somebody has taken out of the line."""
    row = of(desk, ANN)
    put(desk, row, OutboundState(state))
    assert f"mail {row.id} is {state}" in refused(outbox("retry", row.id))
    assert of(desk, ANN).state == state


@pytest.mark.parametrize("state", ["deferred", "queued", "held"])
def test_a_mail_that_has_not_left_can_be_cancelled(
    desk: World, outbox: Outbox, sink: Sink, clock: Clock, state: str
) -> None:
    """It never leaves; its row says that somebody did that."""
    put(desk, of(desk, BOB), OutboundState(state))
    done = outbox("cancel", of(desk, BOB).id)
    assert (done.code, BOB in done.out) == (0, True)
    sink.clear()
    clock.go(days=1)
    desk.drain()
    row = of(desk, BOB)
    assert (row.state, row.last_error) == (OutboundState.CANCELLED, "cancelled by hand")
    assert not [one for one in sink.messages if BOB in one.recipients]


@pytest.mark.parametrize("state", ["sent", "refused", "bounced", "sending", "uncertain", "cancelled"])
def test_what_may_have_left_cannot_be_cancelled(desk: World, outbox: Outbox, state: str) -> None:
    """One line, and nothing changes."""
    row = of(desk, ANN)
    put(desk, row, OutboundState(state))
    assert f"mail {row.id} is {state}" in refused(outbox("cancel", row.id))
    assert of(desk, ANN).state == state


@pytest.mark.parametrize("command", ["show", "retry", "cancel"])
def test_a_mail_that_is_not_there(desk: World, outbox: Outbox, command: str) -> None:
    """Of no desk, or of another one in the same store."""
    assert "intake outbox list --state all" in refused(outbox(command, 999))
    row = of(desk, ANN)
    with desk.app.database.transaction() as session:
        session.get_one(OutboundMail, row.id).desk = "another"
    refused(outbox(command, row.id))


# -- suppress


def test_suppressed_addresses_are_listed_with_who_did_it(outbox: Outbox) -> None:
    """A bounce or a person."""
    assert outbox("suppress", BOB, "--why", "asked for it by phone").code == 0
    lines = outbox("suppress").out.splitlines()
    assert lines[0].split() == ["address", "since", "by", "why"]
    (ann,) = [line for line in lines if ANN in line]
    (bob,) = [line for line in lines if BOB in line]
    assert "a bounce" in ann
    assert "No such user" in ann
    assert "a person" in bob
    assert "asked for it by phone" in bob


def test_suppressed_addresses_as_json(outbox: Outbox) -> None:
    """One object a line."""
    (ann,) = outbox("suppress", "--json").lines
    assert (ann["address"], ann["by_hand"]) == (ANN, False)
    assert datetime.fromisoformat(ann["since"]).tzinfo is not None


def test_to_suppress_withdraws_what_is_automatic_and_waits(desk: World, outbox: Outbox) -> None:
    """Whatever the letters' case; twice is no harm."""
    assert "1 withdrawn" in outbox("suppress", BOB.upper()).out
    assert of(desk, BOB).state is OutboundState.SUPPRESSED
    done = outbox("suppress", BOB)
    assert done.code == 0
    assert "already; 0 withdrawn" in done.out


def test_a_person_can_lift_what_a_bounce_or_a_person_has_put_there(outbox: Outbox) -> None:
    """And hears where there was nothing to lift."""
    for address in (ANN, BOB):
        outbox("suppress", BOB)
        assert "goes there again" in outbox("suppress", address, "--lift").out
        assert "was not suppressed" in outbox("suppress", address, "--lift").out
    assert outbox("suppress", "--lift", BOB).code == 0
    assert outbox("suppress").out == "No address is suppressed.\n"


@pytest.mark.parametrize("words", [("nobody",), ("@",), ("--lift",), ("a@b\r\nc@d.example",)])
def test_what_is_no_address_is_not_suppressed(outbox: Outbox, words: tuple[str, ...]) -> None:
    """One line says so."""
    refused(outbox("suppress", *words))
