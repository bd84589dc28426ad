"""What is a person's own: details, actions, sign-ins, password, and the log of reads."""

from supervision.blueprints.account import deleted, log, my_writing, password
from supervision.blueprints.account.routes import blueprint

__all__ = ["blueprint", "deleted", "log", "my_writing", "password"]
