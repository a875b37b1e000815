"""Engineers teach the classifier by what they do anyway: `#type` corrects, an answer without it confirms (PRO-08)."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from intake.__main__ import main
from intake.app import Children
from intake.world import Posted, World
from routing.classify import default
from routing.corrections import lessons_of
from routing.golden import golden, plain
from routing.learned import BETWEEN, KEPT, RollBackError, learn, roll_back
from routing.lesson import CONFIRMED, CORRECTED, Lesson, Refitted, Verdict
from routing.model import OutboundMail, Refit, Ticket
from routing.refit import ready, refit
from routing.submission import Category
from tests.mails import ANN, VISI, mail
from tests.servers import Postgres
from tests.steps.answers import reply
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

WISHES = (
    "could you add a dark background",
    "it would be nice to have a button for the last file",
    "we would like to see the weight of a part in the list",
    "please consider a shortcut for the measuring tool",
    "I would love an export to spreadsheets",
    "a search in the history would be a great addition",
    "maybe a future version could remember the window size",
    "an undo for deleted layers would be welcome",
    "it would help to have larger icons",
    "we suggest a preview of the print",
    "could the next release sort the list by date",
    "a second cursor colour would be a nice feature",
    "we wish for a summary page after each run",
    "it would be great if units could be switched in the dialog",
    "please add a filter for old jobs",
    "I would like an option to hide the grid",
)
OTHERS = (
    "how do I change the language of the menus?",
    "the program crashes when I open a large assembly",
    "which version do we need for the new server?",
    "the printed page is empty, although the screen is right",
    "can you tell me where the settings are kept?",
    "after the update the toolbar is gone and nothing brings it back",
    "we need a second licence for a colleague, what do we do?",
    "saving fails with a message about a locked file",
    "how can I move my templates to another computer?",
    "the dimensions jump to wrong values after a rotation",
    "where do I find the manual for the macro editor?",
    "the preview shows the holes at the wrong side",
)
TOPIC = "This is about the Weldplan module"


def told(world: World, number: int, text: str) -> None:
    """Ann writes on a matter of its own."""
    raw = mail(
        f"Hello,\n\n{text}\n\nAnn",
        subject="Weldplan" if TOPIC in text else "Question",
        message_id=f"<{number}@c.example>",
    )
    world.deliver(raw, VISI, sender=ANN)


def wish(text: str) -> str:
    return f"{TOPIC}: {text}."


def cases(world: World) -> list[Ticket]:
    return sorted(rows(world, Ticket), key=lambda ticket: ticket.number)


def assignment(world: World, ticket: Ticket) -> Posted:
    """The mail by which the case's owner got to know of it."""
    staff = select(OutboundMail).where(OutboundMail.ticket_id == ticket.id, OutboundMail.staff)
    with world.app.database.reading() as session:
        first = min(session.exec(staff).all(), key=lambda one: one.id)
    return Posted(first.envelope_from, (first.recipient,), first.content)


def answer(world: World, ticket: Ticket, text: str) -> None:
    reply(world, assignment(world, ticket), text, engineer=ticket.owner, drain=False)


def lessons(world: World) -> list[Lesson]:
    with world.app.database.reading() as session:
        return lessons_of(session, "produsoft", [])


@pytest.fixture
def desk(world: World) -> World:
    world.customer("Peeters", ANN, plan="first-year", language="en")
    return world


@pytest.fixture(scope="module")
def refitting():
    """The same as the service's, in this process and held against fewer texts."""
    against = ready(default(), golden()[:40], plain()[:40])
    return lambda lessons: refit(lessons, against)


def taught(world: World, clock: Clock, first: int = 1) -> None:
    """A day at the desk: wishes for Weldplan are put down as bugs, the rest is answered."""
    for number, text in enumerate((*map(wish, WISHES), *OTHERS), first):
        told(world, number, text)
    world.drain()
    clock.go(minutes=20)
    for ticket, corrected in zip(cases(world), [True] * len(WISHES) + [False] * len(OTHERS), strict=True):
        answer(world, ticket, "#type bug" if corrected else "Dear Ann,\n\nI look into it.\n\nKind regards")
    world.drain()


def category(world: World, number: int, text: str) -> tuple[Category, list[str]]:
    """What a new mail is taken for, and why."""
    told(world, number, text)
    world.drain()
    ticket = cases(world)[-1]
    opened = next(event for event in events_of(world, ticket) if event.kind == "opened")
    return ticket.category, [reason for reason in opened.reasons if "engineers of this desk" in reason]


