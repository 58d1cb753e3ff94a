/* What each event of the console makes the page do. Events name things; what is shown of them is fetched. */

import { look, send, worldOf } from "./api.js";
import { isNewWorld } from "./kept.js";
import { follow, go } from "./place.js";
import { change, me, openChat, soon, state } from "./store.js";
import { listen } from "./stream.js";
import { Thread } from "./thread.js";
import { notice, pressAnswered } from "../chat/pressing.js";
import { gist } from "../chat/service.js";
import { forgetMails } from "../side/inbox.js";
import { noticePerson, observe, startOver } from "../side/observing.js";

const TYPING_MS = 5000;

const refreshWorld = soon(async () => {
  const world = await worldOf(state.place.person).catch(() => null);
  if (world) change({ world });
}, 60);

const refreshMails = soon(async () => {
  change({ mails: await look("/console/mails?limit=200").catch(() => state.mails) });
}, 60);

const refreshCalls = soon(async () => {
  if (state.place.panel !== "scenes") return;
  const { calls } = await look("/console/journal?last=60").catch(() => ({ calls: state.calls }));
  change({ calls });
}, 150);

const catchUp = soon(async () => {
  const { thread } = state;
  const newest = thread?.messages.at(-1)?.id;
  await thread?.catchUp().catch(() => {});
  const fresh = thread?.messages.filter((message) => message.id > newest && !message.own) ?? [];
  if (fresh.length) change({ said: fresh.map((message) => `${message.speaker}: ${gist(message)}`).join(". ") });
}, 25);

function touch({ chat_id, message_id }) {
  refreshWorld();
  if (state.thread?.chat !== chat_id) return;
  state.thread.missed.add(message_id);
  catchUp();
}

const EFFECTS = {
  async hello() {
    change({ online: true });
    await everything();
  },
  lost: () => change({ online: false }),
  stopped: () => change({ online: false }),
  message(event) {
    state.typing.delete(event.chat_id);
    touch(event);
  },
  edited: touch,
  reaction: touch,
  deleted({ chat_id, message_id }) {
    if (state.thread?.chat === chat_id) state.thread.drop(message_id);
    refreshWorld();
  },
  pinned: () => refreshWorld(),
  member: () => refreshWorld(),
  person: () => refreshWorld(),
  chat: () => refreshWorld(),
  bot: () => refreshWorld(),
  press_answered: pressAnswered,
  typing({ chat_id, action }) {
    state.typing.set(chat_id, { action, until: Date.now() + TYPING_MS });
    change();
    setTimeout(change, TYPING_MS + 50);
  },
  mail: () => refreshMails(),
  call: () => refreshCalls(),
  clock: () => refreshWorld(),
  async reset() {
    change({ thread: null });
    await everything();
    go({}, { silently: true });
    notice("The world is new. Everything before is forgotten.");
  },
};

/** Begin: the first look, then every event, and every place one goes to. */
export async function begin() {
  await everything();
  follow(placeChanged);
  listen((name, fields) => {
    EFFECTS[name]?.(fields);
    observe(name, fields);
  });
}

async function everything() {
  try {
    const world = await worldOf(state.place.person).catch(() => worldOf(0));
    change({ world, online: true });
    if (isNewWorld(world.world)) beginAnew();
    if (state.place.person && !me()) go({ person: 0, chat: 0 }, { silently: true });
    else await state.thread?.refresh();
  } catch (refused) {
    change({ online: false, problem: refused.message });
  }
  refreshMails();
  refreshCalls();
}

/** What was noticed in a world that is over; words being typed stay. Its numbers of messages come again. */
function beginAnew() {
  state.thread?.gone.clear();
  startOver();
  forgetMails();
}

async function placeChanged(place, old) {
  noticePerson();
  if (place.panel === "scenes") refreshCalls();
  const isSame = place.person === old.person && place.chat === old.chat && state.thread?.loaded;
  if (isSame) return;
  if (place.person !== old.person || !state.world?.as) {
    const world = await worldOf(place.person).catch(() => state.world);
    if (state.place.person === place.person) change({ world });
  }
  await open(place);
}

async function open({ person, chat }) {
  const thread = chat ? new Thread(person, chat) : null;
  change({ thread });
  if (!thread) return;
  try {
    await thread.refresh();
    thread.markNew(openChat()?.unread ?? 0);
    change();
  } catch (refused) {
    notice(refused.message);
    go({ chat: 0 }, { silently: true });
  }
}

let reading = false;

/** The newest messages of the open chat are on the screen. */
export async function seen() {
  const { person, chat } = state.place;
  if (reading || document.hidden || !openChat()?.unread) return;
  reading = true;
  try {
    await send("/console/read", { as: person, chat_id: chat });
    refreshWorld();
  } catch {
    // the next drawing tries again
  } finally {
    setTimeout(() => (reading = false), 200);
  }
}

/** Open a chat of the current person at one message, or say that it is gone. */
export async function openMessage(chat, id) {
  if (state.place.chat !== chat) {
    go({ chat, panel: "" });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  while (state.thread && !state.thread.loaded) await new Promise((resolve) => setTimeout(resolve, 20));
  if (!(await state.thread?.reach(id))) notice("That message is not there any more.");
  else change({ sought: id });
}
