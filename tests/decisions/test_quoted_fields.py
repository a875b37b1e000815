"""intake/quoted_people.py and intake/quoted_dates.py: the fields of a header block as clients write them."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest

from intake import quoted_dates, quoted_people
from routing.submission import Party


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("Ann Claes <ann@claes.example>", "Ann Claes", "ann@claes.example"),
        ('"Claes, Ann" <ann@claes.example>', "Claes, Ann", "ann@claes.example"),
        ("Ann Claes [mailto:ann@claes.example]", "Ann Claes", "ann@claes.example"),
        ("Ann Claes <mailto:ann@claes.example>", "Ann Claes", "ann@claes.example"),
        (
            "Ann Claes<mailto:ann@claes.example> <ann@claes.example<mailto:ann@claes.example>>",
            "Ann Claes",
            "ann@claes.example",
        ),
        ("Ann Claes (Claes BV) <ann@claes.example>", "Ann Claes (Claes BV)", "ann@claes.example"),
        ("ann@claes.example (Ann Claes)", "Ann Claes", "ann@claes.example"),
        ("ann@claes.example <ann@claes.example>", "", "ann@claes.example"),
        ("Ann Claes", "Ann Claes", ""),
        ("Claes, Ann </O=CLAES/OU=EXCHANGE/CN=RECIPIENTS/CN=ANN>", "Claes, Ann", ""),
        ("'Ann Claes' via Desk <desk@lists.example>", "Ann Claes' via Desk", "desk@lists.example"),
    ],
)
def test_senders(value: str, name: str, address: str) -> None:
    """Name and address are told apart in every client's form."""
    assert quoted_people.sender(value) == Party(name, address)


BRUSSELS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("12/11/2026 10:15", "2026-11-12T10:15:00+01:00"),
        ("11/12/2026 10:15 AM", "2026-11-12T10:15:00+01:00"),
        ("11/23/2026 22:15", "2026-11-23T22:15:00+01:00"),
        ("12-11-26 10:15", "2026-11-12T10:15:00+01:00"),
        ("2026-11-12 10:15:30", "2026-11-12T10:15:30+01:00"),
        ("12 nov. 2026 à 10h15", "2026-11-12T10:15:00+01:00"),
        ("12 Kasım 2026 Perşembe ÖS 10:15", "2026-11-12T22:15:00+01:00"),
        ("12 de noviembre de 2026, 10:15 p. m.", "2026-11-12T22:15:00+01:00"),
        ("12 November 2026 at 12:05 AM", "2026-11-12T00:05:00+01:00"),
        ("12. marraskuuta 2026 klo 10.15 UTC+2", "2026-11-12T10:15:00+02:00"),
        ("12. November 2026 um 10:15:00 MEZ", "2026-11-12T10:15:00+01:00"),
        ("Thu, 12 Nov 2026 10:15:00 -0500", "2026-11-12T10:15:00-05:00"),
        ("12. listopada 2026. u 10:15", "2026-10-12T10:15:00+01:00"),
        ("12 listopada 2026 10:15", "2026-11-12T10:15:00+01:00"),
        ("12 nov 2026", "2026-11-12T00:00:00+01:00"),
    ],
)
def test_dates(value: str, moment: str) -> None:
    """Days, times and zones in the languages' forms; without a zone the caller's holds."""
    found = quoted_dates.read(value, BRUSSELS)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "value", ["", "yesterday", "31-02-2026 10:00", "12 foo 2026", "99/99/9999", "12-11-2026 29:61"]
)
def test_no_dates(value: str) -> None:
    """What is no day is None, never an error."""
    assert quoted_dates.read(value, UTC) is None
