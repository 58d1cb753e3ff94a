"""Guards: what may only go out with a recorded reason and, in a pre-election period, with a second role's agreement. Pure.

A guard asks and keeps the answers; it never changes a word. `court` finds wording about a case, `period` reads and holds
the periods that admins declare.
"""
