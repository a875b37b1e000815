r"""One IMAP folder over one connection: list, fetch, mark, wait. The only importer of imapclient.

Every failure surfaces as `MailboxError`, which says what is wrong, how to mend it, and whether waiting may help;
after one that broke the connection, `connect` again. Reading is BODY.PEEK throughout: `\Seen` is neither read nor
written (MAIL.md 1.2). Not thread-safe: one thread for each `ImapFolder`. It remembers no watermark, decides
nothing about mails, and never deletes one that it has not copied.

Traps of imapclient 4.1 that shape this file: message sets must be lists of ints; on a dead connection `idle_check`
answers [] at once, for ever; a search for `UID n:*` always finds the last mail; a login cut off by the network is
reported as a refused password.
"""

from __future__ import annotations

import contextlib
import re
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, Self, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from intake.account import Fetched, FolderState, ImapAccount, Unfetched
from intake.folder_names import FolderNames
from intake.limits import Limits
from intake.secret import SecretError
from intake.trimming import OutlineError, Part, Trim, beginning, outline
from intake.trouble import LOG_IN, START_TLS, MailboxError, explain, lost

__all__ = ["Fetched", "FolderState", "ImapAccount", "ImapFolder", "MailboxError", "Unfetched"]

_T = TypeVar("_T")

BATCH_MAILS = 50  # imapclient is fastest from 10 mails a FETCH on
BATCH_BYTES = 16 * 1024 * 1024
HEADER_BYTES = Limits().header_bytes
SEARCH_WINDOW = 50_000  # mails in one SEARCH: imaplib takes no answer line above 1 MB
IDLE_SECONDS = 28 * 60.0  # RFC 2177: leave IDLE at least every 29 minutes
_SET = 200  # UIDs in one command: servers bound the length of a line
_SLICE_SECONDS = 0.25  # how long a set `stop` may go unseen


