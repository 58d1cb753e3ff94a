/* What a message says that is no one's words: who came, what was pinned, what was renamed. */

const names = (people) => people.map((person) => [person.first_name, person.last_name].filter(Boolean).join(" ")).join(", ");

const WORDS = {
  new_chat_members: (who, { new_chat_members }) =>
    names(new_chat_members) === who ? `${who} joined` : `${who} added ${names(new_chat_members)}`,
  left_chat_member: (who, { left_chat_member }) =>
    names([left_chat_member]) === who ? `${who} left` : `${who} removed ${names([left_chat_member])}`,
  pinned_message: (who) => `${who} pinned a message`,
  new_chat_title: (who, { new_chat_title }) => `${who} named this “${new_chat_title}”`,
  new_chat_photo: (who) => `${who} changed the picture`,
  delete_chat_photo: (who) => `${who} removed the picture`,
  group_chat_created: (who) => `${who} made this group`,
  supergroup_chat_created: (who) => `${who} made this group`,
  channel_chat_created: () => "Channel made",
  migrate_to_chat_id: () => "This group became a supergroup",
  migrate_from_chat_id: () => "This was a basic group before",
};

const ORDINARY = new Set([
  "text", "photo", "document", "video", "audio", "voice", "animation", "poll", "location", "venue", "contact", "dice",
  "sticker", "video_note",
]);

export const isService = (message) => !ORDINARY.has(message.kind);

export const serviceWords = (message) =>
  WORDS[message.kind]?.(message.speaker, message.telegram) ?? `${message.speaker}: ${message.kind.replaceAll("_", " ")}`;

const KINDS = {
  photo: "Photo", document: "File", video: "Video", audio: "Audio", voice: "Voice message", animation: "Moving picture",
  poll: "Poll", location: "Place", venue: "Place", contact: "Contact", dice: "Dice",
  new_chat_members: "Somebody joined", left_chat_member: "Somebody left", pinned_message: "A message was pinned",
};

/** One line for a list or a reply: the words, or what it is. */
export const gist = ({ text, kind }) => text || KINDS[kind] || "";
