"""Sentences in which a day has its number and no month, or its weekday somewhere else; seen as in `dates_labelled`."""

from tests.news.labelled import sentence as s

LATER = "2027-06-17 12:00"  # a Thursday
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
    s(LATER, "It happened between 7pm on Friday 11 and 2am on Saturday 12 June.", "Friday 11|date|2027-06-11|warns"),
    s(LATER, "It happened overnight on Thursday 11 into Saturday 12 June.", "Thursday 11|date|2027-06-11|blocks"),
    s(LATER, "On Friday 18 officers will be deployed.", "On Friday|weekday|2027-06-18|warns"),
    s(LATER, "A fire broke out on Sunday evening (12 June).", "Sunday evening (12 June)|date|2027-06-12|blocks"),
    s(LATER, "A fire broke out on Sunday night, 12 June.", "Sunday night, 12 June|date|2027-06-12|blocks"),
    s(LATER, "UPDATE (Weds 17/6): the road is open.", "Weds 17/6|date|2027-06-17|blocks"),
    s(LATER, "It was shut yesterday (Tues 15/06).", "yesterday (Tues 15/06)|day|2027-06-15|blocks"),
    s(LATER, "Monday’s incident is being investigated.", "Monday|weekday|2027-06-14|warns"),
    s(LATER, "Friday’s public meeting is at 7pm.", "Friday|weekday|2027-06-18|warns"),
    s(LATER, "He said that Saturday’s game will go ahead.", "Saturday|weekday|2027-06-19|warns"),
    s(LATER, "A strike begins at midnight tonight.", "tonight|day|2027-06-17|warns"),
]  # fmt: skip
