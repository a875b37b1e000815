"""How people's names are put in order."""

from __future__ import annotations

import pytest

from routing.naming import given_first


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Maes, Gunther", "Gunther Maes"),
        ("van den Berg, Ann-Sofie", "Ann-Sofie van den Berg"),
        ("Gunther Maes", "Gunther Maes"),
        ("Acme, Inc.", "Acme, Inc."),
        ("Sabancı, A.Ş.", "Sabancı, A.Ş."),
        ("John Smith, Jr.", "John Smith, Jr."),
        ("Maes, Gunther, IT", "Maes, Gunther, IT"),
        ("Maes,", "Maes,"),
        ("", ""),
    ],
)
def test_the_given_name_stands_first(written: str, said: str) -> None:
    """Directories write the family name first; a legal form behind a comma is no given name."""
    assert given_first(written) == said
