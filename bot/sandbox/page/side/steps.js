/* The words and the signs of “Your first five minutes”. Everything about the tour that may change is here.

A step is noticed by any of its `signs`, each seen in what happens, never in what the page itself did:
`offered`: somebody has a button with such a label; `isOffered`: the person one is now has it;
`says`: the bot says such words in private;
`arrives`: "channel", "reader", "inbox" or "page", which also tick the four places by themselves. Once something is being put
right, what comes or is edited there ticks the same places “again”. */

export const TITLE = "Your first five minutes";
export const LEAD = "From a release to its readers, as it goes on a real desk. Nothing here reaches anybody.";
export const FINISHED = "That is the whole story of a release, its correction included. Now try it with words of your own, or for a later hour: press “Schedule…”, then move the clock behind the scenes.";

/** `names` has drafter and approver, as they are called here. */
export const steps = (names) => [
  {
    id: "send",
    title: "Send a release",
    words: `You are ${names.drafter}. Put our example into the box and send it, or drop in a text or a Word file of your own.`,
    does: "example",
    signs: [{ offered: /submit for review/i }],
  },
  {
    id: "alt",
    title: "Say what the photo shows",
    words: "Readers who cannot see the photo need a sentence instead. Press “Alt text” on the card and write one.",
    signs: [{ says: /alt text: (“|none needed)/i }],
  },
  {
    id: "submit",
    title: "Submit it for review",
    words: "Mend what the card still marks ✗, then press “Submit for review”. Nobody’s own words go out unread by a second person.",
    signs: [{ offered: /^approve$/i }],
  },
  {
    id: "be",
    title: `Be ${names.approver}`,
    words: `Choose ${names.approver} among the people. The same release is waiting there.`,
    does: "approver",
    signs: [{ isOffered: /^approve$/i }],
  },
  {
    id: "difference",
    title: "See the difference",
    words: `Meanwhile ${names.drafter} finds a better word. Be ${names.drafter} again, change a word in the release you sent (“Edit” in its menu), and submit once more. ${names.approver}’s new card shows what was struck and what was added.`,
    does: "drafter",
    signs: [{ says: /changed since/i }],
  },
  {
    id: "approve",
    title: "Approve it",
    words: `As ${names.approver}, read every word on the newest card as a reader would, then press “Approve”.`,
    does: "approver",
    signs: [{ offered: /publish now/i }],
  },
  {
    id: "publish",
    title: "Publish it",
    words: "Press “Publish now”. For a moment “Stop” still keeps it back.",
    signs: [{ says: /going out|goes out at/i }, { arrives: "channel" }],
  },
  {
    id: "watch",
    title: "Watch it arrive",
    words: "In four places, within the minute:",
    places: { channel: "the channel", reader: "a reader’s own chat", inbox: "an inbox", page: "the news page" },
    signs: [],
  },
  {
    id: "correct",
    title: "Put it right",
    words: `Something was wrong after all. As ${names.drafter}, press “Put it right…” on the published card, then “It was wrong”, and say what was wrong. Change the word itself (“Edit” in the menu of the release you sent), and take it through review again.`,
    does: "drafter",
    signs: [{ says: /it corrects what was published/i }, { says: /it mends a slip/i }, { says: /it withdraws what was published/i }],
  },
  {
    id: "corrected",
    title: "See it corrected everywhere",
    words: "The same posts, edited where they stand; whoever was mailed it gets a mail that says so:",
    places: { "channel again": "the channel", "reader again": "a reader’s own chat", "inbox again": "an inbox", "page again": "the news page" },
    signs: [],
  },
];
