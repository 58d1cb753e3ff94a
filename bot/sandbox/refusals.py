"""What a person cannot do in this world, said in a sentence."""

from __future__ import annotations


class NotPossible(ValueError):
    """The person's app would not offer this; the sentence says why and what to do instead."""
