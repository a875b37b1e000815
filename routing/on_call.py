"""Who is woken for what is critical while the desk is closed (GEN-03); nobody, where the desk file names none. Pure."""

from __future__ import annotations

from datetime import datetime

from routing import business_hours
from routing.desk import Calendar, Desk


def on_call(desk: Desk, at: datetime) -> str | None:
    """The engineer of the first shift that covers the moment; None while the desk is open, or nobody is named."""
    if business_hours.is_open(desk.calendar, at):
        return None
    for shift in desk.on_call:
        if business_hours.is_open(Calendar(desk.calendar.zone, shift.weekly), at):
            return shift.engineer
    return None
