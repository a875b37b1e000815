"""The digest in the terms of its template: titles for names, shares for bars, the pictures that may be drawn. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta

from notifier.charts import Chart
from notifier.for_editions import AccountLine, BoxLine, DayLine, Digest, GroupLine, TermLine, UrgentLine
from notifier.locales import weekday
from routing.desk import Desk, Manager
from routing.figures import Account, Case, Counted, Day, Figures, Group, Mailbox, Term

_TERMS = 8  # contracts that are named
_ACCOUNTS = 8
_GROUPS = 10  # products and engineers that are shown
_URGENT = 5


def digest(desk: Desk, manager: Manager, figures: Figures, *, weekly: bool) -> Digest:
    """What his template is told."""
    zone, cases = manager.calendar.zone, figures.cases
    first = figures.since.astimezone(zone).date()
    products = {product.name: product.title for product in desk.products}
    engineers = {engineer.name: engineer.full_name for engineer in desk.engineers}
    plans = {plan.name: plan.title for plan in desk.plans}
    return Digest(
        desk=desk.title,
        weekly=weekly,
        week=first.isocalendar().week,
        first=first,
        last=(figures.until - timedelta(microseconds=1)).astimezone(zone).date(),
        stand=figures.stand,
        products_seen=tuple(products.get(name, name) for name in manager.products),
        regions_seen=manager.regions,
        **_stand(cases),
        answered=len(cases.answers.minutes),
        median=cases.answers.median,
        ninth=cases.answers.ninth,
        kept=cases.answers.share,
        promised=cases.answers.promised,
        opened=cases.opened,
        closed=cases.closed,
        urgent=tuple(_urgent(one, products, engineers) for one in cases.worst[:_URGENT]),
        days=_days(cases.days),
        products=_groups(cases.products, products),
        engineers=_groups(cases.engineers, engineers),
        terms=tuple(_term(one, plans) for one in figures.terms[:_TERMS]),
        more_terms=max(0, len(figures.terms) - _TERMS),
        accounts=tuple(_account(one, plans) for one in figures.accounts[:_ACCOUNTS]),
        outside_cases=cases.outside.cases,
        outside_minutes=cases.outside.minutes,
        unapproved=figures.unapproved,
        judged=cases.learning.judged,
        corrected=cases.learning.corrected,
        hits=cases.learning.hits,
        complaints=cases.complaints,
        forgeries=cases.forgeries,
        floods=tuple((flood.sender, flood.mails) for flood in figures.floods),
        quarantined=figures.quarantined,
        boxes=tuple(_box(one) for one in figures.mailboxes),
    )


def charts(told: Digest, language: str) -> tuple[Chart, ...]:
    """The pictures, where they can be drawn: the days of a week, as that language names them, and the products."""
    days = Chart("days", tuple((weekday(language, one.day), (one.opened, one.closed)) for one in told.days))
    groups = tuple(
        (one.name or "–", (one.late, one.tight, one.open - one.late - one.tight, one.opened, one.closed))
        for one in told.products
    )
    return (days, Chart("products", groups)) if groups else (days,)


def _stand(cases: Counted) -> Mapping[str, int]:
    told = asdict(cases.now)
    waits = {"waiting": told.pop("customer"), "held": told.pop("vendor")}
    return {**told, **waits}


def _urgent(case: Case, products: Mapping[str, str], engineers: Mapping[str, str]) -> UrgentLine:
    return UrgentLine(
        number=case.number,
        subject=case.subject,
        customer=case.customer,
        owner=engineers.get(case.owner or ""),
        product=products.get(case.product or "", case.product),
        due_at=case.due,
        used=case.used,
        critical=case.critical,
    )


def _days(days: Sequence[Day]) -> tuple[DayLine, ...]:
    most = max((max(one.opened, one.closed) for one in days), default=0) or 1
    return tuple(
        DayLine(
            day=one.day,
            opened=one.opened,
            closed=one.closed,
            shares=(100 * one.opened // most, 100 * one.closed // most),
        )
        for one in days
    )


def _groups(groups: Sequence[Group], titles: Mapping[str, str]) -> tuple[GroupLine, ...]:
    most = max((one.open for one in groups), default=0) or 1
    return tuple(
        GroupLine(
            name=titles.get(one.name or "", one.name),
            open=one.open,
            late=one.late,
            tight=one.tight,
            opened=one.opened,
            closed=one.closed,
            shares=_shares(one, most),
        )
        for one in groups[:_GROUPS]
    )


def _shares(group: Group, most: int) -> tuple[int, int, int]:
    """Of the longest bar; what is late is seen, be it ever so little."""
    late, tight, rest = (100 * n // most for n in (group.late, group.tight, group.open - group.late - group.tight))
    return max(late, 2 * bool(group.late)), max(tight, 2 * bool(group.tight)), rest


def _term(term: Term, plans: Mapping[str, str]) -> TermLine:
    return TermLine(
        organisation=term.organisation,
        plan=plans.get(term.plan, term.plan),
        number=term.number,
        last_day=term.last_day,
        renews=term.renews,
        deadline=term.deadline,
    )


def _account(account: Account, plans: Mapping[str, str]) -> AccountLine:
    return AccountLine(
        organisation=account.organisation,
        plan=plans.get(account.plan, account.plan),
        number=account.number,
        left=account.left,
        until=account.until,
    )


def _box(box: Mailbox) -> BoxLine:
    told = {name: value for name, value in asdict(box).items() if name != "name"}
    return BoxLine(**told, unexplained=box.unexplained)
