/* The bot's menu of commands: which of its lists counts in a chat, and which fit what is being typed. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { change, openChat, state } from "../world/store.js";
import { draft, write } from "./drafts.js";

const RULERS = new Set(["creator", "administrator"]);

/** The Bot API's order: https://core.telegram.org/bots/api#determining-list-of-commands */
export function commandsHere(chat = openChat()) {
  if (!chat || chat.type === "channel") return [];
  const rules = RULERS.has(chat.status);
  const scopes = chat.type === "private"
    ? [{ chat_id: chat.id, type: "chat" }, { type: "all_private_chats" }]
    : [
        ...(rules ? [{ chat_id: chat.id, type: "chat_administrators" }] : []),
        { chat_id: chat.id, type: "chat" },
        ...(rules ? [{ type: "all_chat_administrators" }] : []),
        { type: "all_group_chats" },
      ];
  const lists = Object.entries(state.world.bot.all_commands).map(([key, list]) => [JSON.parse(key), list]);
  for (const scope of [...scopes, { type: "default" }]) {
    const found = lists.find(([[one, language]]) =>
      one.type === scope.type && one.chat_id === scope.chat_id && ["", "en"].includes(language));
    if (found?.[1].length) return found[1];
  }
  return [];
}

/** Those that begin as the text does; none while something else is written. */
export function suggestions() {
  const { text, edit, unwanted } = draft();
  const typed = /^\/(\w*)$/.exec(text);
  if (!typed || edit || unwanted) return [];
  return commandsHere().filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
}

export function suggestionList(choose) {
  const found = suggestions();
  if (!found.length) return nothing;
  const { choice } = draft();
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label="Commands">
    ${found.map(({ command, description }, index) => html`<li role="option" id="suggestion-${index}"
      aria-selected=${index === choice} @pointerdown=${(event) => event.preventDefault()} @click=${() => choose(command)}>
      <b>/${command}</b> <span>${description}</span></li>`)}
  </ul>`;
}

/** Arrow keys walk the list, Escape puts it away. Returns whether the key was for it. */
export function walk(event, choose) {
  const found = suggestions();
  const of = draft();
  if (!found.length || event.shiftKey) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) of.choice = (of.choice + step + found.length) % found.length;
  else if (event.key === "Enter" || event.key === "Tab") choose(found[of.choice].command);
  else if (event.key === "Escape") of.unwanted = true;
  else return false;
  event.preventDefault();
  change();
  return true;
}

export const openCommands = () => write(draft().text === "/" ? "" : "/");
