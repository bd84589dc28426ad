"""Planning a supervision session, keeping its record together, sharing it and signing it."""

from supervision.services.sessions.actions import agree_action, look
from supervision.services.sessions.agendas import add_to_agenda, bring_ask
from supervision.services.sessions.links import link_recording, link_reflection
from supervision.services.sessions.plans import plan
from supervision.services.sessions.sections import save_sections
from supervision.services.sessions.signatures import content_hash, share, sign

__all__ = [
    "add_to_agenda",
    "agree_action",
    "bring_ask",
    "content_hash",
    "link_recording",
    "link_reflection",
    "look",
    "plan",
    "save_sections",
    "share",
    "sign",
]
