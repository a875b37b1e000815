"""Attends one mailbox for ever, over one connection: poll, wait for news, and lay its list beside the store each hour.

A mailbox that fails backs off with jitter, slows no other, and sounds an alarm that ends when it is back. Returns when
`stop` is set; what goes wrong never ends it.
"""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from intake.account import ImapAccount
from intake.backoff import BackOff
from intake.limits import Limits
from intake.mailbox import ImapFolder
from intake.polling import poll, reconcile
from intake.trouble import MailboxError
from routing import alarms
from routing.db import Unavailable, one_line
from routing.model import Trouble
from routing.station import Station

log = structlog.get_logger("intake.attendance")

_FIRST_RETRY, _LONGEST_RETRY = 1.0, 300.0
_RECONCILING = timedelta(hours=1)


def attend(
    station: Station, account: ImapAccount, limits: Limits, stop: threading.Event, clock: Callable[[], datetime]
) -> None:
    """Poll a mailbox until `stop` is set."""
    back_off = BackOff(_FIRST_RETRY, _LONGEST_RETRY, random.Random())  # noqa: S311  (spreads retries)
    reconcile_at = clock() + _RECONCILING
    away: bool | None = None  # not known: an alarm may stand from the last time
    while not stop.is_set():
        try:
            with ImapFolder(account) as folder:
                while not stop.is_set():
                    poll(station, folder, limits, clock())
                    if away is not False:
                        _is_back(station, account, clock(), was_away=away is True)
                        away = False
                    back_off.reset()
                    if clock() >= reconcile_at:
                        reconcile(station, folder, limits, clock())
                        reconcile_at = clock() + _RECONCILING
                    folder.idle(account.interval, stop)
        except MailboxError as trouble:
            if away is not True:
                log.error("mailbox is away", mailbox=account.name, why=trouble.what, cure=trouble.cure)
            away = True
            _sound(station, account, trouble, clock())
            stop.wait(back_off.next())
        except Unavailable as down:
            log.error("the store is away", step=f"poll {account.name}", why=one_line(down))
            stop.wait(back_off.next())
        except Exception:  # (the edge of a step: a bug must not end the loop)
            log.exception("poll failed", mailbox=account.name)
            stop.wait(back_off.next())


def _is_back(station: Station, account: ImapAccount, now: datetime, *, was_away: bool) -> None:
    if was_away:
        log.info("mailbox is back", mailbox=account.name)
    alarms.end(station, Trouble.MAILBOX, account.name, now)


def _sound(station: Station, account: ImapAccount, trouble: MailboxError, now: datetime) -> None:
    """What mends itself is told only if it lasts."""
    patience = alarms.PATIENCE if trouble.transient else timedelta()
    with contextlib.suppress(Unavailable):  # then that is the greater trouble, and the other loops say so
        alarms.sound(station, alarms.Ill(Trouble.MAILBOX, account.name, trouble.what, trouble.cure, patience), now)
