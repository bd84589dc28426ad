"""Planning a supervision session, moving it, keeping its record together, and signing it."""

from supervision.services.sessions.actions import agree_action, look, settle
from supervision.services.sessions.additions import add_after_signing
from supervision.services.sessions.agendas import add_to_agenda, bring_ask, take_off
from supervision.services.sessions.groups import came, plan_group
from supervision.services.sessions.links import link_recording, link_reflection
from supervision.services.sessions.plans import plan
from supervision.services.sessions.rearranging import cancel, move
from supervision.services.sessions.sections import save_sections
from supervision.services.sessions.signatures import content_hash, share, sign, take_up

__all__ = [
    "add_after_signing",
    "add_to_agenda",
    "agree_action",
    "bring_ask",
    "came",
    "cancel",
    "content_hash",
    "link_recording",
    "link_reflection",
    "look",
    "move",
    "plan",
    "plan_group",
    "save_sections",
    "settle",
    "share",
    "sign",
    "take_off",
    "take_up",
]
