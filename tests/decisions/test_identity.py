"""Who speaks: every way to forge an engineer's mail against every proof there is, and the verdict on each (MAIL.md 4).

The mails are real ones, read by the readers that the service uses; the verdicts come from `verdict`, three lines that
know nothing of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from intake.authentication import Trust
from intake.conversation import borne, carried
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from intake.settings import load, sample_folder
from intake.witness import Path, Witness
from routing.desk import Desk
from routing.identity import Doubtful, Identity, Stranger, Verified, identify
from routing.reference import Keyring, Purpose, Token, person_code, with_token
from routing.submission import Channel, Proofs
from tests.mails import VISI

TODAY = date(2026, 11, 23)
RING = Keyring({0: b"k" * 32})
CASE, MERGED, OTHER = 11, 12, 13
BORDER = "mx.produsoft.example"
RECEIVED = f"Received: from sender.example (sender.example [203.0.113.9]) by {BORDER} with ESMTPS id 1\r\n"
SENDERS = "Received: from laptop (laptop [198.51.100.7]) by sender.example with ESMTPSA id 2\r\n"

# What stands in From, the domain that servers check for it, and whose address it is.
FROM = {
    "his main address": ("Hilde <hilde.vanacker@produsoft.example>", "produsoft.example", "hilde"),
    "his alias": ("hilde@produsoft.example", "produsoft.example", "hilde"),
    "another engineer": ("Wout <wout.claerhout@produsoft.example>", "produsoft.example", "wout"),
    "a customer": ("Ann <ann@customer.example>", "customer.example", None),
    "a lookalike domain": ("Hilde <hilde.vanacker@pr0dusoft.example>", "pr0dusoft.example", None),
    "his address as a name": ('"hilde.vanacker@produsoft.example" <x@customer.example>', "customer.example", None),
    "two From": ("hilde@produsoft.example\r\nFrom: x@customer.example", "produsoft.example", "hilde"),
}

# Which token the mail bears: ref, person, days it is good for; and who is proven by it in this case.
TOKENS = {
    "none": (None, None),
    "his, of this case": ((CASE, "hilde", 30), "hilde"),
    "his, of a case merged into it": ((MERGED, "hilde", 30), "hilde"),
    "his, of another case": ((OTHER, "hilde", 30), None),
    "another engineer's": ((CASE, "wout", 30), "wout"),
    "his, expired": ((CASE, "hilde", -1), None),
    "his, broken": ((CASE, "hilde", 30), None),
}

# What servers wrote above and below the border's Received, {d} the domain of From; and whether that vouches for it.
FORGED = f"Authentication-Results: {BORDER}; dmarc=pass header.from={{d}}\r\n"
VOUCHING = {
    "dmarc": (f"Authentication-Results: {BORDER}; dmarc=pass (p=reject) header.from={{d}}\r\n{RECEIVED}", True),
    "dkim": (f"Authentication-Results: {BORDER}; dkim=pass header.d={{d}} header.s=s1\r\n{RECEIVED}", True),
    "spf": (f"Authentication-Results: {BORDER}; dkim=none; spf=pass smtp.mailfrom=a@{{d}}\r\n{RECEIVED}", True),
    "dmarc of another domain": (
        f"Authentication-Results: {BORDER}; dmarc=pass header.from=evil.example\r\n{RECEIVED}",
        False,
    ),
    "dkim and spf of another domain": (
        (
            f"Authentication-Results: {BORDER}; dkim=pass header.d=evil.example;"
            f" spf=pass smtp.mailfrom=evil.example\r\n{RECEIVED}"
        ),
        False,
    ),
    "fail": (f"Authentication-Results: {BORDER}; dmarc=fail header.from={{d}}; spf=fail\r\n{RECEIVED}", False),
    "an unknown server": (
        f"Authentication-Results: mx.evil.example; dmarc=pass header.from={{d}}\r\n{RECEIVED}",
        False,
    ),
    "forged, below ours": (f"Authentication-Results: {BORDER}; dmarc=fail\r\n{RECEIVED}{FORGED}", False),
    "forged, the only one": (f"{RECEIVED}{SENDERS}{FORGED}", False),
    "of an unknown server, above ours": (
        (
            "Authentication-Results: mx.evil.example; dmarc=fail header.from={d}\r\n"
            f"Authentication-Results: {BORDER}; dmarc=pass header.from={{d}}\r\n{RECEIVED}"
        ),
        True,
    ),
    "none": (RECEIVED, False),
    "trusted path": (RECEIVED, True),
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return load(sample_folder() / "produsoft.toml", {}, today=TODAY).desk


@pytest.fixture(scope="module")
def witness(desk: Desk) -> Witness:
    return Witness(desk, Trust(authserv_ids=frozenset({BORDER})))


def address(token: str) -> str:
    """The address that the mail goes to."""
    issued = TOKENS[token][0]
    if issued is None:
        return VISI
    ref, person, days = issued
    written = RING.address_token(Token(Purpose.CASE, ref, person_code(person), TODAY + timedelta(days=days)))
    if token.endswith("broken"):
        written = ("b" if written[0] == "a" else "a") + written[1:]
    return with_token(VISI, written)


def written(sender: str, token: str, vouching: str) -> ParsedMail:
    """The mail, as it was fetched."""
    shown, domain, _ = FROM[sender]
    head = VOUCHING[vouching][0].replace("{d}", domain)
    text = f"{head}From: {shown}\r\nTo: {address(token)}\r\nSubject: Re: Export\r\nMessage-ID: <1@x>\r\n\r\nDone.\r\n"
    return parse(text.encode(), Limits())


def judged(desk: Desk, witness: Witness, names: tuple[str, str, str], case: tuple[int, ...]) -> Identity:
    """Whose word the mail is, by the readers and the rule."""
    mail = written(*names)
    path = Path("visi", Channel.LMTP, vouched=names[2] == "trusted path")
    vouch = witness.vouch(mail, [path], "", None)
    tokens = carried(mail, borne(mail, (), RING), RING, TODAY)
    proofs = Proofs(tokens.issued, tokens.expired, vouch.aligned, vouch.reasons)
    return identify(desk, mail.sender.address, proofs, case)


def verdict(sender: str, token: str, vouching: str) -> tuple[type[Identity], str | None]:
    """Three of three is he, two is doubtful, less is nobody; another's token proves nothing for whose address it is."""
    claimed, named = FROM[sender][2], TOKENS[token][1]
    aligned = VOUCHING[vouching][1] and sender != "two From"
    proven = (named is not None and named == (claimed or named)) + (claimed is not None) + aligned
    return {3: Verified, 2: Doubtful}.get(proven, Stranger) if claimed or named else Stranger, claimed or named


