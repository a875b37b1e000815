"""What a mail says about the case it belongs to: addresses, references, numbers; signatures checked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.conversation import borne, bounced_mail, candidates, own_message
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from intake.settings import load, sample_folder
from routing.desk import Desk
from routing.reference import Keyring, Purpose, Token, with_token
from routing.submission import Candidates
from tests.mails import ANN, VISI, WORKNC, mail

RING = Keyring({0: b"k" * 32})
STRANGER = Keyring({0: b"s" * 32})
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return load(sample_folder() / "produsoft.toml", {}, today=TODAY).desk


def signed(ref: int, purpose: Purpose = Purpose.CASE, *, ring: Keyring = RING, expires: date | None = None) -> str:
    return with_token(VISI, ring.address_token(Token(purpose, ref, 0, expires)))


def parsed(*headers: tuple[str, str], **how: str) -> ParsedMail:
    return parse(mail(headers=headers, **how), Limits())


def asked(read: ParsedMail, *envelope_to: str, number: int | None = None) -> Candidates:
    return candidates(read, number, borne(read, envelope_to, RING), RING, TODAY)


def with_attached(head: str, text: str = "We looked at it.") -> ParsedMail:
    """A mail that brings another one along."""
    inside = f"From: Support <{VISI}>\n{head}\n\n{text}\n"
    body = f"--b\n\nWhat of this one?\n--b\nContent-Type: message/rfc822\n\n{inside}\n--b--\n"
    head = f"From: {ANN}\nTo: {VISI}\nSubject: Another look\nContent-Type: multipart/mixed; boundary=b\n\n"
    return parse((head + body).encode(), Limits())


def test_a_mail_that_refers_to_nothing_has_no_candidates() -> None:
    """Then it opens a case."""
    assert asked(parsed()) == Candidates()


def test_a_signed_address_is_found_wherever_it_stands() -> None:
    """In the envelope, To and Cc, in this order; a case named twice counts once."""
    read = parsed(("Cc", f"{signed(3)}, {signed(1)}"), to=signed(2))
    assert asked(read, signed(1)).tokens == (1, 2, 3)


def test_a_signed_address_with_a_name_and_capitals_is_found() -> None:
    """Clients add names, servers fold case."""
    assert asked(parsed(to=f'"Produsoft, support" <{signed(5).upper()}>')).tokens == (5,)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(signed(1, ring=STRANGER), id="signed by somebody else"),
        pytest.param(signed(1, Purpose.BOUNCE), id="an address for bounces"),
        pytest.param(signed(1, expires=date(2026, 11, 22)), id="expired yesterday"),
        pytest.param("visi.support+10001@produsoft.example", id="a bare number"),
        pytest.param(VISI, id="no token at all"),
    ],
)
def test_an_address_that_proves_nothing_is_no_candidate(address: str) -> None:
    """Only our own signature, for this purpose, in its time."""
    assert asked(parsed(to=address), address).tokens == ()


def test_references_come_nearest_first() -> None:
    """What is answered, then the thread backwards; each once."""
    read = parsed(("References", "<a@x> <b@x>  <c@x>"), ("In-Reply-To", "<c@x>"))
    assert asked(read).references == ("c@x", "b@x", "a@x")


def test_our_own_message_ids_are_known_by_their_signature() -> None:
    """Also among foreign ones, and only ours."""
    ours, forged = RING.message_id(7, 1, "a.example"), STRANGER.message_id(8, 1, "a.example")
    found = asked(parsed(("References", f"<old@x> <{forged}> <{ours}>"), ("In-Reply-To", "<lost@relay>")))
    assert found.signed == (7,)
    assert found.references == ("lost@relay", ours, forged, "old@x")


def test_the_number_of_our_tag_is_the_weakest_candidate() -> None:
    """It stands alone in its list; who may use it is routing's decision."""
    assert asked(parsed(), number=10423).numbers == (10423,)


def test_an_attached_mail_of_ours_names_its_case() -> None:
    """By its Message-ID or by what it answers; not by the signature of somebody else."""
    ours, forged = RING.message_id(7, 1, "a.example"), STRANGER.message_id(8, 1, "a.example")
    assert asked(with_attached(f"Message-ID: <{ours}>")).attached == (7,)
    assert asked(with_attached(f"References: <old@x>\n <{ours}>")).attached == (7,)
    assert asked(with_attached(f"Message-ID: <{forged}>")).attached == ()
    assert asked(with_attached("Subject: none", f"It says <{ours}>.")).attached == ()


@given(st.lists(st.from_regex(r"[a-z0-9.=+]{1,70}@[a-z]{1,9}", fullmatch=True), max_size=8))
def test_no_foreign_message_id_passes_for_a_signed_one(values: list[str]) -> None:
    """Whatever strangers make up."""
    read = parsed(("References", " ".join(f"<{value}>" for value in values) or "<x@y>"))
    assert asked(read).signed == ()


def test_a_bounce_names_its_mail_by_the_address_it_came_back_to() -> None:
    """By the envelope, or by To where the envelope is lost; a case's address names no mail."""
    verp = signed(77, Purpose.BOUNCE)
    assert bounced_mail(parsed(), (WORKNC, verp), RING, TODAY) == 77
    assert bounced_mail(parsed(to=verp), (), RING, TODAY) == 77
    assert bounced_mail(parsed(to=signed(77)), (signed(77),), RING, TODAY) is None


def test_who_writes_to_the_envelopes_sender_names_the_mail_he_answers() -> None:
    """Responders do, and people's programs; only while the address is good, and never as a token of the case."""
    verp, old = signed(77, Purpose.BOUNCE), signed(78, Purpose.BOUNCE, expires=date(2026, 11, 22))
    found = asked(parsed(("Cc", old), to=verp), verp)
    assert found == Candidates(returned=(77,))
    assert asked(parsed(to=signed(77, Purpose.BOUNCE, ring=STRANGER))).returned == ()


def test_a_mail_of_our_own_is_known_when_it_comes_back(desk: Desk) -> None:
    """By our Message-ID, or because it is from an address that we read, sub-address or not."""
    ours = RING.message_id(7, 1, "produsoft.example")
    assert own_message(parsed(message_id=f"<{ours}>"), RING, desk)
    assert own_message(parsed(sender=VISI), RING, desk)
    assert own_message(parsed(sender=f"Desk <{signed(1).upper()}>"), RING, desk)


def test_a_customer_or_an_engineer_is_not_ourselves(desk: Desk) -> None:
    """Staff write from addresses of their own."""
    assert not own_message(parsed(sender=ANN), RING, desk)
    assert not own_message(parsed(sender=desk.engineers[0].addresses[0]), RING, desk)
