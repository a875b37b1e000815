"""Who speaks: whether a mail has an engineer's power over a case (MAIL.md 4). Pure; answers with its reasons.

Three proofs: a signed token that was issued to him for this case, a From among his addresses, and an aligned result of
who vouches for that From. All three: he. Two: a confirmation is asked at his main address, and nothing is done
before. Less: nobody's word, whatever From says. Where no token can exist yet (a mail to the desk's own address, a
forward that opens a case, a first mail to a customer) the other two suffice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from routing.desk import Desk, Engineer
from routing.reasons import Reason
from routing.reference import person_code
from routing.submission import Proofs


@dataclass(frozen=True, slots=True)
class Verified:
    """It is he."""

    engineer: Engineer
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """It may be he: he is asked at his main address."""

    engineer: Engineer
    missing: str  # token, expired, address, alignment
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nothing but a claim; `claimed` is whose address it uses."""

    claimed: Engineer | None
    reasons: tuple[str, ...]


Identity = Verified | Doubtful | Stranger


def identify(desk: Desk, address: str, proofs: Proofs, case: Collection[int]) -> Identity:
    """Whose word a mail from `address` is. `case` are the refs of the case it joins and of those merged into it.

    Another engineer's token proves nothing for the one whose address it is: the token of who was written to counts.
    """
    claimed = desk.colleague_at(address)
    named = _issued_to(desk, proofs.issued, case)
    expired = _issued_to(desk, proofs.expired, case)
    engineer = claimed or named
    if engineer is None:
        return Stranger(None, ("the sender is nobody of the desk",))
    token = not case or engineer == named
    reasons = (
        _of_address(engineer, claimed),
        _of_token(engineer, case, named, expired),
        *_of_vouching(proofs),
    )
    proven = sum((token, claimed is not None, proofs.aligned))
    if proven == 3:
        return Verified(engineer, reasons)
    if proven == 2 and case:
        return Doubtful(engineer, _missing(token, claimed is not None, engineer == expired), reasons)
    return Stranger(claimed, reasons)


def _missing(token: bool, address: bool, expired: bool) -> str:
    if not token:
        return "expired" if expired else "token"
    return "alignment" if address else "address"


def _of_address(engineer: Engineer, claimed: Engineer | None) -> Reason:
    if claimed is not None:
        return Reason(f"from an address of {engineer.name}", "own_address")
    return Reason(f"from no address of {engineer.name}", "other_address")


def _of_token(engineer: Engineer, case: Collection[int], named: Engineer | None, expired: Engineer | None) -> Reason:
    if not case:
        return Reason("no token can exist yet")
    if named == engineer:
        return Reason("bears the token issued to him for this case", "token")
    if expired == engineer:
        return Reason("bears a token of his that has expired", "token_expired")
    if named is not None:
        return Reason(f"bears the token of {named.name}", "token_of", named.name)
    return Reason("bears no token of his", "no_token")


def _of_vouching(proofs: Proofs) -> tuple[str, ...]:
    """What the witnesses said, word for word; mails say what that comes to."""
    word, short = ("vouched", "vouched for") if proofs.aligned else ("not_vouched", "nobody vouches for From")
    first, *others = proofs.reasons or (short,)
    return (Reason(first, word), *others)


def _issued_to(desk: Desk, tokens: tuple[tuple[int, int], ...], case: Collection[int]) -> Engineer | None:
    """The engineer to whom a token of that case was issued."""
    codes = {person for ref, person in tokens if ref in case}
    if not codes:
        return None
    return next((engineer for engineer in desk.colleagues if person_code(engineer.name) in codes), None)
