"""How fast an outbox empties, beside a bare loop over one connection with the same bytes. Two contestants.

The floor is `smtplib` alone: one connection, one `sendmail` after the other, nothing written down. The desk is the real
service in the role `deliver`: it leases, posts, settles, and keeps the order of every case and recipient. Both post to
a `tests.relayhost` of their own on its good day; a bad day is `make torture`'s business.
"""

from __future__ import annotations

import shutil
import smtplib
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlmodel import func, select

from intake.app import App, utc_now
from intake.logs import set_up
from intake.settings import load
from routing.model import OutboundMail, OutboundState
from routing.station import Stop
from tests.bench.contest import Score
from tests.bench.desk import Progress
from tests.bench.outgoing import outgoing, queue
from tests.bench.yardstick import Contestant, Measure, Stopwatch, say, wait_for_go
from tests.relayhost import RelayHost, Taken
from tests.servers import HOST
from tests.small_desk import write_desk


def race(title: str, url: Callable[[Path, str], str], count: int, runs: int, folder: Path) -> Iterator[Score]:
    """Floor and desk in turn; answers what is known after every run. RuntimeError if a mail is missing or doubled."""
    so_far = Score(title)
    for number in range(runs):
        for name, results in (("floor", so_far.floor), ("desk", so_far.desk)):
            place = folder / f"{name}{number}"
            place.mkdir(parents=True)
            with RelayHost() as host:
                words = (name, host.port, count, place, url(place, f"{name}{number}"))
                with Contestant("tests.bench.posting", *words) as contestant:
                    results.append(contestant.go())
                host.stop()
            _judge(name, host.taken, count)
            shutil.rmtree(place)
        yield so_far


def _judge(name: str, taken: list[Taken], count: int) -> None:
    came = [(one.recipient, one.message_id) for one in taken]
    if len(came) != count or len(set(came)) != count:
        raise RuntimeError(f"{name}: {len(came)} mails came, {len(set(came))} different ones, of {count}")


def _floor(port: int, count: int) -> Measure:
    mails = outgoing(count)
    with smtplib.SMTP(HOST, port) as smtp:
        wait_for_go()
        watch = Stopwatch()
        for mail in mails:
            smtp.sendmail("visi@acme.example", mail.recipient, mail.raw)
        return watch.stop()


def _desk(port: int, count: int, folder: Path, url: str) -> Measure:
    write_desk(folder, smtp_port=port, database_url=url)
    progress = Progress()
    app = App(load(folder / "desk.toml", {}), watch=progress).open()
    queue(app.database, app.settings.desk.name, outgoing(count), utc_now())
    wait_for_go()
    progress.watch = watch = Stopwatch()
    serving = threading.Thread(target=app.serve, args=(("deliver",),))
    serving.start()
    progress.wait(Stop.SETTLED, count)
    measure = watch.stop()
    app.stop()
    serving.join()
    sent = select(func.count()).select_from(OutboundMail).where(OutboundMail.state == OutboundState.SENT)
    with app.database.reading() as session:
        left = session.exec(sent).one()
    app.close()
    if left != count:
        raise SystemExit(f"{left} of {count} mails are known to have left")
    return measure


def main() -> None:
    """WHO PORT MAILS FOLDER DATABASE_URL."""
    name, port, count, folder, url = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), sys.argv[5]
    set_up(quiet=True)
    say(_floor(port, count) if name == "floor" else _desk(port, count, folder, url))


if __name__ == "__main__":
    main()
