"""The dates of `#wait`, `#hold` and `#due`: stated cases in six languages, and properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.desk import Engineer
from routing.orders import Fault, Order
from tests.decisions.order_desk import BRUSSELS, DESK, JAN, NOW, fault, order


def when(line: str, engineer: Engineer = JAN, now: datetime = NOW) -> str:
    """The wall clock of the moment that a line names."""
    at = order(line, engineer, now).when
    assert at is not None
    assert at.tzinfo is engineer.calendar.zone
    return f"{at:%Y-%m-%d %H:%M}"


THIRD = "2026-12-03 17:00"
FRIDAY = "2026-11-27 16:00"
TOMORROW = "2026-11-26 17:00"
IN_TWO_WEEKS = "2026-12-09 17:00"
SAID = {
    THIRD: """
        2026-12-03 | 2026.12.03 | 2026/12/3 | 2026‑12‑03 | 3.12. | 3.12 | 03.12.2026 | 3. 12. 2026 | 3.12.26 |
        3/12 | 3/12/2026 | 3-12-2026 | 3 dec | 3dec | 3 dec. | 3 december | 3 dec 2026 | 3. Dezember | 3. Dez.
        | 3 Aralık | 3 aralik | 3 Aralık'a kadar | 3 des. | 3. desember | 3 décembre | 3 DÉC | le 3 décembre |
        den 3.12. | op 3 december | tot 3/12 | bis zum 3.12. | until 3 Dec | December 3 | Dec 3rd |
        3rd of December | December 3, 2026 | Thursday 3 December | do 3/12 | Donnerstag, den 3.12. |
        jeudi 3 décembre | 3 Aralık Perşembe günü | torsdag 3. desember | +8d | in 8 days | 8 dager |
        dans 8 jours | 8 gün sonra
    """,
    FRIDAY: """
        Friday | friday | fr | fri | Fr. | vrijdag | vr | Freitag | am Freitag | kommenden Freitag | Cuma |
        cuma günü | cumaya kadar | fredag | på fredag | vendredi | vendredi prochain | next Friday |
        until Friday | overmorgen | übermorgen | i overmorgen | öbür gün | après-demain | day after tomorrow |
        the day after tomorrow | +2d | 27/11 | in two days | over twee dagen | 2 werkdagen
    """,
    TOMORROW: """
        tomorrow | morgen | Morgen | i morgen | yarın | yarina kadar | demain | +1d | in één dag
    """,
    "2026-11-25 17:00": """
        today | vandaag | heute | i dag | bugün | aujourd'hui | aujourd’hui | 25.11.
    """,
    IN_TWO_WEEKS: """
        2w | +2w | in 2 weeks | over 2 weken | in zwei Wochen | om 2 uker | 2 hafta sonra | dans 2 semaines |
        2 weken | für 2 Wochen
    """,
    "2026-11-30 17:00": """
        next week | volgende week | nächste Woche | neste uke | haftaya | gelecek hafta | la semaine prochaine
        | Monday | mandag | maandag volgende week | volgende week maandag
    """,
}


@pytest.mark.parametrize("word", ["wait", "hold", "due"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((value.strip(), expected) for expected, said in SAID.items() for value in said.split("|")),
        ("nächste Woche Freitag", "2026-12-04 16:00"),
        ("haftaya cuma", "2026-12-04 16:00"),
        ("1  uke", "2026-12-02 17:00"),
        ("in\xa0a week", "2026-12-02 17:00"),
        ("Wednesday", "2026-12-02 17:00"),
        ("mar 1 déc", "2026-12-01 17:00"),
        ("next month", "2026-12-01 17:00"),
        ("in 1 month", "2026-12-25 23:59"),
        ("24 December", "2026-12-24 12:00"),
        ("Saturday", "2026-11-28 23:59"),
        ("15.01.", "2027-01-15 16:00"),
        ("3/12 14:00", "2026-12-03 14:00"),
        ("3/12 14u", "2026-12-03 14:00"),
        ("3.12. 14h30", "2026-12-03 14:30"),
        ("3. des. kl. 9", "2026-12-03 09:00"),
        ("3. desember kl. 14.30", "2026-12-03 14:30"),
        ("3.12. um 9 Uhr", "2026-12-03 09:00"),
        ("Freitag, 9 Uhr 30", "2026-11-27 09:30"),
        ("cuma günü saat 14:00'te", "2026-11-27 14:00"),
        ("vendredi à 14h", "2026-11-27 14:00"),
        ("Friday at 2pm", "2026-11-27 14:00"),
        ("vrijdag om 14u30", "2026-11-27 14:30"),
        ("2026-12-03T14:00", "2026-12-03 14:00"),
        ("14:00 on Friday", "2026-11-27 14:00"),
        ("14:00", "2026-11-25 14:00"),
        ("in 2 hours", "2026-11-25 12:00"),
        ("2027-03-28 02:30", "2027-03-28 03:30"),  # the clocks go forward
    ],
)  # fmt: skip
def test_dates_are_read_as_six_languages_write_them(word: str, value: str, expected: str) -> None:
    """Day before month, the next such day, the engineer's closing time where no time is given."""
    assert when(f"{word} {value}") == expected
    assert order(f"{word} {value}").text == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-12-03 offerte volgt", "offerte volgt"),
        ("2026-12-03: offerte volgt", "offerte volgt"),
        ("3.12. – Rückmeldung von Siemens", "Rückmeldung von Siemens"),
        ("3 dec. Siemens antwortet", "Siemens antwortet"),
        ("3/12 3 stuks", "3 stuks"),
        ("3 Aralık'a kadar cevap bekleniyor", "cevap bekleniyor"),
        ("2026-12-03 Ça s’arrête là…", "Ça s’arrête là…"),
    ],
)
def test_words_behind_a_date_are_the_text(value: str, text: str) -> None:
    """In their own letters."""
    for word in ("wait", "hold", "due"):
        assert when(f"{word} {value}") == THIRD
        assert order(f"{word} {value}").text == text


