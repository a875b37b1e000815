"""The composition root: settings become an engine, mailboxes, a courier and loops; the only user of apscheduler.

A step knows no thread, no signal and no sleep; all of that is here. Every loop has one fault barrier: a store or a
server that is away is one line in the log, then a wait; a bug is a traceback in the log, then a wait; neither ends the
loop. APScheduler is a metronome: each minute it wakes every step, for what is due lies in the tables.
"""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlmodel import select

from intake.account import ImapAccount
from intake.archive import ArchiveFolder
from intake.attendance import attend
from intake.dkim_check import DkimCheck, Resolver
from intake.filing import file_batch
from intake.folder_lock import take
from intake.inbox import Arrival, Drop, receive, register_mailboxes
from intake.listener import TAKEN, Answer, Incoming, Listener
from intake.mailbox import ImapFolder
from intake.polling import poll, reconcile
from intake.reader import Reader
from intake.settings import Settings, hints
from intake.vital_signs import watch
from intake.witness import Witness
from notifier.alarms import tell_alarms
from notifier.announcements import say_announcements
from notifier.correspondence import notify_batch
from notifier.courier import Courier
from notifier.delivery import Ways, deliver_batch
from notifier.editions import issue_batch
from notifier.enquiries import answer_enquiries
from notifier.heartbeat import post_heartbeats
from notifier.outbox import seconds_until_next
from notifier.reminders import tell_reminders
from notifier.scribe import Scribe
from notifier.turns import Turns
from routing.announcing import FROM_HOUR, announce_contracts
from routing.blobs import BlobFolder
from routing.bridging import bridge_batch
from routing.db import Database, Unavailable, Wake, collided, one_line
from routing.learned import Learned, learn
from routing.model import Announcement, Edition, Enquiry, InboundMail, OutboundMail, TicketEvent
from routing.refitter import Refitter
from routing.reminding import BATCH, reconsider, remind_batch
from routing.station import WORK, Station, Watch

log = structlog.get_logger("intake.app")

HEARTBEAT = "heartbeat"  # file in the working folder, touched while the service lives
ROLES = ("poll", *WORK)
_A_MOMENT = 0.01
_WORDING = (notify_batch, answer_enquiries, tell_reminders, say_announcements)
_STUDY_MINUTES = 10  # how soon the first lessons count; later ones wait for their hour
_IDLE_SECONDS = 5.0  # an idle call only reads; what is due again soon must not wait long
_SWITCH_SECONDS = 0.0005  # a step lets go at each statement, and must not wait 5 ms to go on after each
_PAUSE_SECONDS = 2.0  # after a fault
_STOP_SECONDS = 15.0
_ORPHAN_AGE = timedelta(hours=24)
_BALANCED = timedelta(hours=1)  # how often the ledgers are (MAIL.md 1.7)


def utc_now() -> datetime:
    """The service's one clock; whoever needs another time injects his own."""
    return datetime.now(UTC)


Children = tuple[Reader, Scribe]


def make_children(settings: Settings) -> Children:
    """The processes that read mails and write them, for these settings; they start when they are needed."""
    operator = settings.template_folder if settings.template_folder.is_dir() else None
    seal = settings.signer or _as_it_is
    return Reader(settings.limits, hints(settings)), Scribe(operator, parts="intake.parts:StoredParts", seal=seal)


