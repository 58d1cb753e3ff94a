"""What people write for a time, and what they mean by it: said on Monday 23 November 2026 at 12:00 in London.

One line each: the words, then what is to be read. A moment is given in UTC as "24 Nov 2026 09:00"; two moments are
joined by "or"; else the kind of answer.
"""

SAID = """
tomorrow 9am | 24 Nov 2026 09:00
Tomorrow, 9 a.m. | 24 Nov 2026 09:00
9am tomorrow please | 24 Nov 2026 09:00
tmrw 0930 | 24 Nov 2026 09:30
tomorrow at nine o’clock | 24 Nov 2026 09:00
tomorrow morning at 9 | 24 Nov 2026 09:00
tomorrow afternoon at 3 | 24 Nov 2026 15:00
tomorrow night 9 | 24 Nov 2026 21:00
tomorrow noon | 24 Nov 2026 12:00
midday tomorrow | 24 Nov 2026 12:00
the day after tomorrow 10:15 | 25 Nov 2026 10:15
tomorrow Tuesday 9am | 24 Nov 2026 09:00
Tue 09:00 | 24 Nov 2026 09:00
Tues. 9 a.m. | 24 Nov 2026 09:00
tuesday at 9 | 24 Nov 2026 09:00
Wednesday 14:30 | 25 Nov 2026 14:30
thurs 2pm | 26 Nov 2026 14:00
this Friday 8am | 27 Nov 2026 08:00
on Sunday at noon | 29 Nov 2026 12:00
Mon 13:00 | 23 Nov 2026 13:00
Mon 9am | 30 Nov 2026 09:00
next Monday 9am | 30 Nov 2026 09:00
Monday week 9am | 30 Nov 2026 09:00
Tuesday week 10am | 1 Dec 2026 10:00
a week on Tuesday 10am | 1 Dec 2026 10:00
next Tuesday 10:00 | 24 Nov 2026 10:00 or 1 Dec 2026 10:00
in 2 hours | 23 Nov 2026 14:00
in two hours | 23 Nov 2026 14:00
in 2h | 23 Nov 2026 14:00
in 30 min | 23 Nov 2026 12:30
in 45mins | 23 Nov 2026 12:45
in an hour | 23 Nov 2026 13:00
in half an hour | 23 Nov 2026 12:30
in an hour and a half | 23 Nov 2026 13:30
in 1.5 hours | 23 Nov 2026 13:30
in 1 hour 30 minutes | 23 Nov 2026 13:30
in 2 days | 25 Nov 2026 12:00
in 2 days at 9am | 25 Nov 2026 09:00
in a week | 30 Nov 2026 12:00
in 3 weeks at 10 | 14 Dec 2026 10:00
24 Nov 09:00 | 24 Nov 2026 09:00
24 November at 9.30 | 24 Nov 2026 09:30
24th of November 2026 at 9.30 a.m. | 24 Nov 2026 09:30
Nov 24, 9am | 24 Nov 2026 09:00
9am on the 24th of November | 24 Nov 2026 09:00
Thursday 26 November 2026, 14:00 | 26 Nov 2026 14:00
24/11 9:00 | 24 Nov 2026 09:00
9am on 24/11/26 | 24 Nov 2026 09:00
24.11.2026 9:00 | 24 Nov 2026 09:00
4/12 9am | 4 Dec 2026 09:00
2026-11-24 09:00 | 24 Nov 2026 09:00
2026-11-24T09:00Z | 24 Nov 2026 09:00
2026-11-24T09:00+01:00 | 24 Nov 2026 08:00
24 Nov 2026 0930 | 24 Nov 2026 09:30
3 Jan 9am | 3 Jan 2027 09:00
1 May 9am | 1 May 2027 08:00
1 May 9am GMT | 1 May 2027 08:00 or 1 May 2027 09:00
1 May 9am UTC | 1 May 2027 09:00
9am BST tomorrow | 24 Nov 2026 08:00 or 24 Nov 2026 09:00
9 o’clock on December 10 | 10 Dec 2026 09:00
9am BST on 1 May | 1 May 2027 08:00
23 Nov 2027 9am | 23 Nov 2027 09:00
9.30 | 24 Nov 2026 09:30
9 | 24 Nov 2026 09:00
15.30 | 23 Nov 2026 15:30
1pm | 23 Nov 2026 13:00
noon | 24 Nov 2026 12:00
12:01 | 23 Nov 2026 12:01
12:00 | 24 Nov 2026 12:00
half past 9 | 24 Nov 2026 09:30
quarter to ten tomorrow | 24 Nov 2026 09:45
a quarter past 5pm | 23 Nov 2026 17:15
tonight 8pm | 23 Nov 2026 20:00
tonight at 8 | 23 Nov 2026 20:00
tonight 12 | 24 Nov 2026 00:00
tonight 1am | 24 Nov 2026 01:00
this evening 7 | 23 Nov 2026 19:00
tonight midnight | 24 Nov 2026 00:00
00:00 | 24 Nov 2026 00:00
midnight | 24 Nov 2026 00:00 or 25 Nov 2026 00:00
12am | 24 Nov 2026 00:00 or 25 Nov 2026 00:00
midnight on Tuesday | 24 Nov 2026 00:00 or 25 Nov 2026 00:00
12 midnight on Friday | 27 Nov 2026 00:00 or 28 Nov 2026 00:00
tomorrow at 3 | 24 Nov 2026 03:00 or 24 Nov 2026 15:00
at 3 | 23 Nov 2026 15:00 or 24 Nov 2026 03:00
3.30 | 23 Nov 2026 15:30 or 24 Nov 2026 03:30
today 9am | past
22 Nov 9am | past
Mon 23 Nov 9am | past
Mon 23 Nov 2026, 09:00 GMT | past
today Monday 9am | past
25 Oct 2026 9am | past
2026-11-23 12:00 | past
1 Dec 2027 9am | too far
29 Feb 9am | too far
in 60 weeks | too far
24 Nov | no_time
tomorrow | no_time
tonight | no_time
in 0 minutes | no_time
31/11 9am | no_such_day
11/24 9am | no_such_day
29 Feb 2027 9am | no_such_day
Tue 25 Nov 9:00 | other_weekday
tomorrow Friday 9am | other_weekday
next Tuesday 24 Nov 9am | other_weekday
next Tuesday at 3 | half_of_day
"" | words
hello | words
now | words
end of day | words
not before 9am | words
9am 10am | words
Tuesday Wednesday 9am | words
26:00 | words
9:75am | words
13pm | words
tonight 8am | words
tomorrow afternoon 9am | words
in 2 hours tomorrow | words
in 2 hours at 9am | words
9am or 10am | words
the usual time, as soon as everybody has had a look at it please 9am | words
"""


def said() -> list[tuple[str, str]]:
    """Words and meaning, line by line."""
    lines = [line.split(" | ") for line in SAID.strip().splitlines()]
    return [(words.strip('"'), meaning) for words, meaning in lines]
