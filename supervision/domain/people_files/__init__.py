"""Files of people: what they may look like, what a row of one means, and what would change.

Rule: a file is read whole or not at all, and every fault is said in plain words with its row and
column. What a row asks for is compared with how things stand; only what differs is changed. Whoever
is to leave is proposed and never ended by a file, and so is everything that needs a second look.
Nothing here reads or writes anything: bytes come in, plans go out.

Source: OWASP, CSV Injection, for cells that a table program would carry out.
"""