class App:
    """A desk's service in this process. Open it, then call steps, or `serve`."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = utc_now,
        watch: Watch | None = None,
        synchronous: str = "FULL",
        children: Children | None = None,
    ) -> None:
        """Nothing is opened yet. `watch` is told of every stop of every mail.

        `children` are a reader and a scribe that somebody else starts and ends; they must have been made for the
        same limits, hints and templates.
        """
        self.settings = settings
        self._clock = clock
        self.database = Database(settings.database_url, synchronous=synchronous)
        self._wake = Wake(self.database, WORK)
        self._own_children = children is None
        self.reader, self.scribe = children or make_children(settings)
        self.courier, *self._couriers_beside = (Courier(settings.smtp) for _ in range(settings.smtp.connections))
        self.archive = ArchiveFolder(settings.archive) if settings.archive is not None else None
        self._ways = Ways(Turns(settings.smtp.per_domain), self.archive, settings.archive_address)
        dkim = DkimCheck(Resolver()) if settings.trust.check_dkim else None
        self.witness = Witness(settings.desk, settings.trust, dkim)
        owner = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.station = Station(
            desk=settings.desk,
            database=self.database,
            blobs=BlobFolder(settings.blob_folder, durable=synchronous == "FULL"),
            keyring=settings.keyring(),
            owner=owner,
            lease_seconds=settings.limits.lease_seconds,
            wake=self._wake,
        )
        if watch is not None:
            self.station = replace(self.station, watch=watch)
        self.learned = Learned(self.database, settings.desk.name)
        self.refitter = Refitter()
        self._beside = replace(self.station, owner=f"{owner}-2")
        self._looked_on: date | None = None  # the desk's day
        self._balanced_at: datetime | None = None
        self._stop = threading.Event()
        self._lock: int | None = None
        self.listener: Listener | None = None

    def open(self) -> App:
        """Migrate the store and take it over. Raises AlreadyRunningError for an SQLite store in use."""
        if self.database.sqlite:
            self._lock = take(self.settings.folder)
        self.database.migrate()
        self.database.prepare_numbers(self.settings.desk.name)
        register_mailboxes(self.station)
        with self.database.transaction() as session:
            reconsider(session, self.settings.desk, self._clock())
        if self.database.sqlite:
            self.database.forget_leases((InboundMail, TicketEvent, Enquiry, Announcement, Edition, OutboundMail))
        return self

    def close(self) -> None:
        """Release everything."""
        if self._own_children:
            self.reader.close()
            self.scribe.close()
        self.refitter.stop()
        for courier in (self.courier, *self._couriers_beside):
            courier.close()
        if self.archive is not None:
            self.archive.close()
        self._wake.close()
        self.database.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # -- steps

    def file(self) -> int:
        """TX 2 of one batch."""
        return self._file(self.station)

    def file_beside(self) -> int:
        """The same by a second filer: while one's batch is in its transaction, the other's is being read."""
        return self._file(self._beside)

    def notify(self) -> int:
        """TX 3 of one batch: what happened, what staff asked, of what they are reminded, what is said of contracts."""
        now = self._clock()
        self.look_at_contracts()
        return sum(step(self.station, self.scribe, now) for step in _WORDING)

    def look_at_contracts(self) -> int:
        """Once a day, in the morning: decide what is due of all contracts; answers how many announcements that makes.

        That it was done is remembered here only: to do it again says nothing twice.
        """
        today = self._clock().astimezone(self.settings.desk.calendar.zone)
        if today.hour < FROM_HOUR or today.date() == self._looked_on:
            return 0
        found = announce_contracts(self.station, self._clock())
        self._looked_on = today.date()
        return found

    def deliver(self) -> int:
        """TX 4 of one batch."""
        return deliver_batch(self.station, self.courier, self._clock(), self._ways)

    def deliver_beside(self, number: int) -> int:
        """The same over a connection of its own; the line of a case and recipient is kept by the store."""
        station = replace(self.station, owner=f"{self.station.owner}-{number + 2}")
        return deliver_batch(station, self._couriers_beside[number], self._clock(), self._ways)

    def poll(self, folder: ImapFolder) -> int:
        """TX 1 of everything new in one mailbox."""
        return poll(self.station, folder, self.settings.limits, self._clock())

    def reconcile(self, folder: ImapFolder) -> int:
        """TX 1 of what a mailbox holds and the store should know, but does not."""
        return reconcile(self.station, folder, self.settings.limits, self._clock())

    def take(self, incoming: Incoming) -> Sequence[Answer]:
        """TX 1 of a pushed mail; answers for each recipient. Raises Unavailable when the store is down."""
        self.take_all([incoming])
        return [TAKEN] * len(incoming.recipients)

    def take_all(self, incoming: Sequence[Incoming]) -> None:
        """TX 1 of several, which are durable together or not at all."""
        receive(self.station, [self._arrival(one) for one in incoming], None, self._clock())

    def _arrival(self, incoming: Incoming) -> Arrival:
        vouched = self.settings.trust.peer(incoming.peer)
        drops = tuple(
            Drop(
                mailbox.name,
                incoming.channel,
                envelope_from=incoming.sender,
                envelope_to=recipient,
                vouched=vouched,
            )
            for recipient in incoming.recipients
            if (mailbox := self.settings.desk.mailbox_at(recipient)) is not None
        )
        return Arrival(incoming.raw, drops)

    def bridge(self) -> int:
        """Give the cases of specialists who are silent to colleagues, where the desk says so (COR-08)."""
        return bridge_batch(self.station, self._clock())

    def learn(self) -> int:
        """Learn from what engineers said of categories, at most once an hour; answers 1 if there was a refit."""
        return learn(self.database, self.settings.desk.name, self.refitter, self._clock())

    def look_after(self) -> int:
        """Send heartbeats, and tell people what is wrong with the service; answers how many mails that made."""
        now, made = self._clock(), 0
        ledgers = self._balanced_at is None or abs(now - self._balanced_at) >= _BALANCED
        watch(self.station, self.settings, now, ledgers=ledgers)
        if ledgers:
            self._balanced_at = now
        if self.settings.heartbeat:
            made += post_heartbeats(self.station, self.scribe, {one.name for one in self.settings.accounts}, now)
        return made + tell_alarms(self.station, self.scribe, now)

    def remind(self) -> int:
        """TX 5 of every case whose time to be looked at has come; answers how many there were."""
        now, total = self._clock(), 0
        while (looked_at := remind_batch(self.station, now)) and not self._stop.is_set():
            total += looked_at
            if looked_at < BATCH:
                break
        return total

    def issue(self) -> int:
        """TX 6 of every morning card and digest whose hour has come; answers how many there were."""
        total = 0
        while made := issue_batch(self.station, self.scribe, self._clock()):
            total += made
        return total

    def drain(self) -> int:
        """File, bridge, notify and deliver until no step has anything to do; answers how much there was.

        Each step goes on as long as it finds something; when all have found nothing, one after the other, it is over.
        """
        steps = deque((self.file, self.bridge, self.notify, self.deliver))
        total = idle = 0
        while idle < len(steps):
            done = steps[0]()
            total, idle = total + done, 0 if done else idle + 1
            if not done:
                steps.rotate(-1)
        return total

    # -- the service

    def serve(self, only: Sequence[str] = ROLES, *, ready: Callable[[], None] | None = None) -> None:
        """Run until `stop`: the roles named, each loop in its own thread; `ready` is called once all have started."""
        threads = [threading.Thread(target=loop, name=name, daemon=True) for name, loop in self._loops(only)]
        scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
        )
        scheduler.add_job(self._tick, "interval", minutes=1, next_run_time=datetime.now(UTC))
        if "file" in only:
            scheduler.add_job(self.sweep, "interval", hours=1)
            scheduler.add_job(lambda: self._now_and_then("learn", self.learn), "interval", minutes=_STUDY_MINUTES)
            scheduler.add_job(lambda: self._now_and_then("bridge", self.bridge), "interval", minutes=1)
            self.reader.start()
        if "notify" in only:
            scheduler.add_job(lambda: self._now_and_then("look after", self.look_after), "interval", minutes=1)
            scheduler.add_job(lambda: self._now_and_then("remind", self.remind), "interval", minutes=1)
            scheduler.add_job(lambda: self._now_and_then("issue", self.issue), "interval", minutes=1)
            self.scribe.start()
        self._wake.listen()
        if "poll" in only and self.settings.door is not None:
            self.listener = Listener(self.settings.door, self.settings.limits, self._knows, self.take)
            self.listener.start()
        gc.freeze()  # what lives now lives to the end: no need to look at it again
        sys.setswitchinterval(_SWITCH_SECONDS)
        scheduler.start()
        for thread in threads:
            thread.start()
        log.info("serving", desk=self.settings.desk.name, roles=list(only), mailboxes=len(self.settings.accounts))
        if ready is not None:
            ready()
        self._stop.wait()
        self._wind_down(scheduler, threads)

    def stop(self) -> None:
        """End `serve`, from any thread or a signal."""
        self._stop.set()
        self._wake.all()

    def sweep(self) -> int:
        """Delete raw mails that no row names and that are a day old; answers how many."""
        before = (self._clock() - _ORPHAN_AGE).timestamp()
        with self.database.reading() as session:
            known = session.exec(select(InboundMail.raw_digest)).all()
        return self.station.blobs.sweep(known, before) if isinstance(self.station.blobs, BlobFolder) else 0

    def _file(self, station: Station) -> int:
        now, limits = self._clock(), self.settings.limits
        return file_batch(station, self.reader, limits, now, witness=self.witness, learned=self.learned)

    def _now_and_then(self, name: str, step: Callable[[], int]) -> None:
        """A step that waits for the clock alone, not for a wake-up."""
        if self._stop.is_set():
            return
        try:
            step()
        except Unavailable as down:
            log.error("the store is away", step=name, why=one_line(down))
        except Exception:  # (the edge of a step: a bug must not end the scheduler)
            log.exception("step failed", step=name)

    def _wind_down(self, scheduler: BackgroundScheduler, threads: Sequence[threading.Thread]) -> None:
        if self.listener is not None:
            self.listener.stop()
        scheduler.shutdown(wait=False)
        self._wake.all()
        deadline = time.monotonic() + _STOP_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        log.info("stopped", desk=self.settings.desk.name)

    def _loops(self, only: Sequence[str]) -> Iterator[tuple[str, Callable[[], None]]]:
        steps: Mapping[str, Callable[[], int]] = {"file": self.file, "notify": self.notify, "deliver": self.deliver}
        for name, step in steps.items():
            if name in only:
                yield name, lambda name=name, step=step: self._work(name, step)  # type: ignore[misc]
        if "file" in only:
            yield "file beside", lambda: self._work("file", self.file_beside)
        if "deliver" in only:
            for number in range(len(self._couriers_beside)):
                yield f"deliver {number + 2}", lambda n=number: self._work("deliver", lambda: self.deliver_beside(n))  # type: ignore[misc]
        if "poll" in only:
            for account in self.settings.accounts:
                yield f"poll {account.name}", lambda account=account: self._attend(account)  # type: ignore[misc]

    def _work(self, name: str, step: Callable[[], int]) -> None:
        """Call a step until it has nothing to do, then wait to be woken."""
        away = False
        while not self._stop.is_set():
            try:
                busy = step()
                if away:
                    log.info("the store is back", step=name)
                    away = False
                if not busy:
                    self._wake.wait(name, self._idle_seconds(name))
            except Unavailable as down:
                if collided(down):
                    continue
                if not away:
                    log.error("the store is away", step=name, why=one_line(down))
                    away = True
                self._stop.wait(_PAUSE_SECONDS)
            except Exception:  # (the edge of a step: a bug must not end the loop)
                log.exception("step failed", step=name)
                self._stop.wait(_PAUSE_SECONDS)

    def _idle_seconds(self, name: str) -> float:
        """How long a loop may sleep: a mail that is held leaves on the second."""
        held = seconds_until_next(self.station, self._clock()) if name == "deliver" else None
        return _IDLE_SECONDS if held is None else min(_IDLE_SECONDS, held + _A_MOMENT)

    def _attend(self, account: ImapAccount) -> None:
        attend(self.station, account, self.settings.limits, self._stop, self._clock)

    def _knows(self, address: str) -> bool:
        return self.settings.desk.mailbox_at(address) is not None

    def _tick(self) -> None:
        with contextlib.suppress(OSError):
            (self.settings.folder / HEARTBEAT).touch()
        self._wake.all()


def _as_it_is(raw: bytes) -> bytes:
    return raw
