/* Pressing buttons, and what the bot answers: a toast, an alert, or a link to open. */

import { act } from "../world/api.js";
import { change, state } from "../world/store.js";
import { beginInline } from "./inline.js";
import { follow } from "./links.js";

const TOAST_MS = 3500;
const PATIENCE_MS = 15_000;

/** Say something for a moment. */
export function notice(text, tone = "note") {
  const toast = { text, tone };
  state.toasts = [...state.toasts.slice(-2), toast];
  change();
  setTimeout(() => change({ toasts: state.toasts.filter((one) => one !== toast) }), TOAST_MS + text.length * 30);
}

/** What could not be done, in the sandbox's own words. */
export function refused(error) {
  notice(error.message, "refusal");
}

export const keyOf = (message, index) => `${message.chat_id}/${message.id}/${index}`;

export async function press(message, button, index) {
  if ("callback_data" in button) return ask(message, button, index);
  if ("copy_text" in button) return copy(button.copy_text.text);
  if ("url" in button) return open(button.url);
  const words = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
  if (words !== undefined) return beginInline(words);
  return notice("The sandbox does not know this kind of button.");
}

async function ask(message, button, index) {
  const key = keyOf(message, index);
  if (state.pressing.has(key)) return;
  state.pressing.add(key);
  change();
  try {
    const { press_id } = await act("press", {
      as: state.place.person, chat_id: message.chat_id, message_id: message.id, data: button.callback_data,
    });
    waiting.set(press_id, key);
    const early = answers.get(press_id);
    if (early) finish(press_id, early);
    setTimeout(() => release(press_id), PATIENCE_MS);
  } catch (error) {
    state.pressing.delete(key);
    refused(error);
  }
}

const waiting = new Map(); // press id -> key of its button
const answers = new Map(); // answers that overtook the press's own reply

/** The event `press_answered`. */
export function pressAnswered(answer) {
  if (answer.person_id !== state.place.person) return;
  if (waiting.has(answer.press_id)) finish(answer.press_id, answer);
  else answers.set(answer.press_id, answer);
}

function finish(id, { text, alert, url }) {
  answers.delete(id);
  release(id);
  if (url) open(url);
  else if (alert) change({ alert: { text, before: document.activeElement } });
  else if (text) notice(text);
}

function release(id) {
  state.pressing.delete(waiting.get(id));
  waiting.delete(id);
  change();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Copied.");
  } catch {
    notice("Your browser does not let this page copy. Select the words and copy them yourself.");
  }
}

function open(address) {
  const target = follow(address);
  if (target?.click) target.click(new Event("click"));
  else if (target) window.open(target.href, "_blank", "noopener");
}
