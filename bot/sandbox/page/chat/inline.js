/* Inline mode: `@bot words` in the text box asks the bot, and what it offers stands above the box to be sent. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { act, look } from "../world/api.js";
import { change, openChat, state } from "../world/store.js";
import { draft, toField, write } from "./drafts.js";
import { start } from "./links.js";
import { refused } from "./pressing.js";
import { toNewest } from "./scrolling.js";

const PAUSE_MS = 300; // of typing, before the bot is asked
const PATIENCE_SECONDS = 10;
const NONE = { key: "", offers: [], button: null };

let asked = { ...NONE }; // key: who asks what where; id, offers, button: the answer
let timer = 0;

/** The words after the bot's name, or null while something else is written. */
function wanted() {
  const { bot } = state.world;
  const { text, edit } = draft();
  const [name, ...words] = text.split(/\s/);
  const isName = bot.inline && name.toLowerCase() === `@${bot.username.toLowerCase()}` && text.length > name.length;
  return isName && !edit ? words.join(" ") : null;
}

const keyOf = (words) => `${state.place.person}/${state.place.chat}/${words}`;

/** After each key: ask again when the words are others. */
export function askInline() {
  const words = wanted();
  clearTimeout(timer);
  if (words === null) asked = { ...NONE };
  else if (asked.key !== keyOf(words)) timer = setTimeout(() => ask(words).catch(refused), PAUSE_MS);
}

async function ask(words) {
  const key = keyOf(words);
  const { person, chat } = state.place;
  asked = { ...NONE, key };
  const { query_id: id } = await act("ask", { as: person, chat_id: chat, query: words });
  const { offers, button } = await look(`/console/queries/${id}?wait=${PATIENCE_SECONDS}`);
  if (asked.key !== key) return; // other words meanwhile
  asked = { key, id, offers: offers ?? [], button };
  draft().choice = 0;
  change();
}

const shown = () => (wanted() !== null && asked.key === keyOf(wanted()) ? asked.offers : []);

export const hasOffers = () => shown().length > 0;

export function offerList() {
  const offers = shown();
  const { button } = asked;
  if (!offers.length && !(button && wanted() !== null)) return nothing;
  const { choice } = draft();
  return html`<div class="suggestions offers">
    ${button ? html`<button type="button" class="plain" @click=${() => start(button.start_parameter)}>${button.text}</button>` : nothing}
    ${offers.length ? html`<ul id="suggestions" role="listbox" aria-label="What the bot offers">${offers.map((offer, index) => html`<li
      role="option" id="suggestion-${index}" aria-selected=${index === choice} @pointerdown=${(event) => event.preventDefault()}
      @click=${() => choose(offer)}><b>${offer.title}</b> <span>${offer.description}</span></li>`)}</ul>` : nothing}</div>`;
}

async function choose(offer) {
  const { id } = asked;
  try {
    await act("choose", { as: state.place.person, chat_id: state.place.chat, query_id: id, offer: offer.id });
    asked = { ...NONE };
    write("");
    toNewest();
    toField();
  } catch (error) {
    refused(error);
  }
}

/** Arrow keys walk the offers, Enter sends one. Returns whether the key was for them. */
export function walkOffers(event) {
  const offers = shown();
  const of = draft();
  if (!offers.length || event.shiftKey) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) of.choice = (of.choice + step + offers.length) % offers.length;
  else if (event.key === "Enter") choose(offers[of.choice] ?? offers[0]);
  else return false;
  event.preventDefault();
  change();
  return true;
}

/** A button that puts `@bot words` into a text box: this chat's, for there is no list to choose another from. */
export function beginInline(words) {
  if (!openChat()?.may_write) return;
  write(`@${state.world.bot.username} ${words}`);
  askInline();
  toField();
}
