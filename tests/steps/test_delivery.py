"""Delivery over a real SMTP server: what it answers becomes what is recorded, and the bytes never change."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from intake.settings import Settings
from intake.world import World
from notifier import outbox
from notifier.courier import Courier
from notifier.delivery import Ways, deliver_batch
from notifier.outgoing import Outgoing
from routing.model import DeliveryAttempt, OutboundMail, OutboundState
from routing.model.base import new_ref
from tests.mails import ANN, VISI, mail
from tests.servers import Sink
from tests.steps.conftest import Clock

TWO_HOURS = timedelta(hours=2)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, sink: Sink, make_world: Callable[..., World]) -> Iterator[World]:
    """A desk that posts to the sink, whose one case has an acknowledgement for Ann waiting to leave."""

    def to_sink(settings: Settings) -> Settings:
        return replace(settings, smtp=replace(settings.smtp, port=sink.port))

    with make_world(tmp_path / "desk", clock=clock, change=to_sink) as opened:
        opened.deliver(mail(), VISI, sender=ANN)
        while opened.app.file() + opened.app.notify():
            pass
        yield opened


def to_ann(desk: World) -> OutboundMail:
    with desk.app.database.reading() as session:
        return session.exec(select(OutboundMail).where(OutboundMail.recipient == ANN)).one()


def attempts(desk: World, mail_id: int | None) -> list[str | None]:
    with desk.app.database.reading() as session:
        query = select(DeliveryAttempt).where(DeliveryAttempt.outbound_mail_id == mail_id)
        return [row.outcome for row in session.exec(query.order_by(col(DeliveryAttempt.number))).all()]


def came(sink: Sink, recipient: str = ANN) -> list[bytes]:
    return [posted.raw for posted in sink.messages if posted.recipients == (recipient,)]


def message_id(raw: bytes) -> str:
    return str(message_from_bytes(raw)["Message-ID"]).strip("<>")


def same_bytes(posted: bytes, row: OutboundMail) -> bool:
    return posted.replace(b"\r\n", b"\n") == row.content.replace(b"\r\n", b"\n")


def deliver_all(desk: World) -> None:
    while desk.app.deliver():
        pass


def test_what_is_in_the_outbox_is_what_arrives(desk: World, sink: Sink) -> None:
    """Octet for octet, from an envelope sender that names the mail, and recorded as sent."""
    deliver_all(desk)
    row = to_ann(desk)
    (raw,) = came(sink)
    assert same_bytes(raw, row)
    assert message_id(raw) == row.message_id
    assert next(posted.sender for posted in sink.messages if posted.raw == raw) == row.envelope_from
    assert (row.state, row.attempts, row.last_error, row.leased_by) == (OutboundState.SENT, 1, None, None)
    assert row.settled_at == desk.app._clock()
    assert attempts(desk, row.id) == ["delivered"]
    assert desk.app.deliver() == 0


def test_a_temporary_refusal_is_tried_again_later_with_the_same_bytes(desk: World, sink: Sink, clock: Clock) -> None:
    """4xx at the end of DATA: it waits its time, then the identical mail leaves."""
    sink.answer("451 4.3.0 Later, please")
    deliver_all(desk)
    row = to_ann(desk)
    assert row.state is OutboundState.DEFERRED
    assert row.last_error == "4.3.0 Later, please"
    assert timedelta(seconds=30) <= row.next_attempt_at - clock.now <= timedelta(seconds=60)
    sink.answer(None)
    assert desk.app.deliver() == 0
    clock.now = row.next_attempt_at
    deliver_all(desk)
    (raw,) = came(sink)
    assert same_bytes(raw, row)
    assert message_id(raw) == row.message_id
    assert to_ann(desk).state is OutboundState.SENT
    assert attempts(desk, row.id) == ["deferred", "delivered"]


def test_the_wait_doubles_up_to_two_hours(desk: World, sink: Sink, clock: Clock) -> None:
    """With jitter of up to a half, so that many do not come back together."""
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    for attempt in range(1, 12):
        deliver_all(desk)
        row = to_ann(desk)
        longest = min(TWO_HOURS, timedelta(minutes=2 ** (attempt - 1)))
        assert row.attempts == attempt
        assert longest / 2 <= row.next_attempt_at - clock.now <= longest
        clock.now = row.next_attempt_at


def test_a_permanent_refusal_is_final(desk: World, sink: Sink, clock: Clock) -> None:
    """5xx: it is not tried again, and the row says why."""
    sink.refuse(ANN, "550 5.1.1 No such user")
    deliver_all(desk)
    row = to_ann(desk)
    assert (row.state, row.last_error) == (OutboundState.REFUSED, "5.1.1 No such user")
    assert row.settled_at == clock.now
    clock.go(days=9)
    assert desk.app.deliver() == 0
    assert attempts(desk, row.id) == ["refused"]
    assert came(sink) == []


def test_a_refusal_of_one_stops_no_other(desk: World, sink: Sink) -> None:
    """The engineer's mail leaves although the customer's cannot."""
    sink.refuse(ANN)
    deliver_all(desk)
    assert [posted.recipients[0].partition("@")[2] for posted in sink.messages] == ["produsoft.example"]


def test_a_hang_up_after_the_mail_was_taken_posts_the_same_mail_again(desk: World, sink: Sink, clock: Clock) -> None:
    """Nobody can know whether it was taken: the same octets under the same Message-ID go again."""
    sink.drop("after")
    deliver_all(desk)
    row = to_ann(desk)
    assert row.state is OutboundState.UNCERTAIN
    assert attempts(desk, row.id) == ["deferred"]
    sink.drop(None)
    clock.go(minutes=2)
    deliver_all(desk)
    first, second = came(sink)
    assert first == second
    assert message_id(second) == row.message_id
    assert to_ann(desk).state is OutboundState.SENT


@pytest.mark.parametrize(
    ("where", "state"),
    [
        pytest.param("RCPT", OutboundState.DEFERRED, id="before the text"),
        pytest.param(
            "DATA", OutboundState.UNCERTAIN, id="after the text"
        ),  # whoever has seen the final dot may have it
    ],
)
def test_a_hang_up_before_the_mail_was_taken_defers_it(
    desk: World, sink: Sink, clock: Clock, where: str, state: OutboundState
) -> None:
    """Nothing arrived, nothing is lost."""
    sink.drop(where)
    deliver_all(desk)
    assert to_ann(desk).state is state
    sink.drop(None)
    clock.go(minutes=2)
    deliver_all(desk)
    assert len(came(sink)) == 1


def test_a_server_that_is_away_defers_everything(desk: World, clock: Clock, tmp_path: Path) -> None:
    """And what became due meanwhile leaves when it is back."""
    own = Sink().start()
    with ExitStack() as stack:
        stack.callback(own.stop)
        desk.app.courier.close()
        desk.app.courier = Courier(replace(desk.app.courier.account, port=own.port))
        own.stop()
        deliver_all(desk)
        assert to_ann(desk).state is OutboundState.DEFERRED
        own.start()
        clock.go(minutes=2)
        deliver_all(desk)
        assert len(came(own)) == 1
        desk.app.courier.close()


def like(mail: OutboundMail, **other: Any) -> Outgoing:
    """A mail like this one, not queued yet, but for what is told; it may claim to be the same."""
    said = {field.name: getattr(mail, field.name) for field in fields(Outgoing)}
    return Outgoing(**{**said, "copies": tuple(mail.copies), "ref": new_ref(), **other})


def write_two_more(desk: World) -> list[OutboundMail]:
    """Two further mails to Ann in her case, behind the acknowledgement."""
    first = to_ann(desk)
    more = []
    with desk.app.database.transaction() as session:
        for number in (1, 2):
            name = f"more{number}@produsoft.example"
            content = first.content.replace(first.message_id.encode(), name.encode())
            more.append(like(first, message_id=name, dedupe_key=f"more:{number}", content=content))
        keys = outbox.enqueue(session, more)
        return [first, *(session.get_one(OutboundMail, key) for key in keys)]


def test_a_recipient_gets_the_mails_of_a_case_in_order(desk: World, sink: Sink, clock: Clock) -> None:
    """While the first one is deferred the later ones wait; then they come as they were written."""
    written = write_two_more(desk)
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    deliver_all(desk)
    with desk.app.database.reading() as session:
        rows = session.exec(
            select(OutboundMail).where(OutboundMail.recipient == ANN).order_by(col(OutboundMail.id))
        ).all()
    assert [row.state for row in rows] == [OutboundState.DEFERRED, OutboundState.QUEUED, OutboundState.QUEUED]
    sink.clear()
    assert desk.app.deliver() == 0
    clock.go(minutes=2)
    deliver_all(desk)
    assert [message_id(raw) for raw in came(sink)] == [row.message_id for row in written]


def test_a_refused_mail_does_not_hold_up_those_behind_it(desk: World, sink: Sink) -> None:
    """Order is kept among those that can still leave."""
    written = write_two_more(desk)
    with desk.app.database.transaction() as session:
        first = session.get_one(OutboundMail, written[0].id)
        first.state = OutboundState.REFUSED
        session.add(first)
    deliver_all(desk)
    assert [message_id(raw) for raw in came(sink)] == [row.message_id for row in written[1:]]


def test_the_same_mail_is_queued_once(desk: World) -> None:
    """The dedupe key decides, the transaction goes on, and those beside it are queued."""
    first = to_ann(desk)
    with desk.app.database.transaction() as session:
        assert outbox.enqueue(session, [like(first, message_id="other@produsoft.example")]) == []
        others = [like(first, message_id=f"{key}@produsoft.example", dedupe_key=key) for key in ("a", "b")]
        assert len(outbox.enqueue(session, [others[0], like(first), others[1]])) == 2


def test_it_gives_up_on_its_date(desk: World, sink: Sink, clock: Clock) -> None:
    """Five days of attempts, then it counts as refused, and the row says how many there were."""
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    started = clock.now
    while (row := to_ann(desk)).state is not OutboundState.REFUSED:
        clock.now = max(clock.now, row.next_attempt_at)
        deliver_all(desk)
    assert row.give_up_at == started + timedelta(days=5)
    assert timedelta(0) <= clock.now - row.give_up_at <= TWO_HOURS
    assert row.last_error == f"gave up after {row.attempts} attempts: 4.2.1 Mailbox busy"
    assert row.attempts > 60
    clock.go(days=1)
    assert desk.app.deliver() == 0


def let_a_process_die(desk: World, owner: str) -> None:
    """Another process leases what is due, and is never heard of again."""
    dying = replace(desk.app.station, owner=owner)
    assert outbox.lease(dying, 10, desk.app._clock())


def test_a_lease_that_ran_out_is_uncertain_and_posted_again(desk: World, sink: Sink, clock: Clock) -> None:
    """Not before its time; then the identical mail, and the dead attempt stays on record."""
    let_a_process_die(desk, "dead")
    row = to_ann(desk)
    assert (row.state, attempts(desk, row.id)) == (OutboundState.SENDING, [None])
    clock.go(seconds=desk.app.station.lease_seconds - 1)
    assert desk.app.deliver() == 0
    clock.go(seconds=1)
    let_a_process_die(desk, "dead, too")
    assert to_ann(desk).state is OutboundState.UNCERTAIN
    assert attempts(desk, row.id) == ["uncertain", None]
    clock.go(seconds=desk.app.station.lease_seconds)
    deliver_all(desk)
    (raw,) = came(sink)
    assert same_bytes(raw, row)
    assert message_id(raw) == row.message_id
    assert to_ann(desk).state is OutboundState.SENT
    assert attempts(desk, row.id) == ["uncertain", "uncertain", "delivered"]


def test_who_lost_his_lease_settles_nothing(desk: World, sink: Sink, clock: Clock) -> None:
    """A process that comes back too late leaves the row to whoever took it over."""

    def overtaken(stop: str, _row: int) -> None:
        if stop == "posted" and not taken:
            taken.append(1)
            clock.go(seconds=desk.app.station.lease_seconds)
            let_a_process_die(desk, "the other one")

    taken: list[int] = []
    slow = replace(desk.app.station, watch=overtaken, owner="slow")
    assert deliver_batch(slow, desk.app.courier, clock.now) > 0
    row = to_ann(desk)
    assert (row.state, row.leased_by) == (OutboundState.UNCERTAIN, "the other one")
    clock.go(seconds=desk.app.station.lease_seconds)
    deliver_all(desk)
    assert to_ann(desk).state is OutboundState.SENT
    assert {message_id(raw) for raw in came(sink)} == {row.message_id}


def test_what_a_slow_server_leaves_no_time_for_goes_back_into_the_line(desk: World, sink: Sink, clock: Clock) -> None:
    """A batch ends while its lease is young: what was not tried counts no attempt, and keeps its doubt."""
    let_a_process_die(desk, "dead")
    clock.go(seconds=desk.app.station.lease_seconds)
    seconds = itertools.count(0, desk.app.station.lease_seconds)
    slow = Ways(stopwatch=lambda: next(seconds))
    assert deliver_batch(desk.app.station, desk.app.courier, clock.now, slow) == 1
    with desk.app.database.reading() as session:
        first, second = session.exec(select(OutboundMail).order_by(col(OutboundMail.id))).all()
    assert (first.state, second.state) == (OutboundState.SENT, OutboundState.UNCERTAIN)
    assert (second.attempts, second.leased_by, second.leased_until) == (1, None, None)
    assert attempts(desk, second.id) == ["uncertain"]
    assert len(sink.messages) == 1
    deliver_all(desk)
    assert attempts(desk, first.id) == attempts(desk, second.id) == ["uncertain", "delivered"]
    assert len(sink.messages) == 2


def with_copies(desk: World, *copies: str) -> None:
    """The waiting acknowledgement goes to others as well."""
    with desk.app.database.transaction() as session:
        row = session.exec(select(OutboundMail).where(OutboundMail.recipient == ANN)).one()
        row.copies = list(copies)


BOB, CEM = "bob@customer.example", "cem@customer.example"


def test_a_copy_that_is_refused_is_a_remark_on_a_mail_that_was_sent(desk: World, sink: Sink) -> None:
    """One post for all of them; who could not be reached is named."""
    with_copies(desk, BOB, CEM)
    sink.refuse(BOB, "550 5.1.1 No such user")
    desk.app.deliver()
    row = to_ann(desk)
    assert (row.state, row.copies) == (OutboundState.SENT, [BOB, CEM])
    assert row.last_error == f"copy to {BOB} refused: 550 5.1.1 No such user"
    assert [posted.recipients for posted in sink.messages if ANN in posted.recipients] == [(ANN, CEM)]


def test_a_recipient_who_is_refused_is_refused_though_his_copies_were_taken(desk: World, sink: Sink) -> None:
    """The customer has nothing: that must not look like a mail that was sent."""
    with_copies(desk, BOB)
    sink.refuse(ANN, "550 5.1.1 No such user")
    desk.app.deliver()
    row = to_ann(desk)
    assert row.state is OutboundState.REFUSED
    assert row.last_error == "550 5.1.1 No such user; its copies were taken"


def test_a_recipient_who_is_deferred_is_tried_again_without_those_who_have_it(
    desk: World, sink: Sink, clock: Clock
) -> None:
    """Nobody gets the mail twice because another's mailbox was busy."""
    with_copies(desk, BOB, CEM)
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    sink.refuse(CEM, "450 4.2.1 Mailbox busy")
    desk.app.deliver()
    row = to_ann(desk)
    assert (row.state, row.copies) == (OutboundState.DEFERRED, [CEM])
    sink.clear()
    clock.go(hours=2)
    desk.app.deliver()
    assert to_ann(desk).state is OutboundState.SENT
    assert [posted.recipients for posted in sink.messages if ANN in posted.recipients] == [(ANN, CEM)]
