"""Who takes a case: points with reasons for everybody, the same facts always giving the same engineer (NTI-07, COR-08).

Asked are those who know the product, and whom the contract dedicates to the customer; who stands in for one of them
who is on leave takes over his claim. Ties with the customer, the language, being there and few open cases give points;
where points and load are equal the name decides. Where nobody can be asked a lead takes the case, and as long as the
desk has anybody at all somebody does. Pure, and decides nothing else: it knows no case and changes none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from routing.desk import Engineer
from routing.presence import next_at_work, on_leave, stand_in

DEDICATED = 1000  # NTI-07: a promise of the contract, which nothing outweighs
REACHED_FOR = 300  # COR-08: nor do ties or load a specialist where a colleague will bridge
RELATED = 50
HANDLED_BEFORE = 40
OF_THE_FIRM = 20
LANGUAGE = 30
PRESENT = 20
SPECIALIST = 15  # named for the product; who takes any product is for what nobody is named for
OPEN_CASE = -3
SOON_HOURS = 16  # somebody who is back tomorrow morning is nearer than somebody on leave
_ALL_AWAY = "everybody is away; who is back first takes it"
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ties:
    """Engineers, by name, who have to do with the customer already; who is not of the desk counts for nothing."""

    dedicated: str | None = None  # the contract's (NTI-07)
    related: str | None = None  # has the case that the mail names as related
    contact: str | None = None  # had the contact's last case about the product
    organisation: str | None = None  # had the last one of his colleagues


@dataclass(frozen=True, slots=True)
class Score:
    """One engineer's; `points` None: he was not asked, and the reasons say why."""

    engineer: str
    points: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The engineer's name, or None where the desk has nobody, and why. `table` has everybody, the best first."""

    engineer: str | None
    reasons: tuple[str, ...]
    table: tuple[Score, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Claim:
    """What speaks for somebody apart from his own day: it passes to who stands in for him."""

    tie: int = 0
    why: tuple[str, ...] = ()
    specialist: bool = False

    def joined(self, other: _Claim) -> _Claim:
        """His own, or that of somebody for whom he stands in: the stronger tie counts."""
        best = max(self, other, key=lambda claim: claim.tie)
        return replace(best, specialist=self.specialist or other.specialist)


def choose(
    engineers: Sequence[Engineer],
    *,
    product: str | None,
    language: str | None,
    load: Mapping[str, float],
    now: datetime,
    ties: Ties = Ties(),
    bridged: bool = False,
) -> Choice:
    """Pick the best. `load` has the open cases of each, by name, weighed; `bridged`: a silent specialist is bridged."""
    if not engineers:
        return Choice(None, ("the desk has no engineer",))
    claims = {e.name: c for e in engineers if (c := _claim(e, product, ties)) is not None}
    asked, remarks = _present_claims(engineers, claims, now)
    score = partial(_score, product=product, language=language, load=load, now=now, bridged=bridged)
    rows = {e.name: score(e, *asked.get(e.name, (_Claim(), ()))) for e in engineers}
    pool, why = _pool(engineers, asked, claims, product, now)
    ranked = sorted(pool, key=lambda e: _rank(rows[e.name], load))
    if _ALL_AWAY in why:
        ranked.sort(key=lambda e: next_at_work(e, now) or _NEVER)
    best, *beaten = (rows[e.name] for e in ranked)
    verdict = f"{best.engineer} {best.points}"
    verdict += f" before {', '.join(f'{row.engineer} {row.points}' for row in beaten)}" if beaten else ""
    unasked = (_unasked(e, claims, product, now) for e in sorted(engineers, key=lambda e: e.name) if e not in pool)
    return Choice(best.engineer, (*remarks, *why, *best.reasons, verdict), (best, *beaten, *unasked))


def _claim(engineer: Engineer, product: str | None, ties: Ties) -> _Claim | None:
    """Why somebody is asked at all; None for who knows neither product nor customer by contract."""
    dedicated = engineer.name == ties.dedicated
    if not (dedicated or product is None or not engineer.products or product in engineer.products):
        return None
    specialist = product is not None and product in engineer.products
    found = (
        (DEDICATED, "is dedicated to this customer", ties.dedicated),
        (RELATED, "has the related case", ties.related),
        (HANDLED_BEFORE, "handled this customer's case before", ties.contact),
        (OF_THE_FIRM, "handled a case of his organisation before", ties.organisation),
    )
    tie, why = next(((points, (told,)) for points, told, name in found if name == engineer.name), (0, ()))
    return _Claim(tie, why, specialist)


_Asked = dict[str, tuple[_Claim, tuple[str, ...]]]  # name -> claim, and for whom he stands in


def _present_claims(
    engineers: Sequence[Engineer], claims: Mapping[str, _Claim], now: datetime
) -> tuple[_Asked, list[str]]:
    """Claims of those who are not on leave, with what they take over; and whose dedicated engineer nobody replaces."""
    asked: _Asked = {e.name: (claims[e.name], ()) for e in engineers if e.name in claims and not on_leave(e, now)}
    remarks = []
    for absent in engineers:
        leave = on_leave(absent, now)
        if absent.name not in claims or leave is None:
            continue
        other = stand_in(absent, engineers, now)
        if other is not None:
            own, before = asked.get(other.name, (_Claim(), ()))
            told = f"stands in for {absent.name}, who is away until {leave.last}"
            asked[other.name] = own.joined(claims[absent.name]), tuple(sorted((*before, told)))
        elif claims[absent.name].tie == DEDICATED:
            remarks.append(f"{absent.name}, dedicated to this customer, is away until {leave.last}; nobody stands in")
    return asked, remarks


def _score(
    engineer: Engineer,
    claim: _Claim,
    stands_in: tuple[str, ...],
    *,
    product: str | None,
    language: str | None,
    load: Mapping[str, float],
    now: datetime,
    bridged: bool,
) -> Score:
    points, why = claim.tie, [*stands_in, *claim.why]
    if claim.specialist:
        points += SPECIALIST
        why.append(f"is named for {product}" if product in engineer.products else f"does so for {product}")
    if claim.specialist and bridged:
        points += REACHED_FOR
        why.append("is reached for first: a colleague bridges if need be")
    if language in engineer.languages:
        points += LANGUAGE
        why.append(f"speaks {language}")
    present, told = _presence(engineer, now)
    cases = load.get(engineer.name, 0)
    why += [*told, f"has {cases:g} open case{'' if cases == 1 else 's'}"]
    return Score(engineer.name, points + present + round(OPEN_CASE * cases), tuple(why))


def _presence(engineer: Engineer, now: datetime) -> tuple[int, tuple[str, ...]]:
    """Points for being there, or for being there soon."""
    back = next_at_work(engineer, now)
    hours = (back - now).total_seconds() / 3600 if back is not None else None
    if hours is None or hours > SOON_HOURS:
        return 0, ()
    return (PRESENT, ("is at work",)) if hours <= 0 else (PRESENT // 2, ("is next at work soon",))


def _pool(
    engineers: Sequence[Engineer], asked: _Asked, claims: Mapping[str, _Claim], product: str | None, now: datetime
) -> tuple[list[Engineer], tuple[str, ...]]:
    """Among whom is chosen, and why it is not among those who know the matter."""
    if asked:
        return [e for e in engineers if e.name in asked], ()
    why = f"everybody who knows {product or 'the products'} is away" if claims else f"nobody here knows {product}"
    here = [e for e in engineers if not on_leave(e, now)]
    leads = [e for e in here if e.lead]
    if leads:
        return leads, (why, "a lead takes it")
    if here:
        return here, (why, "no lead is there, so any engineer takes it")
    return list(engineers), (why, _ALL_AWAY)


def _rank(row: Score, load: Mapping[str, float]) -> tuple[int, float, str]:
    assert row.points is not None
    return -row.points, load.get(row.engineer, 0), row.engineer


def _unasked(engineer: Engineer, claims: Mapping[str, _Claim], product: str | None, now: datetime) -> Score:
    leave = on_leave(engineer, now)
    why = [f"does not know {product}"] if engineer.name not in claims else []
    why += [f"is away until {leave.last}"] if leave is not None else []
    return Score(engineer.name, None, tuple(why))
