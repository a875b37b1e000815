"""Signed references prove what our own key wrote, and nothing else."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routing.reference import Keyring, Purpose, Token, expiry, person_code, with_token

OLD, NEW, FOREIGN = (bytes([number]) * 32 for number in (1, 2, 3))
RING = Keyring({4: NEW, 3: OLD})
TODAY = date(2026, 11, 23)
ADDRESS = "visi.support@produsoft.example"
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

refs = st.integers(0, 2**63 - 1)
tokens = st.builds(
    Token,
    purpose=st.sampled_from(Purpose),
    ref=refs,
    person=st.integers(0, 2**32 - 1),
    expires=st.none() | st.dates(TODAY, date(2199, 1, 1)),
)


def address(token: Token, ring: Keyring = RING) -> str:
    return with_token(ADDRESS, ring.address_token(token))


@given(tokens)
def test_what_was_written_is_read(token: Token) -> None:
    """Purpose, ref, person and expiry come back as they went."""
    assert RING.read_address(address(token), TODAY) == token


@given(tokens, st.sampled_from([str.upper, str.lower, str.swapcase, str.title]))
def test_a_token_survives_the_folding_of_case(token: Token, fold) -> None:
    """Mail servers may fold the case of local parts, and some do."""
    assert RING.read_address(fold(address(token)), TODAY) == token


@given(tokens, st.data())
def test_a_changed_character_never_names_another_case(token: Token, data: st.DataObject) -> None:
    """Whatever is changed, the token is void, or (bits that carry nothing) still the same."""
    written = RING.address_token(token)
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.sampled_from(LETTERS))
    changed = written[:place] + other + written[place + 1 :]
    assert RING.read_address(with_token(ADDRESS, changed), TODAY) in (None, token)


def test_every_single_change_of_a_token_voids_it() -> None:
    """All 44 places with all 31 other letters; only the padding bits of the last letter carry nothing."""
    token = Token(Purpose.CASE, 2**62 + 12345, person_code("ann"), date(2028, 1, 1))
    written = RING.address_token(token)
    good = base64.b32decode(written.upper() + "=" * (-len(written) % 8))
    for place in range(len(written)):
        for letter in LETTERS.replace(written[place], ""):
            changed = written[:place] + letter + written[place + 1 :]
            same = base64.b32decode(changed.upper() + "=" * (-len(changed) % 8)) == good
            read = RING.read_address(with_token(ADDRESS, changed), TODAY)
            assert read == (token if same else None), (place, letter)
            assert not same or place == len(written) - 1


@given(refs, refs, st.data())
def test_a_changed_message_id_never_names_another_case(ref: int, mail: int, data: st.DataObject) -> None:
    """The same holds for Message-IDs, whose proof is longer."""
    written = RING.message_id(ref, mail, "produsoft.example")
    place = data.draw(st.integers(0, written.index("@") - 1))
    other = data.draw(st.sampled_from(LETTERS + ".-+"))
    read = RING.read_message_id(written[:place] + other + written[place + 1 :])
    assert read is None or (read.ref, read.purpose) == (ref, Purpose.MESSAGE)


@given(refs, refs)
def test_a_message_id_names_its_case(ref: int, mail: int) -> None:
    """With angle brackets or without, however its case was folded."""
    written = RING.message_id(ref, mail, "produsoft.example")
    for shape in (written, f"<{written}>", f" <{written}>\t", written.upper(), written.replace("produsoft", "relay")):
        read = RING.read_message_id(shape)
        assert read == Token(Purpose.MESSAGE, ref)


def test_every_mail_of_a_case_has_its_own_message_id() -> None:
    """Two mails of one case differ; so do those of two cases."""
    written = {RING.message_id(ref, mail, "a.example") for ref in (1, 2) for mail in (0, 1, 2)}
    assert len(written) == 6


@pytest.mark.parametrize(("later", "good"), [(-1, True), (0, True), (1, False), (400, False)])
def test_a_token_is_good_until_the_end_of_its_last_day(later: int, good: bool) -> None:
    """The day named is the last one."""
    written = address(Token(Purpose.CASE, 7, 0, TODAY))
    assert (RING.read_address(written, TODAY + timedelta(days=later)) is not None) is good


def test_a_token_without_an_end_is_good_for_ever() -> None:
    """None is no expiry."""
    assert RING.read_address(address(Token(Purpose.CASE, 7)), date(2199, 1, 1)) is not None


def test_the_first_key_signs_and_all_verify() -> None:
    """A new key goes on top; what the old one signed stays good until it is taken away."""
    before = Keyring({3: OLD})
    token = Token(Purpose.CASE, 99, 0, date(2027, 1, 1))
    assert RING.read_address(address(token, before), TODAY) == token
    assert before.read_address(address(token), TODAY) is None
    assert Keyring({4: NEW}).read_address(address(token, before), TODAY) is None


def test_a_foreign_key_with_our_id_proves_nothing() -> None:
    """The id only says which key to try."""
    forger = Keyring({4: FOREIGN})
    assert RING.read_address(address(Token(Purpose.CASE, 1), forger), TODAY) is None
    assert RING.read_message_id(forger.message_id(1, 1, "a.example")) is None


@given(tokens)
def test_a_token_of_one_kind_proves_nothing_in_the_place_of_another(token: Token) -> None:
    """An address's token in a Message-ID is void, and a Message-ID's in an address."""
    assert RING.read_message_id(f"case.{RING.address_token(token)}@a.example") is None
    stolen = RING.message_id(token.ref, 1, "a.example").removeprefix("case.").partition("@")[0]
    assert RING.read_address(with_token(ADDRESS, stolen), TODAY) is None


@pytest.mark.parametrize("local", ["spaceclaim.support", "intake", "a"])
@pytest.mark.parametrize(
    "token", [Token(Purpose.CASE, 0), Token(Purpose.MARKER, 2**63 - 1, 2**32 - 1, date(2199, 1, 1))]
)
def test_a_local_part_with_a_token_fits_into_64_octets(local: str, token: Token) -> None:
    """RFC 5321 4.5.3.1.1, for the longest address of the sample desks, too."""
    written = with_token(f"{local}@produsoft.example", RING.address_token(token))
    assert len(RING.address_token(token)) == 44
    assert len(written.rpartition("@")[0].encode()) <= 64


@given(st.text(max_size=80) | st.text(LETTERS + "+@.=<> ", max_size=80))
@example("+")
@example("a+@")
@example("visi+" + "a" * 44 + "@x")
@example("visi+ß" + "a" * 43 + "@x")
@example("case." + "a" * 60 + "@x")
def test_foreign_text_is_no_token_and_no_error(text: str) -> None:
    """What strangers write is read without an exception, and proves nothing."""
    for shape in (text, f"visi+{text}@a.example", f"case.{text}@a.example"):
        assert RING.read_address(shape, TODAY) is None
        assert RING.read_message_id(shape) is None


@pytest.mark.parametrize("keys", [{}, {16: NEW}, {-1: NEW}, {0: b"short"}])
def test_a_keyring_needs_a_real_key(keys: dict[int, bytes]) -> None:
    """Four bits of id, 32 bytes of key, and at least one."""
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys)


def test_the_code_of_a_person_ignores_the_case_of_his_address() -> None:
    """An address is the same address in capitals."""
    assert person_code("Ann@Customer.example") == person_code("ann@customer.EXAMPLE")
    assert person_code("ann@customer.example") != person_code("bob@customer.example")


def test_expiry_counts_days_of_utc() -> None:
    """Late in the evening in New York it is the next day already."""
    late = datetime.fromisoformat("2026-11-23T22:00:00-05:00")
    assert expiry(late, 1) == date(2026, 11, 25)
    assert expiry(late.astimezone(UTC), 1) == date(2026, 11, 25)


@given(tokens, refs)
def test_tokens_are_written_in_base32(token: Token, mail: int) -> None:
    """As RFC 4648 has it, in lower case and without padding, of whatever length."""
    for written in (RING.address_token(token), RING.message_id(token.ref, mail, "")[5:-1]):
        octets = base64.b32decode(written.upper() + "=" * (-len(written) % 8))
        assert base64.b32encode(octets).decode().rstrip("=").lower() == written


@pytest.mark.parametrize(
    "written", ["_" * 44, "0" * 44, "+" + "a" * 43, "a" * 43 + "=", " " * 44, "1" * 1_000_000, "é" * 44]
)
def test_what_is_not_base32_is_no_token(written: str) -> None:
    """Whatever a number may be written with elsewhere."""
    assert RING.read_address(with_token(ADDRESS, written)) is None
