/* Behind the scenes: what may go wrong, for which calls, until when. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { refused } from "../chat/pressing.js";
import { send } from "../world/api.js";
import { change, state } from "../world/store.js";

const FAULTS = [
  ["“Too many requests”, once", { what: "answer", code: 429, retry_after: 5 }],
  ["An error, and nothing is done", { what: "answer", code: 500 }],
  ["It is done, but an error is answered", { what: "answer", code: 500, when: "after" }],
  ["It is done, but the answer is lost", { what: "reset", when: "after" }],
  ["The line is torn before anything is done", { what: "reset" }],
  ["No answer until cleared", { what: "hang", times: null }],
  ["Slow, for ten calls", { what: "slow", seconds: 3, times: 10 }],
  ["It is done, and the answer is garbled", { what: "garble" }],
];
const METHODS = ["sendMessage", "editMessageText", "sendPhoto", "answerCallbackQuery", "getUpdates"];
let method = METHODS[0];

async function ask(body, verb = "POST") {
  try {
    const { faults: all } = await send("/console/faults", body, verb);
    change({ world: { ...state.world, faults: all } });
  } catch (error) {
    refused(error);
  }
}

const add = (fault) => ask(method ? { ...fault, method } : fault);

function choose(event) {
  method = event.target.value;
  change();
}

const worded = (fault) => [fault.what, fault.code && fault.what === "answer" ? fault.code : "",
  ["answer", "reset"].includes(fault.what) ? `${fault.when} it is done` : "", fault.method ?? "any call",
  fault.times === null ? "until cleared" : `${fault.suffered} of ${fault.times}`].filter(Boolean).join(" · ");

export function faults() {
  const all = state.world.faults;
  const known = [...new Set([...METHODS, ...state.calls.map((call) => call.method)])];
  return html`<section><h3>Let something go wrong</h3>
    <label>With the bot’s next call of <select @change=${choose}>${known.map((name) => html`<option value=${name}
      ?selected=${name === method}>${name}</option>`)}<option value="" ?selected=${!method}>any method</option></select></label>
    <div class="stack">${FAULTS.map(([words, fault]) => html`<button type="button" @click=${() => add(fault)}>${words}</button>`)}</div>
    ${all.length ? html`<ul class="active" aria-label="In force">${all.map((fault) => html`<li>${worded(fault)}</li>`)}</ul>
      <button type="button" class="primary" @click=${() => ask({}, "DELETE")}>Clear all of them</button>` : nothing}</section>`;
}
