"""Whose case it is, said by an engineer: `#customer ann@peeters.example`, or an organisation by name, number or domain.

A name counts only as the records have it, but for capitals, accents and signs; what merely resembles it is offered as
"did you mean", for two firms may differ in their legal form alone. The sender of a case whom nobody knew becomes one of
the organisation's people (GEN-01); what he is entitled to is looked up again by whoever asked. Raises nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from routing.acting import Acting
from routing.desk import Desk
from routing.folding import words
from routing.model import Contact, Contract, Licence, Organisation, OrganisationDomain
from routing.naming import ascii_domain
from routing.parties import contact_of
from routing.resemblance import resembling
from routing.submission import Party

_LONGEST = 200  # characters of a name
_HERE: BindParameter[str] = bindparam("desk")
_SAID: BindParameter[str] = bindparam("said")
_OF_DESK = col(Organisation.desk) == _HERE
_BY_NUMBER = (
    select(Organisation).where(_OF_DESK, col(Organisation.external_id) == _SAID),
    select(Organisation)
    .join(Contract, col(Contract.organisation_id) == Organisation.id)
    .where(col(Contract.desk) == _HERE, col(Contract.number) == _SAID),
    select(Organisation)
    .join(Licence, col(Licence.organisation_id) == Organisation.id)
    .where(col(Licence.desk) == _HERE, col(Licence.number) == _SAID),
)
_BY_DOMAIN = (
    select(Organisation)
    .join(OrganisationDomain, col(OrganisationDomain.organisation_id) == Organisation.id)
    .where(col(OrganisationDomain.desk) == _HERE, col(OrganisationDomain.domain) == _SAID)
)
_NAMES = select(Organisation.id, Organisation.name, Organisation.external_id).where(_OF_DESK)


@dataclass(frozen=True, slots=True)
class Meant:
    """The organisation that is meant, or what might be: a name or number that would name one."""

    organisation: Organisation | None
    perhaps: str | None = None


def meant(session: Session, desk: Desk, said: str) -> Meant:
    """Which organisation somebody means by a number (its own, a contract's or licence's), a domain or a name."""
    line = said[:_LONGEST].strip(" \t\"'“”„«»<>[]()")
    for query in _BY_NUMBER:
        named = session.exec(query, params={"desk": desk.name, "said": line.lstrip("#")}).first()
        if named is not None:
            return Meant(named)
    domain = ascii_domain(line.lower().removeprefix("@").removeprefix("www."))
    found = session.exec(_BY_DOMAIN, params={"desk": desk.name, "said": domain}).first() if "." in domain else None
    return Meant(found) if found is not None else _by_name(session, desk, line)


def _by_name(session: Session, desk: Desk, said: str) -> Meant:
    known = session.exec(_NAMES, params={"desk": desk.name}).all()
    asked = words(said)
    same = [(key, number) for key, name, number in known if asked and words(name) == asked]
    if len(same) == 1:
        return Meant(session.get(Organisation, same[0][0]))
    if same:  # of two firms with one name only their numbers tell which
        return Meant(None, next((number for _, number in same if number), None))
    near = resembling(said, [(key or 0, name) for key, name, _ in known])
    return Meant(None, near.name if near else None)


def attribute(session: Session, desk: Desk, hand: Acting, address: str) -> None:
    """The case is that of whoever has the address; he becomes a contact if he is none."""
    before = session.get(Contact, hand.ticket.contact_id) if hand.ticket.contact_id else None
    contact = contact_of(session, desk, Party("", address))
    hand.attribute(contact, before.address if before else None)


def enrol(session: Session, hand: Acting, organisation: Organisation) -> None:
    """The case is the organisation's, and so is its sender from now on if he belonged to none."""
    contact = session.get(Contact, hand.ticket.contact_id) if hand.ticket.contact_id else None
    before = session.get(Organisation, hand.ticket.organisation_id) if hand.ticket.organisation_id else None
    joins = contact if contact is not None and contact.organisation_id is None else None
    hand.enrol(organisation, joins, before.name if before else None)
