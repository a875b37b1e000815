"""`intake contracts`: what runs, until when, what then, and until when notice can be given (PRO-03, COR-03)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, fail, out_json, print_table, settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from routing.desk import Desk
    from routing.model import Contract
    from routing.terms import Terms

cli = typer.Typer(no_args_is_help=True, help="Contracts: which there are, and which end.")


@cli.command("list")
def list_contracts(
    context: typer.Context,
    ending: Annotated[str | None, typer.Option(help="Only those whose period ends within: 120d, 4w, 6m, 1y.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List contracts, those whose period ends first on top."""
    from sqlmodel import select

    from routing.model import Contract, Organisation

    loaded = settings(context)
    today = datetime.now(loaded.desk.calendar.zone).date()
    store = database(loaded)
    try:
        with store.reading() as session:
            query = (
                select(Contract, Organisation)
                .join(Organisation, Organisation.id == Contract.organisation_id)  # type: ignore[arg-type]
                .where(Contract.desk == loaded.desk.name)
            )
            rows = [_row(session, loaded.desk, contract, whose, today) for contract, whose in session.exec(query)]
    finally:
        store.close()
    if ending is not None:
        last = today + span(ending)
        rows = [row for row in rows if row["period_ends_on"] and today <= row["period_ends_on"] <= last]
    rows.sort(key=lambda row: (row["period_ends_on"] or date.max, row["number"] or "", row["organisation_name"]))
    if as_json:
        for row in rows:
            out_json({name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()})
        return
    titles = ("contract", "organisation", "plan", "products", "until", "then", "notice until")
    print_table(titles, [_line(row, today) for row in rows], ("organisation", "products"), "No such contracts.")


def span(text: str) -> timedelta:
    """A number of days, weeks, months (30 days) or years (365)."""
    number, unit = text[:-1], text[-1:].lower()
    days = {"d": 1, "w": 7, "m": 30, "y": 365}.get(unit)
    if days is None or not number.isdigit() or len(number) > 4:
        fail(f"--ending {text}: write a number and d, w, m or y, as 120d")
    return timedelta(days=days * int(number))


def _row(session: Session, desk: Desk, contract: Contract, whose: Any, today: date) -> dict[str, Any]:  # noqa: ANN401
    """A contract as it is today; `period_ends_on` null: no end is agreed."""
    from routing.contracts import terms_of
    from routing.terms import notice_until

    plan = next((plan for plan in desk.plans if plan.name == contract.plan), None)
    terms = terms_of(contract, plan)
    period = terms.period(today)
    renews = terms.ends_on is None and period.ends_on is not None
    return {
        "number": contract.number,
        "organisation": whose.external_id,
        "organisation_name": whose.name,
        "plan": contract.plan,
        "products": list(contract.products),
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
        "renews": renews,
        "period_starts_on": period.starts_on,
        "period_ends_on": period.ends_on,
        "renewals": period.renewals,
        "notice_until": notice_until(period.ends_on, terms.notice_months) if renews else None,
        "cancelled_on": contract.cancelled_on,
        "engineer": contract.engineer,
        "account_left": _account_left(session, desk, contract, terms) if plan is not None else None,
    }


def _account_left(session: Session, desk: Desk, contract: Contract, terms: Terms) -> int | None:
    from routing.agreement import agreed
    from routing.ledgers import ledger_under

    agreement = agreed(desk.plan(contract.plan), terms)
    if not agreement.account_minutes:
        return None
    return ledger_under(session, desk, agreement, contract.id, None).account_left


def _line(row: Mapping[str, Any], today: date) -> tuple[str, ...]:
    until, notice = row["period_ends_on"], row["notice_until"]
    late = " (over)" if notice is not None and notice < today else ""
    return (
        row["number"] or "",
        row["organisation_name"],
        row["plan"],
        ", ".join(row["products"]) or "all",
        str(until or "no end"),
        "renews" if row["renews"] else ("ended" if until < today else "ends") if until else "",
        f"{notice}{late}" if notice else "",
    )
