"""How the practice works, as plain rules: no web, no database, no clock, no chance.

What a rule needs (today, a choice, an earlier state) is handed in. Every module says its rule in
plain words, and where the rule comes from.
"""
