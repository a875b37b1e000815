"""Who is who in the store: the contact behind an address, his organisation, and whether somebody is a party to a case.

A domain of the records makes its senders contacts of that organisation; a name in a mail only suggests one.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing.contracts import line_of
from routing.desk import Desk
from routing.domains import ascii_domain
from routing.free_mail import candidates
from routing.model import Contact, Organisation, OrganisationDomain, Ticket, Watcher
from routing.model.base import new_ref
from routing.naming import given_first
from routing.resemblance import Resemblance, resembling
from routing.submission import Party

_CONTACT = select(Contact).where(col(Contact.desk) == bindparam("desk"), col(Contact.address) == bindparam("address"))
_WITH_ADDRESSES = select(Contact).where(
    col(Contact.desk) == bindparam("desk"), col(Contact.address).in_(bindparam("addresses", expanding=True))
)
_WITH_KEYS = select(Contact).where(col(Contact.id).in_(bindparam("keys", expanding=True)))
_AHEAD = "intake_contacts"  # where a session keeps who was read ahead, by address
_OF_PEOPLE = ("company", "phone")  # details that belong to whoever writes, not to his case
_TOLD = (
    select(Ticket.details)
    .where(col(Ticket.contact_id) == bindparam("contact"))
    .order_by(col(Ticket.id).desc())
    .limit(5)
)
_DOMAINS = select(OrganisationDomain.domain, OrganisationDomain.organisation_id).where(
    col(OrganisationDomain.desk) == bindparam("desk"),
    col(OrganisationDomain.domain).in_(bindparam("domains", expanding=True)),
)
_NAMES = select(Organisation.id, Organisation.name).where(col(Organisation.desk) == bindparam("desk"))


def contact_of(session: Session, desk: Desk, sender: Party) -> Contact:
    """The contact with that address; a new one where nobody has it yet.

    Whoever belongs to no organisation becomes one of that whose domain he writes from, also if the records learn of
    the domain later. He has no role in it: what he may ask for is the contract's to say (PRO-04).
    """
    address = sender.address.lower()
    contact = _with_address(session, desk, address)
    if contact is None:
        contact = Contact(ref=new_ref(), desk=desk.name, address=address, name=given_first(sender.name))
        contact.organisation_id = _at_home(session, desk, address)
        session.add(contact)
        session.flush()
        return contact
    if sender.name and not contact.name:
        contact.name = given_first(sender.name)
    if contact.organisation_id is None:
        contact.organisation_id = _at_home(session, desk, address)
    return contact


def read_ahead(
    session: Session, desk: Desk, addresses: Collection[str], keys: Collection[int | None]
) -> Collection[Contact]:
    """Everybody with these addresses or keys whom the store knows: what a batch would ask for one by one.

    For a session that ends with the first failure: one that takes back a part would remember what is gone.
    """
    senders = {"desk": desk.name, "addresses": {one.lower() for one in addresses}}
    found = {contact.id: contact for contact in session.exec(_WITH_ADDRESSES, params=senders)}
    customers = set(keys) - found.keys() - {None}
    if customers:
        found |= {contact.id: contact for contact in session.exec(_WITH_KEYS, params={"keys": customers})}
    session.info[_AHEAD] = {contact.address: contact for contact in found.values()}
    return found.values()


def _with_address(session: Session, desk: Desk, address: str) -> Contact | None:
    known: dict[str, Contact] = session.info.get(_AHEAD, {})
    return known.get(address) or session.exec(_CONTACT, params={"desk": desk.name, "address": address}).first()


def known_sender(session: Session, desk: Desk, sender: Party) -> Contact | None:
    """The same without writing anything: who is in no table yet is not put there, and has the key 0, which nobody has.

    None where the sender is no address.
    """
    address = sender.address.lower()
    if "@" not in address:
        return None
    contact = session.exec(_CONTACT, params={"desk": desk.name, "address": address}).first()
    home = contact.organisation_id if contact is not None else None
    if contact is not None and home is not None:
        return contact
    shown = Contact(id=contact.id if contact is not None else 0, desk=desk.name, address=address, name=sender.name)
    shown.language = contact.language if contact is not None else None
    shown.organisation_id = _at_home(session, desk, address)
    return shown


def _at_home(session: Session, desk: Desk, address: str) -> int | None:
    """The organisation with the domain of an address, or the nearest one above it."""
    domains = candidates(ascii_domain(address.rpartition("@")[2]))
    if not domains:
        return None
    rows = session.connection().execute(_DOMAINS, {"desk": desk.name, "domains": domains})
    found: dict[str, int] = {domain: organisation for domain, organisation in rows}  # noqa: C416 - rows are no pairs
    return next((found[domain] for domain in domains if domain in found), None)


def perhaps(session: Session, desk: str, company: str | None) -> Resemblance | None:
    """The organisation that a company named in a mail may be: to be shown to the engineer, who decides."""
    if not company:
        return None
    return resembling(company, [(key, name) for key, name in session.execute(_NAMES, {"desk": desk})])


def organisation_of(session: Session, contact: Contact) -> Organisation | None:
    """The contact's organisation, or None if he belongs to none."""
    return session.get(Organisation, contact.organisation_id) if contact.organisation_id else None


def known_of(session: Session, contact: Contact | None) -> set[str]:
    """Which details need not be asked of somebody: the records hold them, or he told them in an earlier case."""
    if contact is None:
        return set()
    known = {name for name, held in (("company", contact.organisation_id), ("phone", contact.phone)) if held}
    if len(known) == len(_OF_PEOPLE):
        return known
    told = session.connection().execute(_TOLD, {"contact": contact.id}).scalars().all()
    return known | {name for name in _OF_PEOPLE if any(details.get(name) for details in told)}


def is_party(session: Session, ticket: Ticket, contact: Contact) -> bool:
    """Whether somebody may join a case by quoting it: its customer, his colleagues, watchers, those above them.

    A contact of an organisation is a party to the cases of all below it; never the other way round, and not beside
    (NET-09). That he is one gives him no mail: who reads along is written in the case.
    An address of an engineer proves nothing here: `routing.identity` says whether it is he.
    """
    if contact.id == ticket.contact_id:
        return True
    theirs = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id is not None else None
    if theirs is not None and contact.organisation_id in line_of(session, theirs):
        return True
    watching = select(Watcher.id).where(Watcher.ticket_id == ticket.id, Watcher.address == contact.address)
    return session.exec(watching).first() is not None
