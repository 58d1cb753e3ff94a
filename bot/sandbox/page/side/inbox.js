/* The inbox: every mail that came, and one of them as it looks. The mail's own page runs nothing and is framed. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { roving, stop } from "../look/roving.js";
import { recently, whole } from "../look/time.js";
import { keep, kept } from "../world/kept.js";
import { href } from "../world/place.js";
import { state } from "../world/store.js";

const unix = (mail) => new Date(mail.at).getTime() / 1000;
const opened = new Set(kept("mails read") ?? []);

export const unreadMails = () => state.mails.mails.filter((mail) => !opened.has(mail.number)).length;

export function forgetMails() {
  opened.clear();
  keep("mails read", null);
}

export function inboxPanel() {
  const mail = state.mails.mails.find((one) => one.number === state.place.item);
  return mail ? reading(mail) : list();
}

function list() {
  const { mails } = state.mails;
  if (!mails.length) {
    return html`<div class="inbox none">${icon("mail")}<p>No mail yet.</p><p class="quiet">Everything the newsroom mails to anybody arrives here.</p></div>`;
  }
  return html`<div class="inbox"><ul aria-label="Mails, newest first" @keydown=${roving("a")}>${mails.map((mail, index) => html`<li>
    <a class=${opened.has(mail.number) ? "" : "unread"} href=${href({ panel: "inbox", item: mail.number })} tabindex=${stop(index, 0)}>
      <small><span>${mail.recipients.join(", ")}</span><time>${recently(unix(mail), state.world.now)}</time></small>
      <b>${mail.subject || "Without a subject"}</b>${opened.has(mail.number) ? nothing : html`<span class="unseen">, unread</span>`}
    </a></li>`)}</ul></div>`;
}

function reading(mail) {
  if (!opened.has(mail.number)) {
    opened.add(mail.number);
    keep("mails read", [...opened]);
  }
  return html`<article class="mail"><a class="plain" href=${href({ panel: "inbox" })}>${icon("back")} All mails</a>
    <h3>${mail.subject || "Without a subject"}</h3>
    <dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.recipients.join(", ")}</dd><dt>At</dt><dd>${whole(mail.at)}</dd></dl>
    <iframe title="The mail “${mail.subject}”" src="/console/mails/${mail.number}/page"
      sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe></article>`;
}
