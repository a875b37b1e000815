"""Morning cards and digests as they leave: who gets which, once, and what an answer to one comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from structlog.testing import capture_logs

from intake.settings import Settings
from intake.world import Posted, World
from notifier import charts
from notifier.editions import issue_batch
from routing.desk import Leave, Manager, Targets
from routing.model import Edition, EditionKind, EventKind, NoticeState, Ticket, TicketEvent, TicketState
from tests.mails import ANN, VISI, mail
from tests.program import Program
from tests.steps.answers import reply, seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

MIA, RADAN = "mia.maes@produsoft.example", "rik@produsoft.example"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)  # half past eight in Brussels


def managed(settings: Settings) -> Settings:
    """Two managers: one sees everything, the other one product and a region."""
    calendar = settings.desk.calendar
    mia = Manager("mia", "Mia Maes", (MIA,), calendar=calendar, language="en")
    rik = Manager("rik", "Rik Raes", (RADAN,), ("radan",), calendar=calendar, language="nl")
    return replace(settings, desk=replace(settings.desk, managers=(mia, rik)))


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, make_world: Callable[..., World]) -> Iterator[World]:
    """Ann's critical case of Monday, with a password in its subject."""
    with make_world(tmp_path / "desk", clock=clock, change=managed) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        world.deliver(mail("VISI stops with an error.", subject="VISI, password: geheim77"), VISI, sender=ANN)
        world.drain()
        yield world


def issue(world: World) -> int:
    """The minute's tick, and what it made leaves."""
    made = world.app.issue()
    world.app.deliver()
    return made


def text_of(posted: Posted) -> str:
    return " ".join(seen(posted).get_body(("plain",)).get_content().split())


def owner(world: World) -> tuple[str, str]:
    name = rows(world, Ticket)[0].owner
    return name, world.settings.desk.engineer(name).addresses[0]


def test_a_card_comes_once_as_the_day_opens_and_only_to_whom_it_has_something_to_say(desk, clock):
    """Not a minute before; not twice by a second tick, a second process or a restart; colleagues hear nothing."""
    _, address = owner(desk)
    clock.now = TUESDAY.replace(minute=29)
    issue(desk)
    before = len(desk.to(address))
    clock.now = TUESDAY
    issue(desk)
    (card,) = desk.to(address)[before:]
    assert "Export" not in card.raw.decode("ascii", "replace")
    assert "10001 · VISI, password: ••• " in text_of(card)
    other = replace(desk.app.station, owner="another process")
    assert issue_batch(other, desk.app.scribe, clock.now) == 0
    clock.go(hours=1)
    desk.app.close()
    desk.app.open()
    assert issue(desk) == 0
    assert len(desk.to(address)) == before + 1
    cards = [row for row in rows(desk, Edition) if row.kind == "morning_card"]
    assert sorted(row.outcome for row in cards) == ["empty"] * (len(cards) - 1) + ["sent"]


def test_gen_18_an_answer_to_a_card_and_its_buttons_reach_no_customer(desk, clock):
    """His words become a note of the case, a button's command is carried out, and Ann hears of neither."""
    name, address = owner(desk)
    clock.now = TUESDAY
    issue(desk)
    card, heard = desk.to(address)[-1], len(desk.to(ANN))
    reply(desk, card, "I rang her, she looks for the log.", engineer=name, references=False)
    links = re.findall(r'href="(mailto:[^"]+)"', seen(card).get_body(("html",)).get_content())
    wait = next(link.replace("&amp;", "&") for link in links if "%23wait" in link)
    target, query = unquote(urlsplit(wait).path), parse_qs(urlsplit(wait).query)
    assert query["subject"] == ["Re: [Produsoft #10001] VISI, password: •••"]
    reply(desk, card, query["body"][0], engineer=name, reply_to=target, references=False)
    clock.go(minutes=5)
    desk.drain()
    kinds = [event.kind for event in rows(desk, TicketEvent)]
    assert EventKind.NOTED in kinds
    assert rows(desk, Ticket)[0].state is TicketState.WAITING
    assert EventKind.ANSWERED not in kinds
    assert len(desk.to(ANN)) == heard


def test_who_is_away_or_has_nothing_to_do_gets_no_card(desk, clock, tmp_path):
    """On leave: no row even; with all cases closed: an empty edition."""
    name, address = owner(desk)
    before, engineers = len(desk.to(address)), desk.settings.desk.engineers
    leave = Leave(TUESDAY.date(), TUESDAY.date())
    away = tuple(replace(one, away=(leave,)) if one.name == name else one for one in engineers)
    clock.now = TUESDAY
    station = replace(desk.app.station, desk=replace(desk.settings.desk, engineers=away))
    issue_batch(station, desk.app.scribe, clock.now)
    assert name not in {row.reader for row in rows(desk, Edition)}
    with desk.app.database.transaction() as session:
        ticket = session.get_one(Ticket, 1)
        ticket.state = TicketState.CLOSED
        session.add(ticket)
    clock.go(days=1)
    issue(desk)
    assert len(desk.to(address)) == before


def test_a_card_that_was_not_made_on_its_day_is_not_made_the_day_after(desk, clock):
    """The service stood still between writing it down and wording it: he gets today's, once."""
    name, address = owner(desk)
    day = {"day": MONDAY.date(), "since": MONDAY, "until": MONDAY, "next_attempt_at": MONDAY}
    with desk.app.database.transaction() as session:
        session.add(Edition(desk=desk.settings.desk.name, kind=EditionKind.MORNING_CARD, reader=name, **day))
    clock.now, before = TUESDAY, len(desk.to(address))
    issue(desk)
    assert len(desk.to(address)) == before + 1
    outcomes = {row.day: row.outcome for row in rows(desk, Edition) if row.reader == name}
    assert outcomes == {MONDAY.date(): "withheld: its day is over", TUESDAY.date(): "sent"}


