// Quantities for people.

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const counted = plural;

/** "0 s", "0.4 s", "12 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function duration(ms) {
  if (ms === null || ms === undefined) return null;
  const seconds = Math.max(0, ms) / 1000;
  if (seconds === 0) return '0 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    const rest = Math.floor(seconds % 60);
    return minutes < 10 && rest ? `${minutes} min ${rest} s` : `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${Math.floor(hours / 24)} d`;
}

/** What still runs is counted in whole seconds. */
export const elapsed = (ms) => (ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : duration(ms));

export function ago(ms) {
  return ms < 10_000 ? 'just now' : `${duration(ms)} ago`;
}

/** "20 min", "5 h", "3 d": one unit is enough where nobody counts; null below a minute. */
export function coarse(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return null;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** The same of a moment that is past. */
export function coarseAgo(ms) {
  const text = coarse(ms);
  return text === null ? 'just now' : `${text} ago`;
}

export function compact(number) {
  if (number < 1000) return String(number);
  if (number < 99_950) return `${(number / 1000).toFixed(1).replace(/\.0$/, '')}k`;
  if (number < 999_500) return `${Math.round(number / 1000)}k`;
  return `${(number / 1e6).toFixed(number < 99.5e6 ? 1 : 0).replace(/\.0$/, '')}M`;
}

export function dollars(amount) {
  if (amount === 0) return '$0';
  if (amount < 0.01) return '< $0.01';
  return `$${amount.toFixed(amount < 100 ? 2 : 0)}`;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const clockFormat = new Intl.DateTimeFormat(undefined, CLOCK);
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const clock = (ms) => clockFormat.format(ms);

export function exactClock(ms) {
  return `${clockFormat.format(ms)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}

/** With the day when it is another one than today's. */
export function moment(ms, now = Date.now()) {
  const sameDay = new Date(ms).toDateString() === new Date(now).toDateString();
  return sameDay ? clock(ms) : `${dayFormat.format(ms)} ${clock(ms)}`;
}

/** The first characters of an id: enough to tell ids apart by eye. */
export const short = (id) => (id.length > 10 ? id.slice(0, 8) : id);
