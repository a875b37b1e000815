"""Examples of what is said of contracts, accounts and quotas. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from notifier.compose import told
from notifier.for_customers import AccountNews, ContractNews, Informed, QuotaNews
from notifier.for_staff import OfficeNews


def contract_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What is said of contracts, accounts and quotas."""
    today = now.date()
    common: dict[str, object] = {"desk": "Desk", "name": "Ann", "organisation": "Peeters Matrijzen", "plan": "Gold"}
    numbered = {**common, "contract": "C-17"}
    office: dict[str, object] = {"organisation": "Peeters Matrijzen", "plan": "Gold", "contract": "C-17"}
    period: dict[str, object] = {"since": today, "until": today}
    return {
        "contract": (
            told(ContractNews(**numbered, news="renewed", **period)),  # type: ignore[arg-type]
            told(ContractNews(**numbered, news="renewing", **period, deadline=today)),  # type: ignore[arg-type]
            told(ContractNews(**{**common, "name": ""}, news="renewing", **period)),  # type: ignore[arg-type]
            told(ContractNews(**common, news="ending", **period)),  # type: ignore[arg-type]
            told(ContractNews(**numbered, news="ending", **period, left=45, account=600)),  # type: ignore[arg-type]
        ),
        "account": (
            told(AccountNews(**numbered, left=45, account=600, until=today)),  # type: ignore[arg-type]
            told(AccountNews(**common, left=45, account=600, until=today, expires=True)),  # type: ignore[arg-type]
            told(AccountNews(**{**common, "name": ""}, left=0, account=600)),  # type: ignore[arg-type]
        ),
        "quota": (
            told(QuotaNews(**numbered, channel="written", used=16, limit=20, until=today)),  # type: ignore[arg-type]
            told(QuotaNews(**common, channel="phone", used=20, limit=20, until=today)),  # type: ignore[arg-type]
            told(QuotaNews(**{**common, "name": ""}, channel="remote", used=20, limit=20, until=today)),  # type: ignore[arg-type]
        ),
        "informed": (
            told(Informed(desk="Desk", name="Ann", number=10423, subject="Export stops")),
            told(Informed(desk="Desk", name="", number=10423, subject="")),
        ),
        "office": (
            told(OfficeNews(**office, news="renewed", **period)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="renewing", **period, deadline=today)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="ending", until=today)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="account_low", left=45, account=600, until=today)),  # type: ignore[arg-type]
            told(OfficeNews(organisation="Peeters", plan="Gold", news="account_expiring", left=5, account=600)),
            *(
                told(OfficeNews(organisation="Peeters", news="quota", channel=name, used=16, limit=20))
                for name in ("written", "phone", "remote", "other")
            ),
            told(OfficeNews(organisation="Peeters", news="no_contract", number=10423, sender="ann@customer.example")),
        ),
    }