def test_a_case_that_others_look_at_is_on_the_card_only_on_the_day_on_which_it_falls_due(desk, clock):
    """With the vendor, and its solution promised for next week: until then an empty day sends no card."""
    name, address = owner(desk)
    plan = next(one for one in desk.settings.desk.plans if one.name == "first-year")
    plans = (replace(plan, targets=(Targets(solution=3 * 480),)),)
    station = replace(desk.app.station, desk=replace(desk.settings.desk, plans=plans))
    reply(desk, desk.to(address)[0], "#hold vendor looks at it\n\nHello Ann,\n\nwe have asked them.", engineer=name)
    clock.go(minutes=2)
    desk.drain()
    assert rows(desk, Ticket)[0].state is TicketState.HELD
    before = len(desk.to(address))
    for days in (1, 2):
        clock.now = TUESDAY + timedelta(days=days)
        issue_batch(station, desk.app.scribe, clock.now)
    cards = [row.outcome for row in rows(desk, Edition) if row.reader == name]
    desk.app.deliver()
    assert cards == ["empty", "sent"]
    assert len(desk.to(address)) == before + 1


def test_managers_get_their_digest_masked_and_only_of_what_they_see(desk, clock):
    """The daily one tells of Monday; whoever sees another product alone has an empty day, and none."""
    clock.now = TUESDAY
    issue(desk)
    (digest,) = desk.to(MIA)
    assert desk.to(RADAN) == []
    words = text_of(digest)
    assert "1 open" in seen(digest)["Subject"]
    assert "VISI 1 open · 1 due soon · 1 opened, 0 closed" in words
    assert "visi.support@produsoft.example 1 received = 1 filed · 0 unexplained" in words
    assert "geheim77" not in digest.raw.decode("ascii", "replace")
    assert seen(digest)["Reply-To"] == "hilde.vanacker@produsoft.example"
    clock.now = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)  # Monday, half past seven in Brussels
    issue(desk)
    assert issue(desk) == 0
    assert [seen(one)["Subject"][:18] for one in desk.to(MIA)[1:]] == ["Produsoft: week 48"]
    assert [seen(one)["Subject"][:18] for one in desk.to(RADAN)] == ["Produsoft: week 48"]
    assert "WorkNC" not in text_of(desk.to(RADAN)[-1])


def test_a_desk_that_has_never_had_a_mail_sends_no_digest(tmp_path, clock, make_world):
    """Not even the weekly one: there was no week."""
    with make_world(tmp_path / "new", clock=clock, change=managed) as world:
        assert world.app.issue() == 0


def test_a_digest_is_seen_and_sent_by_hand(tmp_path, clock, make_world, program: Program):
    """`--preview` prints it and nobody gets it, also of a week that is over; `send` queues one a manager."""
    folder = tmp_path / "desk"
    clock.now = MONDAY - timedelta(weeks=3)
    with make_world(folder, clock=clock) as world:
        world.deliver(mail("VISI stops with an error."), VISI, sender=ANN)
        world.drain()
    shown = program("-C", folder, "digest", "--preview", "--week", "2026-45")
    assert shown.code == 0, shown.err
    assert "Subject: Produsoft: week 45 · 1 open" in shown.out
    assert "0 open" in program("-C", folder, "digest", "--preview", "--day", "2026-10-30").out
    for words in (
        ("--week", "48"),
        ("--week", "2026-99"),
        ("--week", "9999-52"),
        ("--day", "x"),
        ("--manager", "nobody"),
    ):
        assert program("-C", folder, "digest", "--preview", *words).code == 2
    assert program("-C", folder, "digest").code == 2
    file = folder / "desk.toml"
    nobody = re.sub(r"\[\[manager\]\].*?\n\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    file.write_text(nobody, encoding="utf-8")
    assert program("-C", folder, "digest", "send").code == 2
    mia = f'[[manager]]\nname = "mia"\nfull_name = "Mia Maes"\naddresses = ["{MIA}"]\n'
    file.write_text(f"{nobody}\n{mia}", encoding="utf-8")
    assert program("-C", folder, "digest", "send", "--week", "2026-45").out == f"mia: queued for {MIA}\n"


def test_a_digest_that_cannot_be_made_is_tried_again_and_then_given_up(desk, clock, monkeypatch):
    """The others leave; the row says what was wrong."""
    monkeypatch.setattr("notifier.editions.gather", _broken)
    clock.now = TUESDAY
    with capture_logs() as logged:
        issue(desk)
        for _ in range(5):
            clock.go(minutes=10)
            issue(desk)
    assert seen(desk.to(owner(desk)[1])[-1])["Subject"].startswith("Uw dag: 1")
    assert {entry["event"] for entry in logged} == {"no edition"}
    failed = [row for row in rows(desk, Edition) if row.state is NoticeState.FAILED]
    assert {row.reader for row in failed} == {"mia", "rik"}
    assert all("no figures today" in row.last_error for row in failed)


def _broken(*_: object) -> None:
    raise ValueError("no figures today")


@pytest.mark.skipif(not charts.available(), reason="the extra `charts` is not installed")
def test_with_matplotlib_pictures_stand_for_the_bars(desk, clock):
    """By cid, with the table's words for who sees none; the text is the same."""
    clock.now = TUESDAY
    issue(desk)
    message = seen(desk.to(MIA)[-1])
    page = message.get_body(("html",)).get_content()
    shown = set(re.findall(r'src="cid:([^"]+)"', page))
    pictures = {part["Content-ID"].strip("<>") for part in message.walk() if part.get_content_type() == "image/png"}
    assert shown == pictures
    assert len(pictures) == 2