def events_of(world: World, ticket: Ticket) -> list:
    from routing.model import TicketEvent

    return [event for event in rows(world, TicketEvent) if event.ticket_id == ticket.id]


NEXT = wish("we would like the report to carry the logo of the firm")


def test_engineers_teach_the_desk_and_a_roll_back_makes_it_forget(
    desk: World, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through the whole service: mails, `#type bug`, answers, a refit in its process, the next mail, the way back."""
    taught(desk, clock)
    assert category(desk, 100, NEXT.replace("logo", "name")) == (Category.SUGGESTION, [])
    assert desk.app.learn() == 1
    after, reasons = category(desk, 101, NEXT)
    assert after is Category.BUG
    assert len(reasons) == 1
    assert "as engineers of this desk corrected" in reasons[0]
    shown = command(desk, monkeypatch, capsys, "learned")
    assert "in use" in shown
    assert "In use: what" in shown
    (entry,) = map(json.loads, command(desk, monkeypatch, capsys, "learned", "--json").splitlines())
    assert entry["in_use"]
    assert entry["lead_nats"] >= 2
    assert entry["golden_learned"] >= entry["golden_default"] - 0.01
    assert "the default alone" in command(desk, monkeypatch, capsys, "rollback")
    assert category(desk, 102, NEXT.replace("logo", "address")) == (Category.SUGGESTION, [])
    clock.now = max(clock.now, datetime.now(UTC))  # the command has the real clock
    clock.go(hours=2)
    assert desk.app.learn() == 0
    assert "rolled back" in command(desk, monkeypatch, capsys, "learned")
    command(desk, monkeypatch, capsys, "rollback", "--to", "1")
    assert category(desk, 103, NEXT.replace("logo", "date"))[0] is Category.BUG


def command(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What `intake classifier …` prints."""
    folder = str(world.settings.folder)
    monkeypatch.setattr(sys, "argv", ["intake", "-C", folder, "classifier", *words])
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    return capsys.readouterr().out


def test_a_lesson_is_the_opening_mail_and_the_engineers_latest_word(desk: World, clock: Clock) -> None:
    """A correction weighs one, an answer half; one lesson a case, in the order in which they were given."""
    for number, text in enumerate(OTHERS[:4], 1):
        told(desk, number, text)
    desk.drain()
    first, second, third, fourth = cases(desk)
    answer(desk, second, "Dear Ann,\n\nI look into it.\n\nKind regards")
    desk.drain()
    answer(desk, first, "#type suggestion")
    desk.drain()
    answer(desk, first, "#type bug\n\nDear Ann,\n\nI look into it.\n\nKind regards")
    answer(desk, third, f"#type {third.category}")
    answer(desk, fourth, "#note she rang")
    desk.drain()
    found = lessons(desk)
    assert [(one.label, one.weight, one.corrected) for one in found] == [
        (second.category, CONFIRMED, False),
        ("bug", CORRECTED, first.category != "bug"),
        (third.category, CORRECTED, False),
    ]
    assert OTHERS[0] in found[1].text
    assert (found[1].subject, found[1].language) == ("Question", "en")


def test_what_is_undone_teaches_nothing(desk: World, clock: Clock) -> None:
    """Neither a correction nor an answer that was taken back; what stood before it counts again."""
    told(desk, 1, OTHERS[0])
    desk.drain()
    (ticket,) = cases(desk)
    answer(desk, ticket, "#type suggestion")
    desk.drain()
    answer(desk, ticket, "#type bug\n\nDear Ann,\n\nI look into it.\n\nKind regards")
    desk.drain()
    assert [one.label for one in lessons(desk)] == ["bug"]
    answer(desk, ticket, "#undo")
    desk.drain()
    assert cases(desk)[0].category is Category.SUGGESTION
    assert [one.label for one in lessons(desk)] == ["suggestion"]


def test_a_desk_learns_at_most_once_an_hour_and_only_what_is_new(desk: World, clock: Clock, refitting) -> None:
    """No lessons, no refit; the same lessons, no refit; new ones wait for their hour."""
    learning = (desk.app.database, "produsoft", refitting)
    assert learn(*learning, clock()) == 0
    taught(desk, clock)
    assert learn(*learning, clock()) == 1
    clock.go(hours=1, minutes=1)
    assert learn(*learning, clock()) == 0
    answer(desk, cases(desk)[-1], "#type bug")
    desk.drain()
    assert learn(*learning, clock()) == 1
    answer(desk, cases(desk)[-1], "#type support")
    desk.drain()
    assert learn(*learning, clock() + BETWEEN / 2) == 0
    first, second = rows(desk, Refit)
    assert (first.number, second.number) == (1, 2)
    assert first.verdict is Verdict.IN_USE
    assert learn(desk.app.database, "another desk", refitting, clock()) == 0


def test_of_two_processes_that_learn_the_same_one_is_heard(desk: World, clock: Clock, refitting) -> None:
    """The UNIQUE of the log decides; so it does between a refit and a roll-back meanwhile."""
    taught(desk, clock)

    def overtaken(given: list[Lesson]) -> Refitted | None:
        assert learn(desk.app.database, "produsoft", refitting, clock()) == 1
        return refitting(given)

    assert learn(desk.app.database, "produsoft", overtaken, clock()) == 0
    assert len(rows(desk, Refit)) == 1


def test_old_residuals_go_and_their_figures_stay(desk: World, clock: Clock, refitting) -> None:
    """The log may grow for years; there is no way back to what was let go."""
    taught(desk, clock)
    for _ in range(KEPT + 1):
        clock.go(hours=2)
        answer(desk, cases(desk)[0], "#type bug")
        desk.drain()
        assert learn(desk.app.database, "produsoft", refitting, clock()) == 1
    entries = sorted(rows(desk, Refit), key=lambda entry: entry.number)
    assert [entry.residual is None for entry in entries] == [True] + [False] * KEPT
    assert all(entry.lead >= 2 for entry in entries)
    with pytest.raises(RollBackError, match="too old"):
        roll_back(desk.app.database, "produsoft", clock(), to=1)
    with pytest.raises(RollBackError, match="no refit 99"):
        roll_back(desk.app.database, "produsoft", clock(), to=99)


def test_a_roll_back_that_is_taken_back_forgets_nothing(desk: World, clock: Clock, refitting) -> None:
    """After one to the default all begins anew; whoever then goes back to what there was has its lessons again."""
    database = desk.app.database
    taught(desk, clock)
    before = len(lessons(desk))
    assert learn(database, "produsoft", refitting, clock()) == 1
    roll_back(database, "produsoft", clock())
    clock.go(hours=2)
    answer(desk, cases(desk)[0], "#type bug")
    desk.drain()
    assert learn(database, "produsoft", refitting, clock()) == 0  # one lesson is too little to begin with
    roll_back(database, "produsoft", clock(), to=1)
    clock.go(hours=2)
    answer(desk, cases(desk)[-1], "#type bug")
    desk.drain()
    assert learn(database, "produsoft", refitting, clock()) == 1
    newest = max(rows(desk, Refit), key=lambda entry: entry.number)
    assert newest.verdict is Verdict.IN_USE
    assert newest.lessons == before - 1  # the first case's latest word fell into what is forgotten


def test_postgresql_keeps_what_a_desk_learns(
    tmp_path: Path, clock: Clock, children: Children, postgres: Postgres, refitting
) -> None:
    """The same lessons, the same log and the same way back on the other store."""
    with World(tmp_path / "desk", clock=clock, children=children, database_url=postgres.url("learning")) as desk:
        desk.customer("Peeters", ANN, plan="first-year", language="en")
        taught(desk, clock)
        assert sum(one.corrected for one in lessons(desk)) == len(WISHES)
        assert learn(desk.app.database, "produsoft", refitting, clock()) == 1
        assert category(desk, 100, NEXT)[0] is Category.BUG
        roll_back(desk.app.database, "produsoft", clock())
        assert category(desk, 101, NEXT.replace("logo", "name")) == (Category.SUGGESTION, [])


def test_there_is_nothing_to_go_back_from_at_first(desk: World, clock: Clock) -> None:
    """It is said, and nothing is written."""
    with pytest.raises(RollBackError, match="nothing has been learnt"):
        roll_back(desk.app.database, "produsoft", clock())


def test_a_spoilt_residual_leaves_the_default_alone(desk: World, clock: Clock) -> None:
    """Mail is filed all the same."""
    spoilt = Refit(
        desk="produsoft", number=1, created_at=clock(), verdict=Verdict.IN_USE, lessons=1, corrected=0, lead=9.0,
        last_event=0, residual=b"spoilt",
    )  # fmt: skip
    with desk.app.database.transaction() as session:
        session.add(spoilt)
    assert category(desk, 1, NEXT) == (Category.SUGGESTION, [])