class ImapFolder:
    """One folder of one account. As a context manager it connects and closes."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        self._connection: IMAPClient | None = None
        self._state = FolderState(0, 0, 0)
        self._flags: tuple[bytes, ...] = ()  # those we may set for good, b"\\*" for any keyword
        self._names: FolderNames | None = None

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def connected(self) -> bool:
        """Whether there is a connection, as far as we know."""
        return self._connection is not None

    def connect(self) -> FolderState:
        """Connect, log in, select. MailboxError if any of it fails; there is no connection then."""
        self.close()
        context, password = _tls_context(self.account), _password(self.account)
        try:
            with self._speaking("connect"):
                self._connection = client = _open(self.account, context)
            if self.account.security == "starttls":
                with self._speaking(START_TLS):
                    client.starttls(context)
            with self._speaking(LOG_IN):
                _log_in(client, self.account.user, password)
            with self._speaking("name folders"):
                self._names = FolderNames(client)
            return self.state()
        except MailboxError:
            self._drop()
            raise

    def close(self) -> None:
        """Log out if we can, close in any case; never raises."""
        if self._connection is not None:
            with contextlib.suppress(IMAPClientError, OSError):
                self._connection.logout()
        self._drop()

    def state(self) -> FolderState:
        """Select the folder anew: only that shows a changed UIDVALIDITY."""
        client, name = self._client, self._folders.full(self.account.folder)
        with self._speaking("open", folder=self.account.folder):
            answer = client.select_folder(name)
            if b"UIDVALIDITY" not in answer or b"UIDNEXT" not in answer:  # optional before IMAP4rev1
                answer |= client.folder_status(name, ["UIDVALIDITY", "UIDNEXT"])
        self._flags = tuple(answer.get(b"PERMANENTFLAGS", ()))
        self._state = FolderState(int(answer[b"UIDVALIDITY"]), int(answer[b"UIDNEXT"]), int(answer[b"EXISTS"]))
        return self._state

    def has(self, capability: str) -> bool:
        """Whether the server announces that capability, as "MOVE"."""
        with self._speaking("ask for capabilities"):
            return bool(self._client.has_capability(capability))

    def uids(self, above: int) -> list[int]:
        """UIDs greater than `above`, ascending; `UID n:*` names the last mail even where that is below n."""
        return [uid for uid in self._search("UID", f"{above + 1}:*") if uid > above]

    def uids_since(self, day: date) -> list[int]:
        """UIDs of mails that arrived on that day of the server or later, ascending."""
        return self._search("SINCE", day)

    def uids_with(self, header: str, value: str) -> list[int]:
        """UIDs of mails whose header of that name contains `value`, ascending; ValueError for controls or non-ASCII."""
        if not (value.isascii() and value.isprintable()):
            raise ValueError(f"not fit for a search: {value!r}")
        return self._search("HEADER", header, value)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Octets of each mail, as the server reckons; mails that are gone are missing."""
        found: dict[int, int] = {}
        for chunk in _chunks(uids):
            with self._speaking("ask for sizes"):
                answer = self._client.fetch(chunk, ["RFC822.SIZE"])
            found |= {uid: int(items[b"RFC822.SIZE"]) for uid, items in answer.items() if b"RFC822.SIZE" in items}
        return found

    def fetch(self, uids: Sequence[int], sizes: Mapping[int, int] | None = None) -> Iterator[Fetched | Unfetched]:
        r"""The mails, in the order asked for, fetched in batches of bounded count and size; `\Seen` stays as it is.

        A mail that is gone is left out. A batch that fails is asked for again mail by mail, over a new connection
        where need be, so that the one mail a server chokes on is an `Unfetched` and the rest come. MailboxError if
        there is no new connection, or if the mailbox was renumbered meanwhile.
        """
        known = self.sizes(uids) if sizes is None else sizes
        for batch in _batches([uid for uid in uids if uid in known], known):
            try:
                yield from self._fetch(batch)
            except MailboxError:
                yield from self._one_by_one(batch)

    def arrived(self, uid: int) -> datetime | None:
        """When a mail came to the server (aware, UTC); None where it does not say."""
        with self._speaking("ask when a mail came"):
            moment = self._client.fetch([uid], ["INTERNALDATE"]).get(uid, {}).get(b"INTERNALDATE")
        return moment.astimezone(UTC) if moment else None

    def fetch_trimmed(self, uid: int, limit: int) -> bytes:
        """A mail over the size limit: headers, text and small parts, within about `limit` octets (MAIL.md 1.6).

        A valid mail in which a note stands for each part left out; see `intake.trimming`. MailboxError if it is gone.
        """
        header = self._sections(uid, [f"BODY.PEEK[HEADER]<0.{min(limit, HEADER_BYTES)}>"]).get("HEADER", b"")
        try:
            trim = Trim(self._outline(uid), limit)
        except OutlineError:
            text = self._sections(uid, [f"BODY.PEEK[TEXT]<0.{limit}>"]).get("TEXT", b"")
            return beginning(header, text, self.sizes([uid]).get(uid, 0))
        return trim.rebuild(header, self._sections(uid, trim.sections()))

    def mark(self, uids: Sequence[int], folder: str) -> Literal["moved", "flagged"]:
        r"""Put mails away after the commit: into `folder`, made if missing, or flagged. Safe to repeat.

        Without MOVE: COPY, `\Deleted`, UID EXPUNGE. Without UIDPLUS, too, they are flagged only, for a plain EXPUNGE
        would delete what others have marked (RFC 4315 2.1).
        """
        moves = self.account.after == "move" and (self.has("MOVE") or self.has("UIDPLUS"))
        for chunk in _chunks(uids):
            if moves:
                self._move(chunk, folder)
            else:
                with self._speaking("flag mails"):
                    self._client.add_flags(chunk, [self._keyword(folder)], silent=True)
        return "moved" if moves else "flagged"

    def ensure(self, folder: str) -> str:
        """Make the folder unless it exists; its name on the server."""
        with self._speaking("create", folder=folder):
            return self._folders.ensure(folder)

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        """Wait for new mail: True as soon as some may be there, False after `seconds` or once `stop` is set.

        Mail that came since the last `state()` counts. Where the server cannot IDLE, or must not, it merely waits.
        A connection that died raises MailboxError.
        """
        if not (self.account.idle and self.has("IDLE")):
            stop.wait(seconds)
            return False
        before = self._state
        if self.state() != before and self._state.uidnext > before.uidnext:
            return True
        until = time.monotonic() + seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            if self._idle_once(min(left, IDLE_SECONDS), stop):
                return True
        return False

    # How it is done.

    @property
    def _client(self) -> IMAPClient:
        if self._connection is None:
            raise lost(self.account, "it is closed")
        return self._connection

    @property
    def _folders(self) -> FolderNames:
        if self._names is None:
            raise lost(self.account, "it is closed")
        return self._names

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._names = None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown()

    @contextlib.contextmanager
    def _speaking(self, doing: str, folder: str | None = None) -> Iterator[None]:
        """Turn whatever goes wrong into a MailboxError; a connection in doubt is dropped."""
        try:
            yield
        except (IMAPClientError, OSError, UnicodeError) as error:
            if isinstance(error, (IMAPClientAbortError, OSError)):
                self._drop()
            raise explain(self.account, doing, folder, error) from error

    def _search(self, *criteria: object) -> list[int]:
        """Matching UIDs, ascending.

        A large folder is searched from its end in windows of sequence numbers: where another client deletes
        meanwhile, mails shift down into a window still to come, and none is missed.
        """
        windows: list[list[object]] = [[]]
        if self._state.messages > SEARCH_WINDOW:
            starts = range(1, self._state.messages + 1, SEARCH_WINDOW)
            windows = [[f"{start}:{start + SEARCH_WINDOW - 1}"] for start in reversed(starts)]
            windows[0] = [f"{starts[-1]}:*"]
        found: set[int] = set()
        for window in windows:
            with self._speaking("search"):
                found.update(self._client.search([*window, *criteria]))
        return sorted(found)

    def _fetch(self, batch: list[int]) -> Iterator[Fetched]:
        with self._speaking("fetch mails"):
            answer = self._client.fetch(batch, ["BODY.PEEK[]", "INTERNALDATE"])
        for uid in batch:
            items = answer.pop(uid, {})  # the bytes live no longer than the caller wants them
            raw, arrived = items.get(b"BODY[]"), items.get(b"INTERNALDATE")
            if raw is not None:
                yield Fetched(uid, raw, arrived.astimezone(UTC) if arrived else None)

    def _one_by_one(self, batch: list[int]) -> Iterator[Fetched | Unfetched]:
        for uid in batch:
            if not self.connected:
                self._reconnect()
            try:
                yield from self._fetch([uid])
            except MailboxError as error:
                yield Unfetched(uid, error.what)
        if not self.connected:
            self._reconnect()

    def _reconnect(self) -> None:
        before = self._state
        if self.connect().uidvalidity != before.uidvalidity:
            self.close()
            raise lost(self.account, "the mailbox was renumbered meanwhile")
        self._state = before  # what came meanwhile is still news to `idle`

    def _outline(self, uid: int) -> Part:
        """The MIME tree of a mail; OutlineError where the tree explains less than half of the mail."""
        with self._speaking("ask for the structure of a mail"):
            try:
                items = self._client.fetch([uid], ["BODYSTRUCTURE", "RFC822.SIZE"]).get(uid, {})
            except RecursionError as error:  # imapclient's parser recurses with the nesting of the mail
                raise OutlineError("nested beyond reason") from error
        body = outline(items.get(b"BODYSTRUCTURE"))
        explained = sum(leaf.size for leaf in body.leaves())
        if 2 * explained + HEADER_BYTES < int(items.get(b"RFC822.SIZE", 0)):
            raise OutlineError("most of the mail is in no part")
        return body

    def _sections(self, uid: int, wanted: list[str]) -> dict[str, bytes]:
        """Parts of one mail by name, as "1.MIME"; MailboxError if the mail is gone."""
        came: dict[str, bytes] = {}
        for chunk in _chunks(wanted):
            with self._speaking("fetch parts of a mail"):
                items = self._client.fetch([uid], chunk).get(uid)
            if items is None:
                raise MailboxError(f"Mail {uid} is gone", "Nothing needs to be done", transient=True, kind="server")
            for key, value in items.items():
                section = re.fullmatch(rb"BODY\[([^\]]*)\](?:<\d+>)?", key)
                if section and isinstance(value, bytes):
                    came[section[1].decode("ascii")] = value
        return came

    def _move(self, uids: list[int], folder: str) -> None:
        client = self._client
        with self._speaking("move mails to", folder=folder):
            try:
                _transfer(client, uids, self._folders.ensure(folder))
            except IMAPClientAbortError:
                raise
            except IMAPClientError:  # somebody removed the folder since we looked
                self._folders.forget(folder)
                _transfer(client, uids, self._folders.ensure(folder))

    def _keyword(self, folder: str) -> str:
        keyword = "$IntakeQuarantine" if folder == self.account.quarantine else "$IntakeProcessed"
        return keyword if {rb"\*", keyword.encode()} & set(self._flags) else r"\Flagged"

    def _idle_once(self, seconds: float, stop: threading.Event) -> bool:
        """One IDLE. `idle_done` is said in any case, since only that notices a dead connection."""
        client, until = self._client, time.monotonic() + seconds
        with self._speaking("wait for mail"):
            client.idle()
            news: list[Any] = []
            heard = _buffered(client)  # then `idle_done` hands over what it was
            while not (news or heard or stop.is_set()) and (left := until - time.monotonic()) > 0:
                asked = time.monotonic()
                news = client.idle_check(timeout=min(left, _SLICE_SECONDS))
                if not news and time.monotonic() - asked < min(left, _SLICE_SECONDS) / 2:
                    break  # readable, yet nothing to read: the connection is at its end
                heard = _buffered(client)
            _, rest = client.idle_done()
        return any(len(line) > 1 and line[1] == b"EXISTS" for line in [*news, *rest])