@pytest.mark.parametrize("names", [*product(FROM, TOKENS, VOUCHING)], ids=" / ".join)
def test_two_proofs_of_three_are_not_enough(desk: Desk, witness: Witness, names: tuple[str, str, str]) -> None:
    """In a case, an engineer is who bears his token, writes from his address, and is vouched for."""
    found = judged(desk, witness, names, (CASE, MERGED))
    kind, engineer = verdict(*names)
    assert type(found) is kind, found.reasons
    if isinstance(found, Stranger):
        assert (found.claimed.name if found.claimed else None) == FROM[names[0]][2]
    else:
        assert found.engineer.name == engineer
    assert found.reasons


@pytest.mark.parametrize("names", [*product(FROM, ["none", "another engineer's"], VOUCHING)], ids=" / ".join)
def test_without_a_case_there_is_no_token(desk: Desk, witness: Witness, names: tuple[str, str, str]) -> None:
    """Then an engineer's address and somebody who vouches for it suffice, and nothing else does."""
    found = judged(desk, witness, names, ())
    claimed = FROM[names[0]][2]
    wanted = Verified if claimed and VOUCHING[names[2]][1] and names[0] != "two From" else Stranger
    assert type(found) is wanted, found.reasons


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("his alias", "none", "dmarc"), "token"),
        (("his alias", "his, of another case", "dmarc"), "token"),
        (("his alias", "his, broken", "dmarc"), "token"),
        (("his alias", "another engineer's", "dmarc"), "token"),
        (("his alias", "his, expired", "dmarc"), "expired"),
        (("a customer", "his, of this case", "dmarc"), "address"),
        (("a lookalike domain", "his, of this case", "dmarc"), "address"),
        (("his alias", "his, of this case", "fail"), "alignment"),
        (("two From", "his, of this case", "dmarc"), "alignment"),
    ],
)
def test_whoever_is_asked_hears_what_was_missing(
    desk: Desk, witness: Witness, names: tuple[str, str, str], missing: str
) -> None:
    """The confirmation says what would have proven it."""
    found = judged(desk, witness, names, (CASE, MERGED))
    assert isinstance(found, Doubtful)
    assert found.missing == missing


def test_reply_to_proves_nothing(desk: Desk, witness: Witness) -> None:
    """MAIL.md 4: answers may be wanted anywhere."""
    raw = f"{VOUCHING['dmarc'][0]}From: ann@customer.example\r\nReply-To: hilde@produsoft.example\r\n\r\nDone.\r\n"
    mail = parse(raw.replace("{d}", "customer.example").encode(), Limits())
    vouch = witness.vouch(mail, [Path("visi", Channel.LMTP)], "", None)
    found = identify(desk, mail.sender.address, Proofs(aligned=vouch.aligned), (CASE,))
    assert vouch.aligned
    assert found == Stranger(None, found.reasons)


def test_private_headers_of_others_prove_nothing(desk: Desk, witness: Witness) -> None:
    """Whatever somebody writes into an X-Intake header, he is as strange as without it."""
    plain = "From: hilde@produsoft.example\r\nTo: x@y.example\r\n\r\nDone.\r\n"
    forged = "X-Intake-Person: hilde\r\nX-Intake-Vouched: yes\r\nX-Intake-Omitted: a; 1\r\nX-Intake-Loop: produsoft\r\n"
    said = []
    for raw in (plain, forged + plain):
        mail = parse(raw.encode(), Limits())
        vouch = witness.vouch(mail, [Path("visi", Channel.LMTP)], "", None)
        said.append((vouch, carried(mail, borne(mail, (), RING), RING, TODAY), mail.text, mail.files, mail.problems))
    assert said[0] == said[1]
