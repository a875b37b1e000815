"""The durations and kinds of `#time`: stated cases in six languages, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.orders import Fault, Order
from tests.decisions.order_desk import fault, order


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("30m", 30), ("1h15m", 75), ("1h15", 75), ("1h 15", 75), ("1:15", 75), ("1,5 h", 90), ("1.5u", 90),
        ("90", 90), ("45 min", 45), ("45 min.", 45), ("20 dk", 20), ("1 sa 15 dk", 75), ("2 timer", 120),
        ("1 time og 15 minutter", 75), ("1 Std. 15 Min.", 75), ("1 Stunde und 15 Minuten", 75),
        ("1 uur en 15 minuten", 75), ("1 heure 15", 75), ("1 saat", 60), ("½ uur", 30), ("1½ h", 90),
        ("half uur", 30), ("een half uur", 30), ("une demi-heure", 30), ("yarım saat", 30), ("en halvtime", 30),
        ("eine Viertelstunde", 15), ("anderhalf uur", 90), ("0,25u", 15), (".5h", 30), ("1.33h", 80), ("24h", 1440),
        ("+30m", 30), ("1 h 30 min", 90), ("2 t", 120), ("30M", 30), ("15'", 15),
        ("1 uur en een kwartier", 75), ("2 heures et demie", 150), ("une heure et demie", 90),
    ],
)  # fmt: skip
def test_durations_are_whole_minutes(value: str, minutes: int) -> None:
    """With and without kind and text."""
    assert order(f"time {value}") == Order("time", f"#time {value}", minutes=minutes)
    said = order(f"time {value} telefon: Jan Müller")
    assert (said.minutes, said.kind, said.text) == (minutes, "phone", "Jan Müller")


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("0", "30m"), ("0h", "30m"), ("25h", "30m"), ("24h01", "30m"), ("1441", "30m"), ("-30m", "30m"),
        ("-45m", "45m"), ("1,5", "1h30m"), ("2.25", "2h15m"), ("2 days", "30m"),
        ("3 kwartier", "30m"), ("1 dag", "30m"), ("30mm", "30m"),
        ("30-45m", "30m"), ("1h15m30s", "30m"), ("1 1/2 h", "30m"), ("1 en een half uur", "30m"),
        ("2026-11-20", "30m"), ("analyse", "30m"), ("12:75", "30m"), ("telefon", "30m"), ("1e3", "30m"),
    ],
)  # fmt: skip
def test_what_is_no_duration_within_a_day_stops(value: str, meant: str) -> None:
    """Time becomes an invoice: nothing is guessed."""
    assert fault(f"time {value}") == Fault(f"#time {value}", "bad_value", f"#time {meant}")


def test_time_without_a_value_is_missing() -> None:
    """And an example is given."""
    assert fault("time") == Fault("#time", "missing_value", "#time 30m")


@given(st.integers(1, 24 * 60))
def test_every_duration_comes_back(minutes: int) -> None:
    """In all the forms of hours and minutes."""
    hours, rest = divmod(minutes, 60)
    forms = (
        *(f"{minutes}", f"{minutes}m", f"{minutes} Min.", f"{hours}:{rest:02}", f"{hours}h{rest:02}"),
        *(f"{hours}h {rest}m", f"{hours} sa {rest} dk", f"{hours} uur en {rest} minuten", f"{hours} Std. {rest} Min."),
    )
    assert {order(f"time {form}").minutes for form in forms} == {minutes}


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("45m analyse", None, "analyse"),
        ("45m mail", "mail", ""),
        ("45m e-mail beantwoord", "mail", "beantwoord"),
        ("45m Fernwartung", "remote", ""),
        ("45m op afstand met Jan", "remote", "met Jan"),
        ("45m à distance", "remote", ""),
        ("45m uzaktan destek", "remote", ""),
        ("45m prosjekt", "project", ""),
        ("45m opplæring", "training", ""),
        ("45m eğitim", "training", ""),
        ("45m Reisezeit, hin und zurück", "travel", "hin und zurück"),
        ("telefoon 45m met Jan", "phone", "met Jan"),
        ("45m, tel. Müller", "phone", "Müller"),
        ("45m call-back prepared", None, "call-back prepared"),
        ("45m Schulungsunterlagen", None, "Schulungsunterlagen"),
        ("45m les fichiers du client", None, "les fichiers du client"),
    ],
)
def test_the_kind_of_work_is_a_word_of_its_own(value: str, kind: str | None, text: str) -> None:
    """Whatever is no kind is text."""
    said = order(f"time {value}")
    assert (said.minutes, said.kind, said.text) == (45, kind, text)
