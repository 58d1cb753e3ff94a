/* The side of the page: the guide, the inbox, the news page; behind the scenes only when asked for. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { href } from "../world/place.js";
import { state } from "../world/store.js";
import { guidePanel } from "./guide.js";
import { inboxPanel, unreadMails } from "./inbox.js";
import { newsPanel } from "./newspage.js";
import { scenesPanel } from "./scenes.js";

const TITLES = { guide: "Guide", inbox: "Inbox", page: "News page", scenes: "Behind the scenes" };
const TABS = { guide: "Guide", inbox: "Inbox", page: "News page", scenes: "Scenes" };
const PANELS = { guide: guidePanel, inbox: inboxPanel, page: newsPanel, scenes: scenesPanel };

export function sidePanel() {
  const { panel } = state.place;
  if (!panel) return nothing;
  const tabs = Object.keys(TABS).filter((name) => name !== "scenes" || panel === "scenes");
  return html`<section class="side" aria-label=${TITLES[panel]}>
    <header class="head"><a class="tool back" href=${href({ panel: "" })} aria-label="Back">${icon("back")}</a>
      <h2>${TITLES[panel]}</h2>
      <nav aria-label="Beside the conversation">${tabs.map((name) => html`<a href=${href({ panel: name })}
        aria-current=${name === panel ? "page" : nothing}>${TABS[name]}${name === "inbox" ? count(unreadMails()) : nothing}</a>`)}</nav>
      <a class="tool close" href=${href({ panel: "" })} aria-label="Close ${TITLES[panel]}">${icon("close")}</a></header>
    <div class="side-body" tabindex="0" role="group" aria-label=${TITLES[panel]}>${PANELS[panel]()}</div>
  </section>`;
}

export const count = (number) => (number ? html`<span class="count">${number}<span class="unseen"> unread</span></span>` : nothing);