def _buffered(client: IMAPClient) -> bool:
    """Whether some of what came is read but not looked at: `idle_check` asks the socket, which knows nothing of them.

    So it is with news that came in one packet with the answer to IDLE, or with half a line.
    """
    sock = client.socket()
    timeout = sock.gettimeout()
    sock.setblocking(False)
    try:
        return bool(client._imap.file.peek(1))  # noqa: SLF001  (imapclient has no door to it)
    except OSError:  # TLS has nothing whole to read yet; an end of the connection shows in `idle_done`
        return False
    finally:
        sock.settimeout(timeout)


def _open(account: ImapAccount, context: ssl.SSLContext | None) -> IMAPClient:
    tls = account.security == "tls"
    client = IMAPClient(
        account.host, account.port, ssl=tls, ssl_context=context if tls else None, timeout=account.timeout
    )
    client.normalise_times = False  # else naive local times
    return client


def _log_in(client: IMAPClient, user: str, password: str) -> None:
    """LOGIN, or SASL PLAIN (UTF-8, RFC 4616) for letters imaplib's LOGIN cannot send."""
    try:
        if (user + password).isascii():
            client.login(user, password)
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(user, password)
        else:
            raise LoginError("user or password hold letters beyond ASCII, and the server has no AUTH=PLAIN")
    except LoginError as refused:
        if isinstance(refused.__context__, IMAPClientAbortError):
            raise refused.__context__ from None
        raise


