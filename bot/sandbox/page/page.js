/* The whole page: the ribbon, the people, the chats, the conversation, the side, and what lies over them. */

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { conversation } from "./chat/conversation.js";
import { menu } from "./chat/menu.js";
import { chats } from "./list/chats.js";
import { people } from "./list/people.js";
import { icon } from "./look/icons.js";
import { sidePanel } from "./side/panel.js";
import { whole } from "./look/time.js";
import { go } from "./world/place.js";
import { change, state } from "./world/store.js";

const MOVED_MS = 90_000;

export function page() {
  if (!state.world) return html`${ribbon()}<main class="wait"><p>${state.problem ?? "One moment …"}</p></main>`;
  const { person, chat, panel } = state.place;
  if (!person) return html`${ribbon()}<main class="wait"><p>Nobody lives in this world yet. Load a world file behind the scenes,
    or start the sandbox with one.</p>${sidePanel()}</main>${over()}`;
  const view = panel ? "panel" : chat ? "chat" : "list";
  return html`${ribbon()}<main class="rooms" data-view=${view} data-panel=${panel || nothing}>
    <div class="left">${people()}${chats()}</div>${conversation()}${sidePanel()}${menu()}</main>${over()}`;
}

function ribbon() {
  const { panel } = state.place;
  const now = state.world && new Date(state.world.now);
  const isMoved = now && Math.abs(now - Date.now()) > MOVED_MS;
  return html`<header class="ribbon"><h1>Newsdesk</h1><p><b>Sandbox</b> – nothing leaves this computer</p>
    ${isMoved ? html`<p class="moved">${whole(state.world.now)}</p>` : nothing}
    ${state.world ? html`<button type="button" aria-label="Behind the scenes" aria-expanded=${panel === "scenes"}
      @click=${() => go({ panel: panel === "scenes" ? "" : "scenes" })}>${icon("scenes")}<span>Behind the scenes</span></button>` : nothing}
  </header>${state.online ? nothing : html`<p class="offline" role="status">The sandbox does not answer. This page waits for it; nothing you typed is lost.</p>`}`;
}

function over() {
  return html`${lightbox()}${alert()}
    <div class="toasts" role="status">${state.toasts.map((toast) => html`<p class=${toast.tone}>${toast.text}</p>`)}</div>
    <p class="unseen" role="status">${state.said}</p>`;
}

/* --- dialogs: shown by the browser itself, which keeps the focus inside and lets Escape close them --- */

function back(name) {
  const before = state[name]?.before;
  change({ [name]: null });
  if (before?.isConnected) before.focus();
}

const alert = () => html`<dialog class="alert" aria-label="The bot says" ?data-open=${Boolean(state.alert)} @close=${() => back("alert")}>
  <p>${state.alert?.text ?? ""}</p><form method="dialog"><button class="wide">OK</button></form></dialog>`;

const lightbox = () => html`<dialog class="lightbox" aria-label="Photo" ?data-open=${Boolean(state.lightbox)} @close=${() => back("lightbox")}
  @click=${(event) => event.currentTarget.close()}>${state.lightbox ? html`<img src=${state.lightbox.file.url} alt="">` : nothing}
  <form method="dialog"><button class="tool" aria-label="Close">${icon("close")}</button></form></dialog>`;

/** After drawing: open the dialogs that should be open. */
export function openDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    if (dialog.hasAttribute("data-open") === dialog.open) continue;
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }
}
