/* The buttons under a message, and the reply keyboard under the text field. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { state } from "../world/store.js";
import { follow } from "./links.js";
import { keyOf, press } from "./pressing.js";

/** Inline buttons. `reachable`: whether the Tab key stops at them (only in the message one is at). */
export function inlineKeyboard(message, reachable) {
  if (!message.buttons.length) return nothing;
  let index = -1;
  return html`<div class="keys" role="group" aria-label="Buttons of this message">
    ${message.buttons.map((row) => html`<div class="row">${row.map((button) => key(message, button, (index += 1), reachable))}</div>`)}
  </div>`;
}

function key(message, button, index, reachable) {
  const waits = state.pressing.has(keyOf(message, index));
  const style = `key ${button.style ?? ""}`;
  const stop = reachable ? 0 : -1;
  const target = "url" in button ? follow(button.url) : null;
  if (target?.tab) {
    return html`<a class=${style} href=${target.href} target="_blank" rel="noopener" tabindex=${stop}
      >${button.text} ${icon("open")}</a>`;
  }
  return html`<button type="button" class=${style} tabindex=${stop} aria-busy=${waits}
    @click=${() => press(message, button, index)}>${button.text}</button>`;
}

/** ReplyKeyboardMarkup: each button sends its own words. */
export function replyKeyboard(keyboard, say) {
  if (!keyboard?.keyboard) return nothing;
  return html`<div class="keys reply-keys" role="group" aria-label="Answers to choose from">
    ${keyboard.keyboard.map((row) => html`<div class="row">${row.map((button) => {
      const words = typeof button === "string" ? button : button.text;
      return html`<button type="button" class="key ${button.style ?? ""}" @click=${() => say(words)}>${words}</button>`;
    })}</div>`)}
  </div>`;
}
