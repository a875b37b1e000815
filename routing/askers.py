"""Who asks: what the records say of a sender under his contract, and who speaks for an organisation. Reads only.

What his plan makes of it is for `standing`, which is pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, case, func
from sqlmodel import Session, col, select

from routing.contracts import line_of
from routing.desk import Desk
from routing.entitlement import Entitled, Entitlement
from routing.ledgers import drawn_of
from routing.model import Contact, Licence, Organisation, Role, Ticket
from routing.standing import Sender, Standing, stand

LEADING = (Role.RESPONSIBLE, Role.DEPUTY, Role.SUPERUSER)  # who hears for an organisation, in this order

_RANKS = {Role.RESPONSIBLE: 0, Role.DEPUTY: 1, Role.SUPERUSER: 2, Role.USER: 3}
_RANK = case({role.value: rank for role, rank in _RANKS.items()}, value=col(Contact.role), else_=len(_RANKS))
_BEFORE = select(func.count()).where(
    col(Contact.organisation_id) == bindparam("organisation"),
    ~col(Contact.left),
    (bindparam("rank") > _RANK) | ((bindparam("rank") == _RANK) & (col(Contact.id) < bindparam("contact"))),
)
_LEADERS = (
    select(Contact)
    .where(
        col(Contact.organisation_id).in_(bindparam("organisations", expanding=True)),
        col(Contact.role).in_([role.value for role in LEADING]),
        ~col(Contact.left),
    )
    .order_by(_RANK, col(Contact.id))
)
_ASKERS = (
    select(Contact.id)
    .where(
        col(Contact.organisation_id).in_(bindparam("organisations", expanding=True)),
        col(Contact.role).in_(bindparam("roles", expanding=True)),
        ~col(Contact.left),
    )
    .limit(1)
)
_SEATS = select(func.sum(Licence.seats)).where(col(Licence.organisation_id) == bindparam("organisation"))


def leaders_of(session: Session, organisation: Organisation | None) -> Sequence[Contact]:
    """Who speaks for an organisation, the responsible first; of the nearest above it that has any (PRO-04)."""
    return leaders_of_all(session, [organisation]).get(organisation.id or 0, ()) if organisation is not None else ()


def leaders_of_all(session: Session, organisations: Iterable[Organisation]) -> Mapping[int, Sequence[Contact]]:
    """The same of many, by their keys; those for whom nobody speaks are missing."""
    lines = {one.id: line_of(session, one) for one in organisations if one.id is not None}
    own = defaultdict[int | None, list[Contact]](list)
    for contact in session.exec(_LEADERS, params={"organisations": {key for line in lines.values() for key in line}}):
        own[contact.organisation_id].append(contact)
    nearest = {key: next((above for above in line if above in own), None) for key, line in lines.items()}
    return {key: own[above] for key, above in nearest.items() if above is not None}


def sender_of(
    session: Session, entitlement: Entitlement, contact: Contact | None, organisation: Organisation | None
) -> Sender:
    """What the records say of somebody, as far as his plan asks."""
    if contact is None:
        return Sender()
    known = Sender(contact.role, tuple(contact.trained), contact.left)
    if not isinstance(entitlement, Entitled) or organisation is None:
        return known
    if entitlement.plan.who_asks and contact.role not in entitlement.plan.who_asks:
        known = replace(known, others=_has_askers(session, organisation, entitlement.plan.who_asks))
    room = _room(session, entitlement, organisation)
    if room is None:
        return known
    rank = _RANKS.get(Role(contact.role), len(_RANKS)) if contact.role else len(_RANKS)
    before = (
        session.connection()
        .execute(_BEFORE, {"organisation": contact.organisation_id, "rank": rank, "contact": contact.id})
        .scalar_one()
    )
    return replace(known, rank=int(before), room=room)


def _has_askers(session: Session, organisation: Organisation, roles: Sequence[str]) -> bool:
    """Whether the records name anybody in these roles, in the organisation or above it."""
    named = {"organisations": line_of(session, organisation), "roles": list(roles)}
    return session.exec(_ASKERS, params=named).first() is not None


def _room(session: Session, entitled: Entitled, organisation: Organisation) -> int | None:
    """How many may ask: the contract's word, else the plan's (NTI-02, NET-03)."""
    own = entitled.terms.own.contacts if entitled.terms is not None else None
    if own is not None or not entitled.plan.contacts_by_licence:
        return own if own is not None else entitled.plan.contacts
    return int(session.connection().execute(_SEATS, {"organisation": organisation.id}).scalar_one() or 0)


def standing_of(
    session: Session,
    desk: Desk,
    entitlement: Entitlement,
    *,
    contact: Contact | None,
    organisation: Organisation | None,
    product: str | None,
    topics: Sequence[str],
    day: date,
    ticket: Ticket | None = None,
) -> Standing:
    """What a mail stands on; `ticket` None where it is about to open one."""
    sender = sender_of(session, entitlement, contact, organisation)
    drawn = drawn_of(session, desk, entitlement, ticket, day)
    return stand(entitlement, sender, drawn, desk.contracts, product, topics)
