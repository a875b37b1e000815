"""The log: one line for each thing that happens, on standard error; tracebacks only when asked for."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from routing.masking import masked

_LONGEST = 20_000  # characters of a value that are shown; a traceback is shorter


def set_up(*, verbose: bool = False, quiet: bool = False) -> None:
    """Configure structlog for people; `verbose` shows tracebacks and debug lines, `quiet` only what is wrong."""
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.INFO
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("apscheduler", "mail.log", "alembic"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            structlog.processors.format_exc_info if verbose else _error_in_one_line,
            _without_secrets,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    """Words of mails may stand in a line, and in them what nobody else should read (GEN-14)."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = masked(value[:_LONGEST])
    return event


def _error_in_one_line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    if event.pop("exc_info", None):
        kind, error, _ = sys.exc_info()
        event["error"] = f"{kind.__name__}: {error}".splitlines()[0] if kind else "unknown"
    return event
