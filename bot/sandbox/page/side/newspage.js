/* The news page beside the chat: in a frame where its site lets itself be framed, else a way to open it. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { change, state } from "../world/store.js";

let looks = 0; // a frame is made anew for each

/** Fetch the page again: asked for, or because something has just gone out. */
export function lookAgain() {
  looks += 1;
  change();
}

export function newsPanel() {
  const { newsroom, newsroom_frame: framed } = state.world.links;
  if (!newsroom) return html`<div class="news none">${icon("page")}<p>This sandbox has no news page.</p></div>`;
  return html`<div class="news">
    <div class="choices"><a class="wide" href=${newsroom} target="_blank" rel="noopener">Open the page ${icon("open")}</a>
      ${framed ? html`<button type="button" class="plain" @click=${lookAgain}>Look again</button>` : nothing}</div>
    ${framed
      ? repeat([looks], (number) => number, () => html`<iframe title="The news page" src=${framed}
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"></iframe>`)
      : html`<p class="quiet">It opens in a tab of its own, as readers see it: the site lets no other page frame it.</p>${stories()}`}
  </div>`;
}

/** Announcements whose addresses stand in the open chat. */
function stories() {
  const site = state.world.links.newsroom.replace(/\/$/, "");
  const found = new Map();
  for (const message of state.thread?.messages ?? []) {
    for (const [address] of message.text.matchAll(/https?:\/\/[^\s<>“”"]+/g)) {
      if (address.startsWith(`${site}/`)) found.set(address, message.text.split("\n")[0]);
    }
  }
  if (!found.size) return nothing;
  return html`<h3>Spoken of in this chat</h3><ul>${[...found].reverse().map(([address, words]) => html`<li>
    <a href=${address} target="_blank" rel="noopener">${words}</a></li>`)}</ul>`;
}
