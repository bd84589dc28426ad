"""Whom to sign in as in the demonstration."""

from __future__ import annotations

DEMONSTRATION = tuple(
    {"name": address, "note": who}
    for address, who in (
        ("practitioner@demo.example", "Callum, who writes and records"),
        ("supervisor@demo.example", "Morag, who supervises"),
        ("curator@demo.example", "Grace, who looks after good practice"),
        ("leader@demo.example", "Iain, who leads a service"),
        ("auditor@demo.example", "Agnes, who will look at a dated sample"),
        ("governance@demo.example", "Noor, who looks after who can read what"),
        ("admin@demo.example", "Sandy, who will set things up and sees no words"),
        ("practitioner@other.example", "Kirsty, in another organisation altogether"),
    )
)
