"""Files of people: read, looked at, and worked off row by row, for a page and a command alike.

Looking reads the file and compares it with how things stand; nothing is changed. Working off takes
some rows at a time, each batch in a transaction of its own with how far it has come, so that nobody
waits for long, and whoever goes on after a stop does nothing twice.
"""

from supervision.importing.background import begin
from supervision.importing.looking import Looked, look
from supervision.importing.working import work_off

__all__ = ["Looked", "begin", "look", "work_off"]
