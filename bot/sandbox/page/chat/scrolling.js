/* Keeps the reader's place in a conversation while messages come, go and grow around it. */

import { seen } from "../world/hearing.js";
import { change, state } from "../world/store.js";

const NEAR = 700; // pixels from an edge at which the next stretch is drawn
const AT_BOTTOM = 60;

let follows = true; // the newest message is in view and shall stay so
let shown = null; // the thread drawn last
let last = { top: 0, height: 0 }; // of the pane, when it was last looked at

const pane = () => document.querySelector(".messages");
const bottomGap = (box) => box.scrollHeight - box.scrollTop - box.clientHeight;

/** Before drawing: which message stands where. */
export function placeBefore() {
  const box = pane();
  if (!box || follows) return null;
  const top = box.getBoundingClientRect().top;
  for (const one of box.querySelectorAll("[data-id]")) {
    const { bottom, top: own } = one.getBoundingClientRect();
    if (bottom > top) return { id: one.dataset.id, offset: own - top };
  }
  return null;
}

/** After drawing: the same message stands there again, or the newest is in view. */
export function placeAfter(before) {
  const box = pane();
  const { thread } = state;
  if (!box || !thread) return;
  if (thread !== shown) {
    if (!thread.loaded) return;
    shown = thread;
    arriveAt(box, thread);
  } else if (state.sought) {
    seek(box);
  } else if (follows && thread.isAtEnd) {
    box.scrollTop = box.scrollHeight;
  } else if (before) {
    restore(box, before);
  }
  if (follows && thread.isAtEnd) seen();
  last = { top: box.scrollTop, height: box.scrollHeight };
  watch(box);
}

function arriveAt(box, thread) {
  box.scrollTop = box.scrollHeight;
  const line = thread.newFrom && box.querySelector(".new-line");
  if (line && line.offsetTop < box.scrollTop) box.scrollTop = line.offsetTop - 12;
  follows = bottomGap(box) < AT_BOTTOM;
}

function restore(box, { id, offset }) {
  const one = box.querySelector(`[data-id="${id}"]`);
  if (!one) return;
  const moved = one.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
  if (Math.abs(moved) >= 1) box.scrollTop += moved;
}

function seek(box) {
  const one = box.querySelector(`[data-id="${state.sought}"]`);
  if (one) {
    follows = false;
    one.scrollIntoView({ block: "center" });
  }
  setTimeout(() => change({ sought: 0 }), 1600);
}

export function scrolled(event) {
  const box = event.currentTarget;
  const { thread } = state;
  if (!thread?.loaded || thread !== shown) return;
  const was = follows;
  // Only the reader's own scrolling up stops it; messages that grow or a box that shrinks do not.
  if (bottomGap(box) < AT_BOTTOM) follows = thread.isAtEnd;
  else if (box.scrollTop < last.top && box.scrollHeight === last.height) follows = false;
  last = { top: box.scrollTop, height: box.scrollHeight };
  if (box.scrollTop < NEAR && (thread.more || thread.end > thread.drawn.length)) thread.earlier();
  else if (bottomGap(box) < NEAR) thread.later();
  if (follows !== was) change();
}

export const isFollowing = () => follows;

export function toNewest() {
  follows = true;
  state.thread?.toEnd();
}

/* A keyboard on a phone, a taller text box or a photo takes room: the newest message stays in view. */
const sizes = new ResizeObserver(() => {
  const box = pane();
  if (box && follows && state.thread?.isAtEnd) box.scrollTop = box.scrollHeight;
});
let watched = null;

function watch(box) {
  if (box === watched) return;
  sizes.disconnect();
  sizes.observe(box);
  sizes.observe(box.querySelector(".column"));
  watched = box;
}
