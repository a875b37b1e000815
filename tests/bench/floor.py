"""The floor: what the least imaginable program would do with the same mails. A contestant, see `yardstick.py`.

Fetch (imapclient, 50 mails a FETCH, BODY.PEEK[]), parse (the standard library's `policy.default`, every header and
the content of every part), store (the raw bytes, one durable commit a mail). It decides nothing, answers nobody, and
what it has fetched stays on the server.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.policy import default

import psycopg
from imapclient import IMAPClient
from sqlalchemy import make_url

from tests.bench.yardstick import Stopwatch, say, wait_for_go
from tests.servers import HOST, Dovecot

BATCH = 50

Store = Callable[[bytes], object]  # durable when it returns


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The store: one table in the database of that URL."""
    with _sqlite(url) if url.startswith("sqlite") else _postgres(url) as store:
        yield store


@contextmanager
def _sqlite(url: str) -> Iterator[Store]:
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as connection:
        for words in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
            connection.execute(words)
        connection.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, raw BLOB NOT NULL)")
        yield lambda raw: connection.execute("INSERT INTO mail (raw) VALUES (?)", (raw,))


@contextmanager
def _postgres(url: str) -> Iterator[Store]:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE mail (id bigserial PRIMARY KEY, raw bytea NOT NULL)")
        yield lambda raw: connection.execute("INSERT INTO mail (raw) VALUES (%s)", (raw,))


def parse(raw: bytes) -> int:
    """Everything there is in a mail; answers how many headers and parts."""
    message = message_from_bytes(raw, policy=default)
    headers = [(name, str(value)) for name, value in message.items()]
    contents = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return len(headers) + len(contents)


def take_all(port: int, user: str, store: Store) -> int:
    """Fetch, parse and store what is in the INBOX; answers how many mails there were."""
    with IMAPClient(HOST, port, ssl=False) as client:
        client.login(user, Dovecot.password)
        client.select_folder("INBOX")
        uids = client.search()
        for start in range(0, len(uids), BATCH):
            answer = client.fetch(uids[start : start + BATCH], ["BODY.PEEK[]"])
            for uid in sorted(answer):
                raw = answer[uid][b"BODY[]"]
                parse(raw)
                store(raw)
    return len(uids)


def main() -> None:
    """PORT USER DATABASE_URL MAILS."""
    port, user, url, count = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    with opened(url) as store:
        take_all(port, user, store)  # makes the mailbox, which is still empty
        wait_for_go()
        watch = Stopwatch()
        taken = take_all(port, user, store)
        measure = watch.stop()
    if taken != count:
        raise SystemExit(f"the floor took {taken} of {count} mails")
    say(measure)


if __name__ == "__main__":
    main()