@pytest.mark.parametrize(
    "reason",
    [
        "3 Rückmeldungen",
        "3-5 dagen levertijd",
        "3D Modell fehlt",
        "so bald wie möglich",
        "do not touch",
        "mer info kommer",
        "1:10 schaal",
        "24.10.3 update",
        "3.45 mm",
        "12/16 inch",
        "per mail gevraagd",
        "until Siemens answers",
        "14u",
        "Siemens",
    ],
)
def test_a_reason_is_not_misread_as_a_date(reason: str) -> None:
    """`#hold` takes it as it stands; `#wait` and `#due` want a date and stop."""
    assert order(f"hold {reason}") == Order("hold", f"#hold {reason}", reason)
    if reason != "3D Modell fehlt":
        assert fault(f"due {reason}").why == fault(f"wait {reason}").why == "bad_value"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("31.02.", "2027-02-28"),
        ("31.02.2027", "2027-02-28"),
        ("2027-02-31", "2027-02-28"),
        ("31 november", "2026-11-30"),
        ("12/31/2026", "2026-12-31"),
        ("2025-12-03", "2026-12-03"),
        ("1.11.", "2027-11-01"),
        ("24 november", "2027-11-24"),
        ("today 09:00", "2026-11-26 09:00"),
        ("09:00", "2026-11-26 09:00"),
        ("Friday 3 December", "2026-12-03"),
        ("2099-12-03", "2026-12-02"),
        ("9999-12-31", "2026-12-02"),
        ("0000-00-00", "2026-12-02"),
        ("2026-12-03 25:00", "2026-12-02"),
        ("in 999 months", "2026-12-02"),
    ],
)
def test_a_date_that_cannot_be_meant_is_told_with_one_that_can(value: str, meant: str) -> None:
    """Impossible, past, on another weekday, or so far off that the year is a slip."""
    for word in ("wait", "hold", "due"):
        found = fault(f"{word} {value} vendor")
        assert (found.why, found.meant) == ("bad_value", f"#{word} {meant}")


def test_an_evening_promise_for_today_ends_with_the_day() -> None:
    """The office has closed already."""
    assert when("due today", now=datetime(2026, 11, 25, 19, 0, tzinfo=UTC)) == "2026-11-25 23:59"


def test_the_days_are_those_of_the_engineer() -> None:
    """Late in the evening it is already tomorrow further east."""
    late = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
    assert when("wait tomorrow", DESK.engineer("gulsah"), late) == "2026-11-27 16:00"
    assert when("wait tomorrow", JAN, late) == TOMORROW


def test_dates_that_may_be_left_out() -> None:
    """`#wait` needs none, `#hold` a date or a reason, `#due` a date."""
    assert order("wait") == Order("wait", "#wait")
    assert fault("hold").why == "missing_value"
    assert fault("due") == Fault("#due", "missing_value", "#due 2026-12-02")


NAMES = {
    "%d %s": """
        januari februari maart april mei juni juli augustus september oktober november december
    """,
    "%d. %s": """
        Januar Februar März April Mai Juni Juli August September Oktober November Dezember
    """,
    "%d.%s": """
        jan feb mars apr mai jun jul aug sep okt nov des
    """,
    " %d %s ": """
        Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
    """,
    "%dth %s": """
        January February March April May June July August September October November December
    """,
    "le %d %s": """
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    """,
}


@given(st.dates(date(2026, 11, 25), date(2031, 11, 1)), st.sampled_from(sorted(NAMES)), st.booleans())
def test_a_date_comes_back_from_every_language(day: date, form: str, capitals: bool) -> None:
    """Numbers and names, with the year."""
    named = form % (day.day, NAMES[form].split()[day.month - 1]) + f" {day.year}"
    for text in (
        named.upper() if capitals else named,
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day}",
    ):
        assert when(f"due {text}")[:10] == day.isoformat()


@given(st.integers(0, 272), st.sampled_from(sorted(NAMES)))
def test_a_day_without_a_year_is_the_next_one(days: int, form: str) -> None:
    """Up to nine months ahead."""
    day = NOW.date() + timedelta(days=days)
    text = form % (day.day, NAMES[form].split()[day.month - 1])
    assert when(f"wait {text}")[:10] == when(f"wait {day.day}.{day.month}.")[:10] == day.isoformat()


@given(st.datetimes(datetime.fromisoformat("2026-11-26"), datetime.fromisoformat("2031-01-01")))
def test_a_moment_written_by_us_is_read_by_us(at: datetime) -> None:
    """As the echo writes it; a wall-clock time that does not exist is the one an hour later."""
    real = at.replace(second=0, microsecond=0, tzinfo=BRUSSELS).astimezone(UTC).astimezone(BRUSSELS)
    assert when(f"due {at:%Y-%m-%d %H:%M}") == f"{real:%Y-%m-%d %H:%M}"
