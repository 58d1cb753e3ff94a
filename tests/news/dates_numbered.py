"""Sentences in which a day has its number and no month, or its weekday behind the date; seen as in `dates_labelled`."""

from tests.news.labelled import sentence as s

NUMBERED = [
    s("2027-02-08 12:00", "Open day: Wednesday 10th, 10am", "Wednesday 10th|date|2027-02-10|warns"),
    s("mon", "Open day: Wednesday 26th, 10am", "Wednesday 26th|date|2026-11-26|blocks"),
    s("mon", "The march will take place on Sat the 28th.", "Sat the 28th|date|2026-11-28|warns"),
    s("mon", "The march will take place on Sun the 28th.", "Sun the 28th|date|2026-11-28|blocks"),
    s("2027-02-08 12:00", "He was jailed on Friday (5th).", "Friday (5th)|date|2027-02-05|warns"),
    s("mon", "He was jailed on Friday (21st).", "Friday (21st)|date|2026-11-21|blocks"),
    s("mon", "A meeting last Thursday (19th) heard the case.", "last Thursday (19th)|date|2026-11-19|warns"),
    s("2027-05-24 12:00", "The fair is on Tuesday 1st at 6pm.", "Tuesday 1st|date|2027-06-01|warns"),
    s("2027-08-30 12:00", "The fair was on Sunday 1st.", "Sunday 1st|date|2027-08-01|warns"),
    s("mon", "The fair is on Weds 25th & Thurs 26th.", "Weds 25th|date|2026-11-25|warns", "Thurs 26th|date|2026-11-26|warns"),
    s("2026-12-28 12:00", "The fair is on Friday 1st.", "Friday 1st|date|2027-01-01|warns"),
    s("mon", "The road shuts on Wednesday, November the 26th.", "Wednesday, November the 26th|date|2026-11-26|blocks"),
    s("mon", "The road shuts on Wednesday, November the 25th."),
    s("mon", "Applications close on 24 November (Monday).", "24 November (Monday)|date|2026-11-24|blocks"),
    s("mon", "Applications close on 24/11/2026 (Mon).", "24/11/2026 (Mon)|date|2026-11-24|blocks"),
    s("mon", "Applications close on 24 November (Tuesday)."),
]  # fmt: skip
