/* Behind the scenes: the clock, what may go wrong, the world as a file, and what the bot just called. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { notice, refused } from "../chat/pressing.js";
import { seconds, whole } from "../look/time.js";
import { look, send } from "../world/api.js";
import { change, state } from "../world/store.js";
import { botfather } from "./botfather.js";
import { faults } from "./faults.js";

let asksReset = false;

export function scenesPanel() {
  return html`<div class="scenes">${clock()}${journal()}${faults()}${mail()}${botfather()}${world()}</div>`;
}

/* --- the clock --- */

const move = (body) => send("/console/clock", body).catch(refused);

/** A minute before nine: what is planned for nine is then watched, and not found to be late. */
function nextMorning() {
  const now = new Date(state.world.now);
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8, 59);
  move({ set: morning.toISOString() });
}

function moveTo(event) {
  event.preventDefault();
  const chosen = new FormData(event.target).get("at");
  if (chosen) move({ set: new Date(chosen).toISOString() });
}

function clock() {
  return html`<section><h3>Clock</h3><p class="now">${whole(state.world.now)}</p>
    <div class="choices"><button type="button" @click=${() => move({ shift: 60 })}>+ 1 minute</button>
      <button type="button" @click=${() => move({ shift: 600 })}>+ 10 minutes</button>
      <button type="button" @click=${() => move({ shift: 3600 })}>+ 1 hour</button>
      <button type="button" @click=${nextMorning}>Next day, 8:59</button></div>
    <form class="choices" @submit=${moveTo}><label>Another moment <input type="datetime-local" name="at"></label>
      <button>Go there</button></form></section>`;
}

/* --- the mail relay --- */

async function relay(up) {
  await send("/console/mailbox", { up }).then(() => notice(up ? "The mail relay listens again." : "The mail relay is dead.")).catch(refused);
}

const bounce = () => send("/console/mail-faults", { faults: [{ what: "refuse", times: 1 }] })
  .then(() => notice("The next mail will be refused.")).catch(refused);

const mail = () => html`<section><h3>Mail</h3><div class="choices">
  <button type="button" @click=${() => relay(false)}>Stop the relay</button>
  <button type="button" @click=${() => relay(true)}>Start it again</button>
  <button type="button" @click=${bounce}>Refuse the next mail</button></div></section>`;

/* --- the world as a file --- */

async function save() {
  try {
    const file = new Blob([JSON.stringify(await look("/console/world"), null, 1)], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "world.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  } catch (error) {
    refused(error);
  }
}

async function load(event) {
  const [file] = event.target.files;
  event.target.value = "";
  try {
    await send("/console/world", JSON.parse(await file.text()));
  } catch (error) {
    refused(error instanceof SyntaxError ? new Error("That is not a world file: it should be JSON, as saved here.") : error);
  }
}

const EMPTIED = { asked: "Empty it", done: "Yes, empty it", words: "People, chats, mails and messages will be gone." };
const ANEW = {
  asked: "Begin anew", done: "Yes, begin anew",
  words: "All that was said and published will be gone. The newsroom opens again as on its first day, in some seconds.",
};
const resetting = () => (state.world.begins_anew ? ANEW : EMPTIED);

async function reset() {
  asksReset = false;
  change();
  await send("/console/reset", {}).catch(refused);
}

function ask(asked) {
  asksReset = asked;
  change();
}

const world = () => html`<section><h3>The world</h3>
  <div class="choices"><button type="button" @click=${save}>Save it as a file</button>
    <label class="button">Load a file<input type="file" accept=".json,application/json" class="unseen" @change=${load}></label>
    ${asksReset ? nothing : html`<button type="button" @click=${() => ask(true)}>${resetting().asked}</button>`}</div>
  ${asksReset ? html`<p>${resetting().words}</p><div class="choices">
    <button type="button" class="danger" @click=${reset}>${resetting().done}</button>
    <button type="button" @click=${() => ask(false)}>No, leave it</button></div>` : nothing}</section>`;

/* --- what the bot called --- */

function journal() {
  const calls = state.calls.filter((call) => call.method !== "getUpdates").reverse();
  return html`<section><h3>What the bot just called</h3>
    ${calls.length ? nothing : html`<p class="quiet">Nothing yet.</p>`}
    <ol class="calls">${calls.map((call) => html`<li class=${call.status === 200 ? "" : "wrong"}><details>
      <summary><time>${seconds(call.at)}</time> <b>${call.method}</b> <span>${call.status || "torn"}</span></summary>
      ${call.description ? html`<p>${call.description}</p>` : nothing}<pre>${JSON.stringify(call.params, null, 1)}</pre></details></li>`)}</ol>
  </section>`;
}
