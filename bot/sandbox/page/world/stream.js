/* The console's events. One tab listens and tells the others, for browsers allow only six connections to a server. */

const NAMES = [
  "hello", "message", "edited", "deleted", "pinned", "press", "press_answered", "typing", "reaction", "member",
  "person", "chat", "bot", "mail", "call", "clock", "reset", "stopped", "lost",
];
const LONGEST_WAIT = 8000;

/** `hear(name, fields)` for every event; also "lost" when the line breaks, and "hello" when it is back. */
export function listen(hear) {
  if (!navigator.locks || !window.BroadcastChannel) {
    connect(hear);
    return;
  }
  const others = new BroadcastChannel("newsdesk/events");
  others.onmessage = ({ data }) => hear(data.name, data.fields);
  const both = (name, fields) => {
    others.postMessage({ name, fields });
    hear(name, fields);
  };
  navigator.locks.request("newsdesk/events", () => {
    connect(both);
    return new Promise(() => {}); // held until this tab is closed; then another tab's turn comes
  });
}

function connect(hear, wait = 500) {
  const source = new EventSource("/console/events");
  let tries = wait;
  for (const name of NAMES) {
    source.addEventListener(name, (event) => {
      if (name === "hello") tries = 500;
      hear(name, event.data ? JSON.parse(event.data) : {});
    });
  }
  source.onerror = () => {
    // The browser's own reconnecting gives up on some errors and is slow on others.
    source.close();
    hear("lost", {});
    setTimeout(() => connect(hear, Math.min(tries * 2, LONGEST_WAIT)), tries);
  };
}
