"""A line that says "EMBARGOED UNTIL …" and still stands in the text: readers would read it, and nothing would be kept back.

Pure. What a new announcement's first lines say for certain is its embargo by then, and the line is gone. Errs on the side of
asking: such a line out early cannot be called back, and a wrong finding can be overridden.
"""

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.masthead import speaks_of_embargo
from bot.news.places import passages


def embargo(content: Content) -> list[Issue]:
    """Return an issue for each line that speaks of an embargo."""
    lines = (line.strip() for _, block in passages(content) for line in block.text.splitlines())
    return [
        Issue("embargo_in_words", Severity.BLOCKS, {"line": line}, about=line)
        for line in dict.fromkeys(lines)
        if speaks_of_embargo(line)
    ]
