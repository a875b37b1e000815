"""What one table of a desk file cannot know by itself: references, names and addresses given twice, opening hours.

The checks read the raw tables, because they must also speak about a file in which other tables are broken:
whatever has the wrong type is passed over here, the file's shape (`intake/deskfile.py`) has said so. They add
faults to the ledger and answer nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from intake.deskfaults import Ledger, Place, guess
from intake.opening import UnknownPlace, days_off, hour_faults, public_days, ranges

Content = dict[str, Any]
_ANY_YEAR = 2028  # one that has a 29 February


def check(content: Content, ledger: Ledger) -> None:
    """Note every fault between the tables of a desk file."""
    for table in ("mailbox", "product", "engineer", "manager", "plan"):
        _names(content, table, ledger)
    _addresses(content, ledger)
    _products(content, ledger)
    _hours(content, ledger)
    _days(content, ledger)
    _place(content, ledger)
    _accounts(content, ledger)
    _identity(content, ledger)
    _leave(content, ledger)


def _names(content: Content, table: str, ledger: Ledger) -> None:
    """A name is what everything else refers by."""
    seen: set[str] = set()
    for place, row in _rows(content, table):
        name = row.get("name")
        if isinstance(name, str):
            if name in seen:
                ledger.add((*place, "name"), f'there is another [[{table}]] "{name}"; every name must be its own')
            seen.add(name)


def _addresses(content: Content, ledger: Ledger) -> None:
    """An address belongs to one mailbox or to one engineer: a mail from or to it must mean one thing."""
    owners: dict[str, str] = {}
    for table, keys in (("mailbox", ("address", "aliases")), ("engineer", ("addresses",))):
        for place, row in _rows(content, table):
            owner = f'[[{table}]] "{row.get("name")}"'
            for key in keys:
                for where, address in _texts(row, key):
                    other = owners.setdefault(address.lower(), owner)
                    if other != owner:
                        ledger.add((*place, *where), f"{address} is an address of {other} already")
    for place, row in _rows(content, "manager"):  # who may well be an engineer, too
        for where, address in _texts(row, "addresses"):
            owner = owners.setdefault(address.lower(), f'[[manager]] "{row.get("name")}"')
            if owner.startswith("[[mailbox]]"):
                ledger.add((*place, *where), f"{address} is an address of {owner}, which people do not read")
    desk = _table(content, "desk").get("address")
    if isinstance(desk, str) and not owners.get(desk.lower(), "[[mailbox]]").startswith("[[mailbox]]"):
        ledger.add(("desk", "address"), f"{desk} is an address of {owners[desk.lower()]}; the desk needs its own")


def _products(content: Content, ledger: Ledger) -> None:
    known = {row["name"] for _, row in _rows(content, "product") if isinstance(row.get("name"), str)}
    for table, key in (("mailbox", "product"), ("engineer", "products"), ("manager", "products")):
        for place, row in _rows(content, table):
            for where, product in _texts(row, key):
                if product not in known:
                    cure = guess(product, known) or "; add a [[product]] of that name"
                    ledger.add((*place, *where), f'there is no product "{product}"{cure}')


def _leave(content: Content, ledger: Ledger) -> None:
    """GEN-12: who stands in is a colleague, and leave ends after it begins."""
    known = {row["name"] for _, row in _rows(content, "engineer") if isinstance(row.get("name"), str)}
    for place, row in _rows(content, "engineer"):
        away = [((*place, "away", at), one) for at, one in enumerate(_list(row, "away")) if isinstance(one, dict)]
        for where, table in [(place, row), *away]:
            stand_in = table.get("substitute")
            if isinstance(stand_in, str) and stand_in == row.get("name"):
                ledger.add((*where, "substitute"), "nobody stands in for himself; name a colleague")
            elif isinstance(stand_in, str) and stand_in not in known:
                ledger.add((*where, "substitute"), f'there is no engineer "{stand_in}"{guess(stand_in, known)}')
        for where, table in away:
            first, last = str(table.get("from", "")), str(table.get("until", ""))
            if first and last and last < first:  # as text: days in quotes and without compare alike
                ledger.add((*where, "until"), f"is before the first day, {first}; it is the last day away")


def _hours(content: Content, ledger: Ledger) -> None:
    """The desk, and everybody with hours of his own, must be there some time."""
    owners: list[tuple[Place, Content]] = [((), content), *_rows(content, "engineer"), *_rows(content, "manager")]
    for place, row in owners:
        hours = row.get("hours")
        if not isinstance(hours, dict):
            continue
        texts = {key: text for key, text in hours.items() if isinstance(text, str)}
        faults = list(hour_faults(texts))
        for key, message in faults:
            ledger.add((*place, "hours", key), message)
        if hours and not faults and len(texts) == len(hours) and not any(map(ranges, texts.values())):
            ledger.add((*place, "hours"), 'is closed on every day; give one day hours, mon-fri = "09:00-17:00"')


def _days(content: Content, ledger: Ledger) -> None:
    holidays = _table(content, "holidays")
    for key in ("extra", "remove"):
        for where, text in _texts(holidays, key):
            try:
                days_off(text, (_ANY_YEAR,))
            except ValueError as error:
                ledger.add(("holidays", *where), str(error))


def _place(content: Content, ledger: Ledger) -> None:
    """The country and region that the holidays are taken from; [desk] gives what [holidays] leaves out."""
    desk, table = _table(content, "desk"), _table(content, "holidays")
    origin = {key: "holidays" if key in table else "desk" for key in ("country", "region")}
    country = table.get("country", desk.get("country"))
    region = table.get("region", desk.get("region") if country == desk.get("country") else None)
    categories = table.get("categories")
    if categories == [] or not isinstance(country, str) or not re.fullmatch(r"[A-Z]{2}", country):
        return
    try:
        chosen = [text for _, text in _texts(table, "categories")] if categories is not None else None
        public_days(country, region if isinstance(region, str) else None, (), categories=chosen)
    except UnknownPlace as error:
        what = f'there are no holidays known for the {error.field} "{error.value}"'
        cure = guess(error.value, error.known) or "; leave it out" * (not error.known)
        ledger.add((origin.get(error.field, "holidays"), error.field), what.replace("categories", "category") + cure)


def _accounts(content: Content, ledger: Ledger) -> None:
    """Mail must be able to come in, and a login needs both of its halves."""
    common, door = _table(content, "imap"), _table(content, "door")
    for place, row in _rows(content, "mailbox"):
        account = {**common, **row}
        if "host" in account:
            if "password_from" not in account:
                ledger.add(place, 'password_from is missing here or in [imap]; write "env:NAME" or "file:PATH"')
        elif not door:
            ledger.add(place, "nothing brings its mail: set host here or in [imap], or open a [door]")
    if "door" in content and not {"smtp_port", "lmtp_port"} & door.keys():
        ledger.add(("door",), "opens nothing; set smtp_port or lmtp_port, or take the table out")
    smtp = _table(content, "smtp")
    for given, other in (("user", "password_from"), ("password_from", "user")):
        if given in smtp and other not in smtp:
            ledger.add(("smtp", given), f"{other} is missing beside it; a login needs both")


def _identity(content: Content, ledger: Ledger) -> None:
    """Whoever is to vouch for senders must be there."""
    table = _table(content, "identity")
    known = {row["name"] for _, row in _rows(content, "mailbox") if isinstance(row.get("name"), str)}
    for where, mailbox in _texts(table, "trusted_mailboxes"):
        if mailbox not in known:
            ledger.add(("identity", *where), f'there is no mailbox "{mailbox}"{guess(mailbox, known)}')
    if table.get("trusted_networks") and "door" not in content:
        ledger.add(("identity", "trusted_networks"), "nothing comes in over a network: open a [door], or leave it out")
    fetched = "host" in _table(content, "imap") or any("host" in row for _, row in _rows(content, "mailbox"))
    if table.get("microsoft365") is True and not fetched:
        message = "counts for mail that is fetched only: set host in [imap], or name the border in authserv_ids"
        ledger.add(("identity", "microsoft365"), message)
    if table.get("arc_sealers") and not table.get("authserv_ids") and table.get("microsoft365") is not True:
        message = "a chain is believed on the word of your own server only: set authserv_ids, too"
        ledger.add(("identity", "arc_sealers"), message)


def _table(content: Content, name: str) -> Content:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _list(row: Content, key: str) -> list[Any]:
    found = row.get(key)
    return found if isinstance(found, list) else []


def _rows(content: Content, name: str) -> Iterator[tuple[Place, Content]]:
    found = content.get(name)
    for index, row in enumerate(found if isinstance(found, list) else []):
        if isinstance(row, dict):
            yield (name, index), row


def _texts(row: Content, key: str) -> Iterator[tuple[Place, str]]:
    """The text or texts under a key, each with its place in the table."""
    found = row.get(key)
    if isinstance(found, str):
        yield (key,), found
    for index, text in enumerate(found if isinstance(found, list) else []):
        if isinstance(text, str):
            yield (key, index), text
