/* Dates and times as people here read them, in their own zone. */

const formats = (options) => new Intl.DateTimeFormat("en-GB", options);
const CLOCK = formats({ hour: "2-digit", minute: "2-digit" });
const SECONDS = formats({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const WEEKDAY = formats({ weekday: "short" });
const SHORT = formats({ day: "numeric", month: "short" });
const DAY = formats({ weekday: "long", day: "numeric", month: "long" });
const WHOLE = formats({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const FULL = formats({ dateStyle: "full", timeStyle: "medium" });

const dated = (unix) => new Date(unix * 1000);
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const DAY_MS = 86_400_000;
const daysApart = (from, to) => Math.round((midnight(to) - midnight(from)) / DAY_MS);

export const clock = (unix) => CLOCK.format(dated(unix));
export const full = (unix) => FULL.format(dated(unix));
export const iso = (unix) => dated(unix).toISOString();
export const whole = (text) => WHOLE.format(new Date(text));
export const seconds = (text) => SECONDS.format(new Date(text));
export const dayKey = (unix) => midnight(dated(unix));

/** For a date line in a conversation; `now` is the sandbox's. */
export function day(unix, now) {
  const ago = daysApart(dated(unix), new Date(now));
  return ago === 0 ? "Today" : ago === 1 ? "Yesterday" : DAY.format(dated(unix));
}

/** For a list: the time today, the weekday this week, the day before that. */
export function recently(unix, now) {
  const ago = daysApart(dated(unix), new Date(now));
  if (ago <= 0) return clock(unix);
  return ago < 7 ? WEEKDAY.format(dated(unix)) : SHORT.format(dated(unix));
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
