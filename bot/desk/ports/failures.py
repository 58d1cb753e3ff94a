"""The outside failing the desk, as opposed to the desk saying no."""


class StorageUnavailable(Exception):
    """The database cannot be used right now: locked, unreachable, full or not writable.

    Passing: trying again later is right. What the step changed was not kept, unless the connection broke in the very
    moment of committing. Its text is one sentence for whoever runs the installation; the cause is kept.
    """
