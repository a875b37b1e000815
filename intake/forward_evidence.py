"""What speaks for a forward and what for a reply, weighed.

The same header block opens both, and people rewrite subjects, so no single sign decides. Each sign has a weight, above
zero for a forward; the sum is the verdict, and as a chance it is the finding's certainty. Weights are chosen so that a
client's own mark outweighs the subject, the subject outweighs who received the mail, and In-Reply-To alone decides
nothing (Outlook and Gmail set it on forwards, too). Pure; never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import tzinfo
from math import exp

from routing.submission import Party

_TAGS = r"\s*(?:\[[^\[\]]{1,30}\]\s*){0,3}"  # "[EXTERN]", "[Desk #12]"
_COUNT = r"\.?\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:"
_FORWARDS = re.compile(
    _TAGS + r"\[?(?:fwd?|fw|forward(?:ed)?|doorst(?:uren)?|doorgest(?:uurd)?|wg|wtrlt|wtr|weitergeleitet|weiterleitung|"
    r"vs|videresend(?:t)?|vb|vl|vidarebefordrat|[iİı]̇?lt|[iİı]̇?leti|ynt:\s*[iİı]̇?lt|tr|transf?|i|inoltra?|rv|reenv|"
    r"enc|pd|továbbítás|tov|předat|přepos|prepos|redir|redirecționat|edasi|edast|pros|proslijeđeno|пересл|пересил|пер|"
    r"πρθ)" + _COUNT,
    re.IGNORECASE,
)
_REPLIES = re.compile(
    _TAGS + r"(?:re|aw|antw|antwoord|sv|ynt|yan|yanıt|cevap|rép|réf|r|ref|res|odp|vá|válasz|vast|răsp|отв|на|απ|"
    r"σχετ|atb)" + _COUNT,
    re.IGNORECASE,
)
_VS = re.compile(_TAGS + "vs" + _COUNT, re.IGNORECASE)
_FINNISH = frozenset({"lähettäjä"})  # whose VS: answers; in Norwegian and Danish it forwards
_LONG_SUBJECT = 1000


@dataclass(frozen=True, slots=True)
class Letter:
    """What is known of the mail in which a forward is looked for: the mail itself, or an original within it."""

    subject: str
    text: str
    sender: Party
    recipients: tuple[Party, ...]
    zone: tzinfo  # in which its client tells times
    answers: bool = False  # bears In-Reply-To
    told: bool = False  # a header says that it forwards (Thunderbird's X-Forwarded-Message-Id)

    @property
    def forwards(self) -> bool:
        """Whether the subject says so."""
        return _FORWARDS.match(self.subject[:_LONG_SUBJECT]) is not None

    @property
    def replies(self) -> bool:
        """Whether the subject says so."""
        return not self.forwards and _REPLIES.match(self.subject[:_LONG_SUBJECT]) is not None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a header block and its place in the text tell."""

    sender: Party
    to: tuple[Party, ...]
    label: str  # the client's word for "From", in small letters
    marked: bool  # below a forward mark
    within: bool  # below quoted history
    written_above: bool


Evidence = tuple[tuple[float, str], ...]  # (weight, why)


def weigh(letter: Letter, signs: Signs) -> Evidence:
    """The signs that hold for a header block; their sum is above zero for a forward."""
    forwards, replies = letter.forwards, letter.replies
    if signs.label in _FINNISH and _VS.match(letter.subject[:_LONG_SUBJECT]):
        forwards, replies = False, True
    told: list[tuple[bool, float, str]] = [
        (signs.marked, 5, "forward mark"),
        (not signs.marked, 0, "header block of a forward"),
        (letter.told, 5, "X-Forwarded-Message-Id"),
        (forwards, 4, "the subject forwards"),
        (replies, -4, "the subject answers"),
        (signs.within, -6, "below quoted history"),
        (letter.answers and not forwards, -1.5, "In-Reply-To"),
    ]
    if not signs.marked:
        address = signs.sender.address.casefold()
        reached = any(p.address.casefold() == address for p in letter.recipients)
        returns = any(p.address.casefold() == letter.sender.address.casefold() for p in signs.to if p.address)
        told += [
            (not signs.written_above, 2, "nothing above"),
            (signs.written_above, -1, "own text above"),
            (bool(address) and reached and not forwards, -3, "goes to the block's sender"),
            (bool(address) and not reached, 1, "does not go to the block's sender"),
            (returns, 1, "the block's mail went to the forwarder"),
        ]
    return tuple((weight, why) for holds, weight, why in told if holds)


def weigh_attached(letter: Letter, *, short: bool) -> Evidence:
    """The signs that hold for an attached message: below a long text of its own it is an enclosure, not a forward."""
    told = [
        (letter.forwards or letter.told, 4.0, "the subject forwards"),
        (letter.replies, -4.0, "the subject answers"),
        (short, 2.0, "short text above"),
        (not short, -2.0, "long text above"),
    ]
    return tuple((weight, why) for holds, weight, why in told if holds)


def total(evidence: Evidence) -> float:
    """The verdict: a forward if above zero."""
    return sum(weight for weight, _ in evidence)


def certainty(evidence: Evidence, sender: Party) -> float:
    """The verdict as a chance, 0..1; of a sender without address less, since a name is not a customer yet."""
    chance = 1 / (1 + exp(-0.9 * total(evidence)))
    return round(chance if sender.address else min(chance, 0.7), 2)


def words(evidence: Evidence) -> str:
    """The reasons in one line."""
    return ", ".join(why for _, why in evidence)
