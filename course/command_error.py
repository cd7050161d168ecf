"""The one error that a command shows to whoever typed it; everything else is a fault of the program."""

from __future__ import annotations


class CommandError(Exception):
    """Something the user can put right. Its text says what was found, where, and what to do."""
