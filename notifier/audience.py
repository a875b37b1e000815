"""Who hears of an event, and on what occasion. Pure: a table of cases, no words, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from routing.desk import Desk, Engineer
from routing.model import EventKind
from routing.submission import Party


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody to write to. `engineer` is None for a customer."""

    occasion: str
    party: Party
    language: str | None  # None: the desk's
    zone: ZoneInfo
    engineer: Engineer | None = None
    copies: tuple[Party, ...] = ()  # who reads the same mail

    @property
    def automatic(self) -> bool:
        """Whether no person wrote what he gets."""
        return self.occasion not in WRITTEN_BY_PEOPLE


WRITTEN_BY_PEOPLE = frozenset({"answer"})
_QUESTIONS = frozenset({"status", "files", "help", "list"})  # answered by a mail of their own, which needs no echo


def hearers(
    desk: Desk,
    kind: EventKind,
    payload: Mapping[str, Any],
    *,
    actor: str,
    owner: str | None,
    customer: Party | None,
    language: str | None,
    watching: Sequence[str],
    readers: Sequence[Party] = (),
) -> tuple[Hearer, ...]:
    """Everybody who should hear; `watching` are the engineers who watch, `readers` the customers who do.

    Imported history is told to nobody.
    """
    if payload.get("history"):
        return ()
    match kind:
        case EventKind.OPENED if customer is not None and payload.get("acknowledge"):
            return (Hearer("acknowledgement", customer, language, desk.calendar.zone),)
        case EventKind.ASSIGNED:
            return _staff("assignment", _owners(desk, payload.get("engineer")))
        case EventKind.APPENDED:
            ours = _staff("thanks" if payload.get("thanked") else "follow_up", _others(desk, owner, watching, actor))
            return (*_reopened(desk, payload, customer, language), *ours)
        case EventKind.ANSWERED:
            colleagues = _staff("colleague", _others(desk, owner, watching, actor))
            return (*_answered(desk, payload, customer, language, readers), *colleagues)
        case EventKind.BOUNCED:
            return _staff("undelivered", _concerned(desk, payload, owner))
        case EventKind.QUARANTINED:
            return _staff("stub", _owners(desk, owner))
        case EventKind.CLOSED if customer is not None and (not payload["told"] or payload.get("statement")):
            return (Hearer("closing", customer, language, desk.calendar.zone),)
        case EventKind.ASKED if customer is not None:
            return (Hearer("ask_back", customer, language, desk.calendar.zone),)
        case EventKind.NUDGED if customer is not None:
            return (Hearer("waiting", customer, language, desk.calendar.zone),)
        case EventKind.ECHOED | EventKind.RETURNED | EventKind.TOLD:
            occasion = _to_its_writer(kind, payload)
            return _staff(occasion, [e for e in desk.colleagues if e.name == actor]) if occasion else ()
        case _:
            return _noticed(desk, kind, payload, owner)


def _noticed(desk: Desk, kind: EventKind, payload: Mapping[str, Any], owner: str | None) -> tuple[Hearer, ...]:
    """Who is told of what the service noticed by itself."""
    match kind:
        case EventKind.PASSED_ON:
            return _outside(desk, payload["to"])
        case EventKind.DEPARTED:
            return _staff("departure", _owners(desk, owner))
        case _:
            return ()


def _reopened(
    desk: Desk, payload: Mapping[str, Any], customer: Party | None, language: str | None
) -> tuple[Hearer, ...]:
    """The customer, where his own mail opened a closed case again; once for a case, as the gate has it."""
    if customer is None or not payload.get("reopened") or not payload.get("by_customer"):
        return ()
    return (Hearer("reopened", customer, language, desk.calendar.zone),)


def _owners(desk: Desk, name: str | None) -> list[Engineer]:
    """The owner; without one (or after he left the desk file) the leads, so that somebody always hears."""
    return [e for e in desk.engineers if e.name == name] or [e for e in desk.engineers if e.lead]


def _outside(desk: Desk, whom: str) -> tuple[Hearer, ...]:
    """The office, or those who make the program; nobody where the desk file has no such address any more."""
    office, development = desk.contracts.office, desk.development
    if whom == "office" and office is not None:
        return (Hearer("business", Party("", office), desk.contracts.office_language, desk.calendar.zone),)
    if whom == "development" and development is not None:
        return (Hearer(whom, Party("", development.address), None, desk.calendar.zone),)
    return ()


def _concerned(desk: Desk, payload: Mapping[str, Any], owner: str | None) -> list[Engineer]:
    """Who looks after a mail that did not arrive: its writer, else the owner; others where it was for one of us.

    Nobody where it was such a message itself: that our own mail does not work is said once. Nor of what a version of
    ours recorded that told nobody.
    """
    if payload.get("occasion", "undelivered") == "undelivered":
        return []
    told = _owners(desk, payload["writer"] or owner)
    if not payload["staff"]:
        return told
    dead = payload["recipient"].lower()
    others = {e.name: e for e in (*told, *(e for e in desk.engineers if e.lead))}
    return [e for e in others.values() if dead not in {address.lower() for address in e.addresses}]


def _answered(
    desk: Desk, payload: Mapping[str, Any], customer: Party | None, language: str | None, readers: Sequence[Party]
) -> tuple[Hearer, ...]:
    """The customer and with him all who read along, in one mail as far as one server can take it.

    Nobody where the engineer has written to them himself.
    """
    known = {party.address.lower(): party for party in (*readers, *((customer,) if customer else ()))}
    to = [known.get(address.lower(), Party("", address)) for address in payload["to"]]
    if not to or payload["sent_already"]:
        return ()
    plain = tuple(party for party in to if _is_plain(party))
    alone = [(party, ()) for party in to if not _is_plain(party)]
    mails = [(plain[0], plain[1:]), *alone] if plain else alone
    return tuple(Hearer("answer", party, language, desk.calendar.zone, copies=copies) for party, copies in mails)


def _is_plain(party: Party) -> bool:
    """Whether any server takes a mail that names him; another address has one of its own (RFC 6531 3.1).

    A server without SMTPUTF8 refuses the whole mail in whose header or envelope such an address stands. A domain alone
    travels in ASCII.
    """
    return party.address.rpartition("@")[0].isascii()


def _to_its_writer(kind: EventKind, payload: Mapping[str, Any]) -> str | None:
    """The occasion on which an engineer hears what became of his own mail."""
    match kind:
        case EventKind.ECHOED:
            news = any(result["word"] not in _QUESTIONS for result in payload["said"])
            return "echo" if payload["aloud"] and news else None
        case EventKind.RETURNED:
            return "returned"
        case _:
            return payload["word"] if payload["word"] in _QUESTIONS else None


def _others(desk: Desk, owner: str | None, watching: Sequence[str], actor: str) -> list[Engineer]:
    """The owner and the engineers who watch; nobody is told what he did himself."""
    told = {*(e.name for e in _owners(desk, owner)), *watching}
    return [e for e in desk.engineers if e.name in told and e.name != actor]


def _staff(occasion: str, engineers: Sequence[Engineer]) -> tuple[Hearer, ...]:
    return tuple(
        Hearer(occasion, Party(e.full_name, e.addresses[0]), e.language, e.calendar.zone, e) for e in engineers
    )
