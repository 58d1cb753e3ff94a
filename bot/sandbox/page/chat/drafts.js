/* What is being written in each chat, by each person: words (kept over a reload), an answer, an edit, files. */

import { keep, kept } from "../world/kept.js";
import { change, state } from "../world/store.js";

const drafts = new Map();
const MOST_FILES = 10;

const keyOf = ({ person, chat } = state.place) => `text/${person}/${chat}`;

export function draft(place = state.place) {
  const key = keyOf(place);
  if (!drafts.has(key)) drafts.set(key, { text: kept(key) ?? "", reply: null, edit: null, files: [], choice: 0 });
  return drafts.get(key);
}

export function write(text, place = state.place) {
  const of = draft(place);
  of.text = text;
  of.choice = 0;
  of.unwanted = false;
  if (!of.edit) keep(keyOf(place), text);
  change();
}

/** For a list of chats: the words waiting there. */
export const waitingWords = (chat) => kept(keyOf({ person: state.place.person, chat })) ?? "";

export function answer(message) {
  Object.assign(draft(), { reply: message, edit: null });
  toField();
}

export function edit(message) {
  const of = draft();
  Object.assign(of, { edit: message, reply: null, aside: of.text, text: message.text });
  toField();
}

/** Neither answer nor edit any more; words set aside for an edit come back. */
export function plain() {
  const of = draft();
  if (of.edit) of.text = of.aside ?? "";
  Object.assign(of, { reply: null, edit: null, aside: "" });
  toField();
}

export function attach(files, place = state.place) {
  const of = draft(place);
  const fresh = [...files].map((file) => ({ file, isPhoto: /^image\/(jpeg|png|webp)$/.test(file.type), url: URL.createObjectURL(file) }));
  of.files = [...of.files, ...fresh].slice(0, MOST_FILES);
  if (state.place.chat === place.chat) toField();
}

export function detach(item) {
  const of = draft();
  URL.revokeObjectURL(item.url);
  of.files = of.files.filter((one) => one !== item);
  toField();
}

export function sendAs(isPhoto) {
  for (const item of draft().files) if (item.file.type.startsWith("image/")) item.isPhoto = isPhoto;
  change();
}

/** Empty it for sending; what was there comes back for `putBack`. */
export function take(place = state.place) {
  const of = draft(place);
  const taken = { ...of };
  Object.assign(of, { text: of.edit ? (of.aside ?? "") : "", reply: null, edit: null, files: [], aside: "", choice: 0 });
  keep(keyOf(place), of.text);
  change();
  return taken;
}

export function putBack(taken, place) {
  const of = draft(place);
  Object.assign(of, taken, { text: of.text ? `${taken.text}\n${of.text}` : taken.text });
  if (!of.edit) keep(keyOf(place), of.text);
  change();
}

export function toField() {
  change();
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(".composer textarea")?.focus()));
}
