"""The one place for authorisation, a file for each noun.

To see is a `where` (`visible_to`), to do is a `can`. Everything that is not allowed here is denied.
"""
