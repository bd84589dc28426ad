"""Whom to sign in as in the demonstration."""

from __future__ import annotations

from typing import Any

from supervision.language import lazy_gettext as _l

DEMONSTRATION: tuple[dict[str, Any], ...] = tuple(
    {"name": address, "note": who}
    for address, who in (
        ("practitioner@demo.example", _l("Callum, who writes and records")),
        ("supervisor@demo.example", _l("Morag, who supervises")),
        ("curator@demo.example", _l("Grace, who looks after good practice")),
        ("leader@demo.example", _l("Iain, who leads a service")),
        ("auditor@demo.example", _l("Agnes, who will look at a dated sample")),
        ("governance@demo.example", _l("Noor, who looks after who can read what")),
        ("admin@demo.example", _l("Sandy, who looks after people and sees no words")),
        ("practitioner@other.example", _l("Kirsty, in another organisation altogether")),
    )
)
