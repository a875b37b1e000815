"""What is to be said of a contract on a day, each once: that it renews or has renewed, ends, or is used up.

PRO-03: proof of each renewal, and notice before the deadline for ending it; COR-03; JOH-02 and JOH-03: an end, an
expiry and a low balance are told; NET-04: quotas at some percentages. Pure: `about` names the occasion, so that whoever
keeps it under a UNIQUE says it once, however often he asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from routing.ledger import Ledger, Pot
from routing.quotas import Use
from routing.terms import Terms, notice_until, package_year

_PROOF_DAYS = 14  # how late a renewal is still told, after the service stood still


class News(StrEnum):
    """What there is to say."""

    RENEWED = "renewed"
    RENEWING = "renewing"
    ENDING = "ending"
    ACCOUNT_LOW = "account_low"
    ACCOUNT_EXPIRING = "account_expiring"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing to be said; `said` as JSON has it."""

    news: News
    about: str
    said: dict[str, Any] = field(default_factory=dict)


def of_period(terms: Terms, today: date, days: int) -> Iterator[Occasion]:
    """Renewals, deadlines and ends, `days` ahead. `said`: `since`, `until`, `deadline` (ISO dates or null)."""
    period = terms.period(today)
    if not terms.contract_id or period.ends_on is None or today < terms.starts_on:
        return
    end, ahead = period.ends_on, timedelta(days=days)
    said = {"since": period.starts_on.isoformat(), "until": end.isoformat(), "deadline": None}
    if period.renewals and today - period.starts_on <= timedelta(days=_PROOF_DAYS):
        yield Occasion(News.RENEWED, period.starts_on.isoformat(), said)
    if terms.ends_on is not None:
        if terms.ends_on - ahead <= today <= terms.ends_on:
            yield Occasion(News.ENDING, terms.ends_on.isoformat(), {**said, "until": terms.ends_on.isoformat()})
        return
    deadline = notice_until(end, terms.notice_months)
    last = deadline or end
    if last - ahead <= today <= last:
        next_one = (end + timedelta(days=1)).isoformat()
        told = {**said, "since": next_one, "deadline": deadline.isoformat() if deadline else None}
        yield Occasion(News.RENEWING, end.isoformat(), told)


def of_account(ledger: Ledger, today: date, days: int, percents: Sequence[int]) -> Iterator[Occasion]:
    """A prepaid account. `said`: `left`, `account` (minutes), `until` (ISO date or null).

    The highest percentage that its use has reached is told, and its end if something is left that would be lost.
    """
    account, until = ledger.agreement.account_minutes, ledger.agreement.account_until
    if account <= 0 or (until is not None and today > until):
        return
    left, used = ledger.account_left, ledger.minutes(Pot.ACCOUNT)
    said = {"left": left, "account": account, "until": until.isoformat() if until else None}
    reached = [percent for percent in percents if used * 100 >= percent * account]
    if reached:
        yield Occasion(News.ACCOUNT_LOW, f"{account}:{until}:{max(reached)}", said)
    if left and until is not None and until - timedelta(days=days) <= today:
        yield Occasion(News.ACCOUNT_EXPIRING, f"{until}", said)


def together(occasions: Iterable[Occasion], ends_on: date | None) -> Iterator[Occasion]:
    """What is said of a contract at once, so that nobody gets two mails of one day.

    `ends_on` is its last day, None where it has none or another contract follows: then no end is said. Prepaid time
    that would be lost on that very day is said with the end, whose `said` has `left` and `account`, too.
    """
    told = list(occasions)
    lost = next((one for one in told if one.news is News.ACCOUNT_EXPIRING and _is_day(one, ends_on)), None)
    for one in told:
        if one.news is News.ENDING and ends_on is not None:
            with_it = {name: lost.said[name] for name in ("left", "account")} if lost is not None else {}
            yield replace(one, said={**one.said, **with_it})
        elif one.news is not News.ENDING and one is not lost:
            yield one


def _is_day(occasion: Occasion, day: date | None) -> bool:
    return day is not None and occasion.said["until"] == day.isoformat()


def of_quotas(terms: Terms, used: Sequence[Use], today: date, percents: Sequence[int]) -> Iterator[Occasion]:
    """NET-04: of each channel the highest percentage reached. `said`: `channel`, `used`, `limit`, `until` (ISO)."""
    first, last = package_year(terms.starts_on, today)
    for use in used:
        reached = use.reached(percents)
        if reached:
            said = {"channel": use.channel, "used": use.used, "limit": use.limit, "until": last.isoformat()}
            yield Occasion(News.QUOTA, f"{first}:{use.channel}:{max(reached)}", said)
