"""The one failure of a store that its users must know: it cannot be reached just now."""


class Unavailable(Exception):
    """The store cannot be reached or does not answer; nothing was changed, and trying again later is right.

    A store's own errors of that sort are this one or its kin, their cause kept.
    """
