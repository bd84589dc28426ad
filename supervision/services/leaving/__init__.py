"""Leaving, staying after all, being shut out, and coming back."""

from supervision.services.leaving.going import (
    come_back,
    gone,
    leave,
    rehire,
    set_last_day,
    shut_out,
    stay,
    stay_on,
)

__all__ = [
    "come_back",
    "gone",
    "leave",
    "rehire",
    "set_last_day",
    "shut_out",
    "stay",
    "stay_on",
]
