/* The console over HTTP. Knows addresses and errors; nothing of what is on the screen. */

/** A sentence for the person: what was not possible and what to do next. */
export class Refused extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running? Nothing you typed is lost.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error || `The sandbox answered ${response.status}.`);
  return answer;
}

export const look = (path) => call(path);

export const send = (path, body, method = "POST") =>
  call(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const act = (verb, fields) => send("/console/act", { do: verb, ...fields }).then((answer) => answer.result);

export const worldOf = (person) => look(`/console/state${person ? `?as=${person}` : ""}`);

export const messagesOf = (person, chat, { before, limit = 50 } = {}) =>
  look(`/console/chats/${chat}/messages?as=${person}&limit=${limit}${before ? `&before=${before}` : ""}`);

/** One message, or null when it is gone. */
export async function messageOf(person, chat, id) {
  const { messages } = await messagesOf(person, chat, { before: id + 1, limit: 1 });
  return messages[0]?.id === id ? messages[0] : null;
}

/** Several photos or files together make an album. */
export function upload(files, { person, chat, kind, caption, replyTo }) {
  const form = new FormData();
  form.set("as", person);
  form.set("chat_id", chat);
  form.set("kind", kind);
  if (caption) form.set("caption", caption);
  if (replyTo) form.set("reply_to", replyTo);
  for (const file of files) form.append("file", file, file.name);
  return call("/console/upload", { method: "POST", body: form }).then((answer) => answer.result);
}
