"""What everyone may know: the rules, their own information, how it is used, what good words are."""

from supervision.blueprints.help.routes import blueprint

__all__ = ["blueprint"]
