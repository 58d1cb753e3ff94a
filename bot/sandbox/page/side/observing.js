/* Notices how far the tour has come, from what happens in anybody's chat. Writes only ticks, kept over a reload. */

import { messageOf } from "../world/api.js";
import { keep, kept } from "../world/kept.js";
import { change, personOf, state } from "../world/store.js";
import { lookAgain } from "./newspage.js";
import { steps } from "./steps.js";

const NONE = { names: {} };
const PLACES = ["channel", "reader", "inbox", "page"];
let ticks = kept("ticks") ?? {};
const offers = new Map(); // person id -> labels of the buttons they have

export const isTicked = (id) => Boolean(ticks[id]);
export const arrivedAt = (place) => Boolean(ticks[`at ${place}`]);
const all = () => steps(NONE);

function tick(name) {
  if (ticks[name]) return;
  ticks = { ...ticks, [name]: true };
  if (PLACES.every(arrivedAt)) ticks.watch = true;
  if (PLACES.every((place) => arrivedAt(`${place} again`))) ticks.corrected = true;
  keep("ticks", ticks);
  change();
}

export function startOver() {
  ticks = {};
  offers.clear();
  keep("ticks", null);
  change();
}

const tickWhere = (fits) => all().filter((step) => step.signs.some(fits)).forEach((step) => tick(step.id));

/** Whose turn it is may have changed: the person one is, or what they are offered. */
export function noticePerson() {
  const labels = offers.get(state.place.person) ?? [];
  tickWhere(({ isOffered }) => isOffered && labels.some((label) => isOffered.test(label)));
}

/** Every event passes here. */
export function observe(name, event) {
  if (name === "mail") arrives("inbox");
  if (name === "message" || name === "edited") look(event, name === "edited").catch(() => {});
}

function arrives(place) {
  if (!ticks.publish && place !== "channel") return; // an earlier mail only asks whether an address is right
  if (ticks.correct && place === "inbox") tick("at inbox again");
  tick(`at ${place}`);
  tickWhere((sign) => sign.arrives === place);
}

/** A message that stood there before has changed. */
function changedAt(place) {
  if (!ticks.correct || !arrivedAt(place)) return;
  tick(`at ${place} again`);
}

async function look({ chat_id, message_id }, edited) {
  if (!state.world) return;
  const owner = personOf(chat_id);
  const message = await messageOf(owner?.id ?? state.place.person, chat_id, message_id);
  if (!message?.from_bot && message?.telegram.chat.type !== "channel") return;
  if (owner) heardBy(owner, message, edited);
  else if (message.telegram.chat.type === "channel") published(edited);
  if (message.text.includes(state.world.links.newsroom ?? "\0") && ticks.publish) arrives("page");
}

function published(edited) {
  if (edited) ["channel", "page"].forEach(changedAt); // the page shows the new words from the same moment on
  else arrives("channel");
  if (state.place.panel === "page") lookAgain();
}

function heardBy(person, message, edited) {
  const labels = message.buttons.flat().map((button) => button.text);
  if (labels.length) offers.set(person.id, labels);
  tickWhere(({ offered }) => offered && labels.some((label) => offered.test(label)));
  tickWhere(({ says }) => says?.test(message.text));
  if (!labels.length && isReader(person)) (edited ? changedAt : arrives)("reader");
  noticePerson();
}

const isReader = (person) => (person.about ? /reader|subscriber|public/i.test(person.about) : !offers.has(person.id));
