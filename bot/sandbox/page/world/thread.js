/* One person's view of one chat: the messages fetched so far, and the stretch of them that is drawn.

`messages` is whole from its first to the newest; older ones are fetched as the reader scrolls up. Only about
DRAWN of them stand in the document, so that a chat of thousands stays smooth. */

import { messageOf, messagesOf } from "./api.js";
import { change } from "./store.js";

export const DRAWN = 120;
const STEP = 40;
const AT_ONCE = 100;

export class Thread {
  constructor(person, chat) {
    Object.assign(this, { person, chat, messages: [], more: false, loaded: false });
    this.end = 0; // one past the last drawn
    this.newFrom = 0; // id of the first message that was unread on arrival
    this.keyboard = null;
    this.missed = new Set();
    this.gone = new Set(); // ids of deleted messages: an answer that was on its way meanwhile may still hold them
    this.asked = 0; // how often something was fetched, and
    this.shown = 0; // which of these is the newest that came: one asked for earlier may come later
  }

  get drawn() {
    return this.messages.slice(Math.max(0, this.end - DRAWN), this.end);
  }

  get isAtEnd() {
    return this.end >= this.messages.length;
  }

  find(id) {
    return this.messages.find((message) => message.id === id);
  }

  /** Fetch the newest page; what it no longer holds was deleted. */
  async refresh() {
    const asked = ++this.asked;
    const page = await this.fetch();
    if (asked < this.shown) return this.refresh();
    this.shown = asked;
    const wasAtEnd = this.isAtEnd;
    const first = page.messages[0]?.id ?? Infinity;
    const joins = this.messages.some((message) => message.id >= first) || !page.more;
    const older = joins ? this.messages.filter((message) => message.id < first) : [];
    if (!joins || !page.more) this.more = page.more;
    if (!this.loaded) this.more = page.more;
    this.messages = page.more ? [...older, ...page.messages] : page.messages;
    this.keyboard = page.keyboard;
    this.loaded = true;
    return this.settle(wasAtEnd || !joins);
  }

  async fetch(which) {
    const page = await messagesOf(this.person, this.chat, which);
    return { ...page, messages: page.messages.filter((message) => !this.gone.has(message.id)) };
  }

  /** Fetch the messages an event named, or the newest page when they are many. */
  async catchUp() {
    const ids = [...this.missed];
    this.missed.clear();
    const newest = this.messages.at(-1)?.id ?? 0;
    if (!this.loaded || ids.length > 3 || ids.some((id) => id > newest)) return this.refresh();
    const asked = ++this.asked;
    const found = await Promise.all(ids.map((id) => messageOf(this.person, this.chat, id)));
    this.shown = Math.max(this.shown, asked);
    ids.forEach((id, index) => this.put(id, found[index]));
    return change();
  }

  put(id, message) {
    const at = this.messages.findIndex((one) => one.id === id);
    if (at >= 0 && message) this.messages[at] = message;
    if (at >= 0 && !message) this.drop(id);
  }

  drop(id) {
    this.gone.add(id);
    const wasAtEnd = this.isAtEnd;
    this.messages = this.messages.filter((message) => message.id !== id);
    this.settle(wasAtEnd);
  }

  settle(toEnd) {
    this.end = toEnd ? this.messages.length : Math.min(this.end, this.messages.length);
    change();
  }

  toEnd() {
    this.settle(true);
  }

  /** Draw an earlier stretch, fetching it when needed. */
  async earlier() {
    if (this.fetching) return;
    const first = this.drawn[0]?.id;
    if (this.end - DRAWN < STEP && this.more) await this.fetchOlder();
    if (this.drawn[0]?.id === first && this.end > DRAWN) this.end = Math.max(DRAWN, this.end - STEP);
    change();
  }

  later() {
    if (this.isAtEnd) return;
    this.end = Math.min(this.messages.length, this.end + STEP);
    change();
  }

  async fetchOlder() {
    this.fetching = true;
    try {
      const before = this.messages[0]?.id;
      const page = await this.fetch({ before, limit: AT_ONCE });
      if (this.messages[0]?.id !== before) return; // fetched anew meanwhile
      this.messages = [...page.messages, ...this.messages];
      this.end += page.messages.length;
      this.more = page.more;
    } finally {
      this.fetching = false;
    }
  }

  /** Draw a stretch with this message in its middle. Returns false when it is gone. */
  async reach(id) {
    while (!this.find(id) && this.more && this.messages[0]?.id > id) await this.fetchOlder();
    const at = this.messages.findIndex((message) => message.id === id);
    if (at < 0) return false;
    this.end = Math.min(this.messages.length, at + DRAWN / 2);
    change();
    return true;
  }

  /** Where the line “New messages” stands. */
  markNew(unread) {
    const others = this.messages.filter((message) => !message.own);
    this.newFrom = unread ? (others.at(-unread) ?? others[0])?.id : 0;
  }
}
