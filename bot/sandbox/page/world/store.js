/* What the page knows at this moment, and the one way to change it: `change`, which draws again soon. */

export const state = {
  online: true,
  world: null, // the console's state, as the current person
  place: { person: 0, chat: 0, panel: "", item: "" },
  thread: null,
  typing: new Map(), // chat id -> { action, until }
  pressing: new Set(), // "chat/message/button" whose answer is awaited
  toasts: [],
  said: "", // the newest words in the open chat, for screen readers
  sought: 0, // id of the message to scroll to
  alert: null,
  menu: null, // { kind, x, y, … } of an open menu
  lightbox: null,
  mails: { count: 0, mails: [], port: 0 },
  calls: [],
};

let draw = () => {};
let waiting = false;

export function onDraw(drawer) {
  draw = drawer;
}

export function change(fields = {}) {
  Object.assign(state, fields);
  if (waiting) return;
  waiting = true;
  const now = () => {
    waiting = false;
    draw();
  };
  // A hidden tab gets no frames, but its title still tells of unread messages.
  if (document.hidden) setTimeout(now, 50);
  else requestAnimationFrame(now);
}

/** `work` soon, once for many calls; a call during its run makes it run once more. */
export function soon(work, wait) {
  let timer = 0;
  let running = false;
  let again = false;
  return async function ask() {
    if (running) {
      again = true;
      return;
    }
    if (timer) return;
    timer = setTimeout(async () => {
      timer = 0;
      running = true;
      try {
        await work();
      } finally {
        running = false;
        if (again) {
          again = false;
          ask();
        }
      }
    }, wait);
  };
}

export const me = () => state.world?.people.find((person) => person.id === state.place.person);
export const personOf = (id) => state.world?.people.find((person) => person.id === id);
export const chatOf = (id) => state.world?.chats.find((chat) => chat.id === id);
export const openChat = () => chatOf(state.place.chat);

/** People whose description names this role; the whole cast may be without descriptions. */
export const peopleWho = (role) =>
  (state.world?.people ?? []).filter((person) => person.about.toLowerCase().includes(role));
