"""Who a new sender belongs to: a domain of the records decides, a name in his mail only suggests."""

from __future__ import annotations

from sqlmodel import col, select

from intake.world import World
from routing.model import Contact, Organisation, OrganisationDomain, Ticket
from tests.mails import VISI, mail
from tests.steps.answers import notified, seen


def known(world: World, name: str, *domains: str, number: str | None = None) -> int:
    with world.app.database.transaction() as session:
        row = Organisation(desk="produsoft", name=name, external_id=number)
        session.add(row)
        session.flush()
        assert row.id is not None
        for domain in domains:
            session.add(OrganisationDomain(desk="produsoft", domain=domain, organisation_id=row.id))
        return row.id


def writes(world: World, sender: str, text: str = "VISI stops with an error when I open a file.") -> Ticket:
    world.deliver(mail(text, sender=sender, message_id=f"<{sender}>"), VISI, sender=sender)
    world.drain()
    with world.app.database.reading() as session:
        return session.exec(select(Ticket).order_by(col(Ticket.id).desc())).first()


def test_a_new_sender_of_a_known_domain_becomes_a_contact(world: World) -> None:
    """Also of a domain below it; he has no role, which only the records give."""
    key = known(world, "Aerts Matrijzen", "aerts.example")
    assert writes(world, "eva@aerts.example").organisation_id == key
    assert writes(world, "joe@cad.aerts.example").organisation_id == key
    assert writes(world, "max@notaerts.example").organisation_id is None
    with world.app.database.reading() as session:
        people = session.exec(select(Contact).where(Contact.organisation_id == key)).all()
    assert {(one.address, one.role) for one in people} == {("eva@aerts.example", None), ("joe@cad.aerts.example", None)}


def test_the_nearest_domain_wins(world: World) -> None:
    """A unit with a domain of its own below its institution's."""
    known(world, "Stadt", "stadt.example")
    unit = known(world, "Vermessungsamt", "geo.stadt.example")
    assert writes(world, "a@geo.stadt.example").organisation_id == unit


def test_free_mail_leads_to_nobody(world: World) -> None:
    """Even if somebody wrote such a domain into the store."""
    known(world, "Slip", "gmail.com", "outlook.be")
    assert writes(world, "somebody@gmail.com").organisation_id is None
    assert writes(world, "somebody@outlook.be").organisation_id is None


def test_who_wrote_before_his_domain_was_known_belongs_there_from_then_on(world: World) -> None:
    """His earlier case stays as it was."""
    before = writes(world, "eva@aerts.example")
    key = known(world, "Aerts Matrijzen", "aerts.example")
    world.deliver(mail("PEPS hangs.", sender="eva@aerts.example", message_id="<2@x>"), VISI, sender="eva@aerts.example")
    world.drain()
    with world.app.database.reading() as session:
        after = session.exec(select(Ticket).order_by(col(Ticket.id).desc())).first()
    assert (before.organisation_id, after.organisation_id) == (None, key)


def test_a_company_named_in_the_mail_is_only_suggested(world: World) -> None:
    """One line of the engineer's card; the case belongs to nobody, and the customer reads nothing of it."""
    known(world, "Aerts Matrijzenbouw N.V.", number="1001")
    ticket = writes(
        world,
        "somebody@gmail.com",
        "Company: Aerts Matrijzenbouw BV\n\nVISI stops with an error when I open a file.",
    )
    assert ticket.organisation_id is None
    card = " ".join(seen(notified(world, ticket.owner)).get_body(("plain",)).get_content().split())
    assert "misschien Aerts Matrijzenbouw N.V." in card
    assert "#customer Aerts Matrijzenbouw N.V." in card
    assert all("N.V." not in one.raw.decode("latin-1") for one in world.to("somebody@gmail.com"))
