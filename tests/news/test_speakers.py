"""Who speaks, in the ways in which press offices say it."""

import pytest

from bot.news.quotes import find_quotes
from bot.news.words import Block

NAMED = "Police and Crime Commissioner Matthew Ellis was joined by Chief Constable Jane Cole at the launch."


def text(*paragraphs: str) -> tuple[Block, ...]:
    return tuple(Block(paragraph) for paragraph in paragraphs)


SPEAKERS = [
    # the speaker before
    ("Mr Ellis said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ('Mr Ellis said: "We will go on."', "Mr Ellis", "Matthew Ellis"),
    ("Mr. Ellis said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis said, “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis added: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis commented: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis explained: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis warned: “We must go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis also said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis told the meeting: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis, who took office in 2012, said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Speaking after the meeting, Mr Ellis said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Speaking to Anna Reed, Mr Ellis said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("The work began in May. Mr Ellis said: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    ("Commissioner Matthew Ellis said: “We will go on.”", "Matthew Ellis", "Matthew Ellis"),
    ("Staffordshire’s Commissioner Matthew Ellis said: “Yes.”", "Matthew Ellis", "Matthew Ellis"),
    ("Chief Constable Cole said: “We will go on.”", "Chief Constable Cole", "Jane Cole"),
    ("Jane Cole, of Staffordshire Police, said: “We will go on.”", "Jane Cole", "Jane Cole"),
    ("Jane Cole, Chief Constable, said: “We will go on.”", "Jane Cole", "Jane Cole"),
    ("Commissioner for Staffordshire, Matthew Ellis, said: “Yes.”", "Matthew Ellis", "Matthew Ellis"),
    ("Commissioner for Staffordshire Matthew Ellis said: “Yes.”", "Matthew Ellis", "Matthew Ellis"),
    ("Head of Roads Siân O’Neill-Price said: “Yes.”", "Siân O’Neill-Price", "Siân O’Neill-Price"),
    ("Yesterday Matthew Ellis said: “We will go on.”", "Matthew Ellis", "Matthew Ellis"),
    ("Said Mr Ellis: “We will go on.”", "Mr Ellis", "Matthew Ellis"),
    # the speaker after
    ("“We will go on,” said Mr Ellis.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” Mr Ellis said.", "Mr Ellis", "Matthew Ellis"),
    ('"We will go on," added Mr Ellis.', "Mr Ellis", "Matthew Ellis"),
    ("“Will we go on?” asked nobody; “we will,” said Mr Ellis.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on!” said Matthew Ellis, the commissioner.", "Matthew Ellis", "Matthew Ellis"),
    ("“We will go on,” said Mr Ellis, who took office in 2012.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” explained Chief Constable Cole.", "Chief Constable Cole", "Jane Cole"),
    ("“We will go on”, said Mr Ellis.", "Mr Ellis", "Matthew Ellis"),
    ('"We will go on", commented Mr Ellis.', "Mr Ellis", "Matthew Ellis"),
    ("“Shall we go on?” asked Mr Ellis.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” said Mr Ellis. He then left for Stafford.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on!” Mr Ellis said, before leaving.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” said Mr Ellis who was joined by Ann Wood.", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” said Mr Ellis. “Nothing else will do.”", "Mr Ellis", "Matthew Ellis"),
    ("“We will go on,” said Mr Ellis, adding: “Nothing else will do.”", "Mr Ellis", "Matthew Ellis"),
    # other ways of leading in
    ("Mr Ellis went on to say: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis yesterday said: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis has previously commented: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis today welcomed the move and said: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis welcomed the move, saying: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("Mr Ellis said – “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("According to Mr Ellis, “we will”.", "Mr Ellis", "Matthew Ellis"),
    ("Matthew Ellis, Police and Crime Commissioner: “We will.”", "Matthew Ellis", "Matthew Ellis"),
    ("Ellis said: “We will.”", "Ellis", "Matthew Ellis"),
    ("Matthew said: “We will.”", "Matthew", "Matthew Ellis"),
    # ranks before a name and honours after it are no part of it
    ("DCI Ann Wood said: “We will.”", "Ann Wood", "Ann Wood"),
    ("CC Cole added: “We will.”", "CC Cole", "Jane Cole"),
    ("Ann Wood MP said: “We will.”", "Ann Wood", "Ann Wood"),
    ("“We will,” said Ann Wood QPM.", "Ann Wood", "Ann Wood"),
    ("Borough Council Leader Cllr Ann Wood (Lab) said: “We will.”", "Ann Wood", "Ann Wood"),
    # initials, titles of the church and of the Privy Council, other ways of putting it
    ("“We will,” said J. R. Wood, the author.", "JR Wood", "JR Wood"),
    ("Dr A. B. Khan, of Keele University, said: “We will.”", "AB Khan", "AB Khan"),
    ("It is in Block B. Mr Ellis said: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("The Bishop of Stafford, the Rt Revd Ann Wood, said: “We will.”", "Ann Wood", "Ann Wood"),
    ("The Rt Hon Ann Wood MP said: “We will.”", "Ann Wood", "Ann Wood"),
    ("As Mr Ellis put it: “We will.”", "Mr Ellis", "Matthew Ellis"),
    ("“We will,” reflected Mr Ellis.", "Mr Ellis", "Matthew Ellis"),
    # signed behind a dash
    ("“We will.” – Matthew Ellis", "Matthew Ellis", "Matthew Ellis"),
    ("“We will” - Ann Wood, Chief Executive of the trust.", "Ann Wood", "Ann Wood"),
    ("The “best” – Ann Wood – was yet to come.", "", ""),
    # whoever speaks for somebody is not the one they speak for
    ("The family of John Smith said: “He was loved.”", "The family of John Smith", ""),
    ("“He was loved,” said the family of John Smith in a statement.", "the family of John Smith", ""),
    ("John Smith’s family said: “He was loved.”", "John Smith’s family", ""),
    ("Mr Smith’s mother, Jane Smith, said: “He was loved.”", "Jane Smith", "Jane Smith"),
    ("A friend of Ann Wood said: “She is well.”", "A friend of Ann Wood", ""),
    ("Sgt Ann Wood, speaking for the family of John Smith, said: “Yes.”", "Ann Wood", "Ann Wood"),
    ("Passing sentence on John Smith, the judge said: “Yes.”", "", ""),
    ("Paying tribute to John Smith, his sister Kelly said: “Yes.”", "", ""),
    ("The investigating officer in the murder of John Smith said: “Yes.”", "", ""),
    ("The report into the death of John Smith concluded: “Yes.”", "", ""),
    ("The message from John Smith to Ann Wood said: “Yes.”", "", ""),
    ("A note found by PC Ann Wood said: “Yes.”", "", ""),
    ("Sentencing John Smith, Judge Ann Wood said: “Yes.”", "Ann Wood", "Ann Wood"),
    ("Of John Smith, Ann Wood said: “Yes.”", "Ann Wood", "Ann Wood"),
    ("Asked about it, Ann Wood told John Smith: “No.”", "Ann Wood", "Ann Wood"),
    ("Ann Wood, said John Smith, “is a fine officer”.", "John Smith", "John Smith"),
    ("John Smith, his teacher said, “was a joy to teach”.", "", ""),
    ("PC Ann Wood said John Smith claimed: “Two pints.”", "", ""),
    ("Married couple Jack and Zoe Lane said: “Yes.”", "", ""),
    ("Acting Chief Constable Ann Wood, of Kent Police, said: “Yes.”", "Ann Wood", "Ann Wood"),
    ("In a statement, the Chief Constable said: “Yes.”", "the Chief Constable", "Jane Cole"),
    ("Amy, daughter of the victim John Smith, said: “Yes.”", "", ""),
    ("Mother of two Ann Wood said: “Yes.”", "Ann Wood", "Ann Wood"),
    # an office or a task is nobody's name, and may stand for one person's
    ("Ravi Khan, Senior Crown Prosecutor for the West Midlands, said: “Yes.”", "Ravi Khan", "Ravi Khan"),
    ("Ravi Khan, Volunteer Organiser, said: “Yes.”", "Ravi Khan", "Ravi Khan"),
    ("“Yes,” Ravi Khan, Volunteer Organiser, said.", "Ravi Khan", "Ravi Khan"),
    ("The Chief Constable said: “We will.”", "The Chief Constable", "Jane Cole"),
    (
        "“We will,” the Police and Crime Commissioner said.",
        "the Police and Crime Commissioner",
        "Matthew Ellis",
    ),
    ("The Deputy Commissioner said: “We will.”", "The Deputy Commissioner", ""),
    ("Prime Minister Sir Ian Wood came. Sir Ian said: “We will.”", "Sir Ian", "Ian Wood"),
    ("Ann “Nan” Wood said: “We will.”", "Ann Wood", "Ann Wood"),
    # nobody we could name
    ("Mr Ellis announced the “Safer Streets” fund.", "", ""),
    ("Mr Ellis and Chief Constable Cole said: “We will.”", "", ""),
    ("Key Points: “We will.”", "", ""),
    ("Staffordshire said: “We will.”", "", ""),
    ("Mr Ellis has a sign on his door: “Keep out.”", "", ""),
    ("“We will go on,” said Mr Brown.", "Mr Brown", ""),
    ("A spokesperson for the council said: “Yes.”", "A spokesperson for the council", ""),
    ("The sign reads: “Keep out.”", "", ""),
    ("“Integration” was the word of the day, Mr Ellis said.", "", ""),
    ("It was called “a step forward” by everyone.", "", ""),
    ("Leader of Stoke Council said: “We will go on.”", "", ""),
]


@pytest.mark.parametrize(("paragraph", "speaker", "full"), SPEAKERS, ids=[case[0] for case in SPEAKERS])
def test_a_quote_knows_its_speaker(paragraph: str, speaker: str, full: str) -> None:
    quote = find_quotes(text(NAMED, paragraph))[-1]

    assert (quote.speaker, quote.speaker_full) == (speaker, full)


BESIDE = [
    ("“One,” said Mr Ellis. “Two,” said Jane Cole.", ["Matthew Ellis", "Jane Cole"]),
    ("“One,” said Mr Ellis. “Two.”", ["Matthew Ellis", "Matthew Ellis"]),
    ("“One,” said Mr Ellis. Jane Cole added: “Two.”", ["Matthew Ellis", "Jane Cole"]),
    ("“One,” said Mr Ellis. He added: “Two.”", ["Matthew Ellis", "Matthew Ellis"]),
    ("Mr Ellis said: “One.” Jane Cole said: “Two.”", ["Matthew Ellis", "Jane Cole"]),
    ("Mr Ellis called it, he said, “a step” and “a leap”.", ["Matthew Ellis", "Matthew Ellis"]),
    ("“One,” said Mr Ellis. Jane Cole nodded. She told Ann Wood: “Two.”", ["Matthew Ellis", "Jane Cole"]),
    ("Mr Ellis said it was “a step” and “a leap”.", ["Matthew Ellis", "Matthew Ellis"]),
    ("“One,” said Mr Ellis. The sign reads “keep out”.", ["Matthew Ellis", ""]),
    (
        "Commissioner for Crime, Ben Adams, said: “One.” The Commissioner added: “Two.”",
        ["Ben Adams", "Ben Adams"],
    ),
    ("Ann “Nan” Wood said: “One.” Ms Wood added: “Two.”", ["Ann Wood", "Ann Wood"]),
]


@pytest.mark.parametrize(("paragraph", "speakers"), BESIDE, ids=[case[0] for case in BESIDE])
def test_quotes_side_by_side_keep_their_own_speakers(paragraph: str, speakers: list[str]) -> None:
    found = find_quotes(text(NAMED, paragraph))

    assert [quote.speaker_full for quote in found] == speakers


MEANT = [
    ("Ben Adams opened the centre in Market Drayton. He said: “It is a joy.”", "Ben Adams"),
    ("Sgt Amy Lee, of Market Drayton, was first there. She said: “It was hot.”", "Amy Lee"),
    ("Amy Lee met Ben Adams. He said: “It is a joy.”", ""),
    ("DS Amy Holt said: “One.”/Ryan Hall, of Leek, was jailed./“Two,” she added.", ""),
    ("DS Amy Holt said: “One.”/The court rose./“Two,” she added.", "Amy Holt"),
    ("Emma Webb was there. “One,” she said. “Two.”/“Three,” he said.", ""),
    ("PC Karl Mann said: “One.” She was found safe./“Two,” she said.", ""),
    ("Ryan Hall was killed. Mrs Hall said: “He was my life.”", ""),
    ("Amy Lee met Ben Adams. They won. Mr Adams spoke. He said: “It is a joy.”", "Ben Adams"),
]


@pytest.mark.parametrize(("paragraph", "full"), MEANT, ids=[case[0] for case in MEANT])
def test_he_and_she_are_never_guessed_between_two(paragraph: str, full: str) -> None:
    assert find_quotes(text(*paragraph.split("/")))[-1].speaker_full == full


ACCENTS_AND_HOLDERS = [
    ("Her fiancé Bob Lee said: “He was my life.”", "Bob Lee"),
    ("His protégée Jo Lee said: “He was kind.”", "Jo Lee"),
    ("Cllr Fiona ní Fhaoláin said: “It is done.”", "Fiona ní Fhaoláin"),
    ("José da Silva said: “It is done.”", "José da Silva"),
    ("Following the death of PC Ann Day, the Chief Constable said: “We have lost a friend.”", ""),
    ("Retired Chief Constable Bob Lee was there./The Chief Constable said: “Welcome.”", ""),
    ("Ann Day, the Chief Constable, was there./The Chief Constable said: “Welcome.”", "Ann Day"),
]


@pytest.mark.parametrize(
    ("paragraph", "full"), ACCENTS_AND_HOLDERS, ids=[case[0] for case in ACCENTS_AND_HOLDERS]
)
def test_names_are_whole_and_an_office_has_its_holder_only(paragraph: str, full: str) -> None:
    assert find_quotes(text(*paragraph.split("/")))[-1].speaker_full == full


def test_a_quote_may_be_signed_on_the_line_below_it() -> None:
    quote = find_quotes(text(NAMED, "“We will go on.”", "– Matthew Ellis, Police and Crime Commissioner"))[-1]

    assert quote.speaker_full == "Matthew Ellis"