def _tls_context(account: ImapAccount) -> ssl.SSLContext | None:
    if account.security == "none":
        return None
    try:
        return ssl.create_default_context(cafile=account.ca_file)
    except OSError as error:
        what = f"The certificate file {account.ca_file} cannot be used ({error})"
        raise MailboxError(what, "Set ca_file to a readable PEM file", transient=False, kind="tls") from error


def _password(account: ImapAccount) -> str:
    try:
        return account.password()
    except (SecretError, OSError) as error:
        what = f"The password of {account.user} cannot be had: {error}"
        raise MailboxError(what, "Set what password_from names", transient=False, kind="login") from error


def _transfer(client: IMAPClient, uids: list[int], name: str) -> None:
    if client.has_capability("MOVE"):
        client.move(uids, name)
        return
    client.copy(uids, name)
    client.delete_messages(uids, silent=True)
    client.expunge(uids)


def _chunks(items: Sequence[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(items), _SET):
        yield list(items[start : start + _SET])


def _batches(uids: list[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """The UIDs in order, in batches within BATCH_MAILS and BATCH_BYTES; a larger mail goes alone."""
    batch: list[int] = []
    octets = 0
    for uid in uids:
        if batch and (len(batch) == BATCH_MAILS or octets + sizes[uid] > BATCH_BYTES):
            yield batch
            batch, octets = [], 0
        batch.append(uid)
        octets += sizes[uid]
    if batch:
        yield batch
