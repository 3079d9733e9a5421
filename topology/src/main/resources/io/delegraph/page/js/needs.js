// What asks for attention: pure functions over the server's answer, what was dismissed, and the time.

/** What is older is history: it is in its session, not on the home page, ms. */
const RECENT_MS = 86_400_000;

const since = (item) => item.since ?? item.at ?? 0;

/**
 * The bands of the home page: `needs`, `wrong`, each item once and the first to look at first; `dismissed`, what of the two was dismissed;
 * `work`; and `more` by band, how many there are that the server did not list.
 */
export function bands(attention, dismissed, now) {
  const recent = (items) => items.filter((item) => now - since(item) < RECENT_MS);
  const needs = recent(attention.needs_you);
  const wrong = recent(attention.went_wrong);
  const seen = (items) => items.filter((item) => !dismissed.has(item.id));
  return {
    needs: seen(needs).sort((a, b) => since(a) - since(b)),
    wrong: alike(seen(wrong).sort((a, b) => since(b) - since(a))),
    work: attention.at_work,
    dismissed: [...needs, ...wrong].filter((item) => dismissed.has(item.id)),
    more: attention.more ?? {},
  };
}

/** What needs a person now. */
export function needs(attention, dismissed, now) {
  return attention === null ? [] : bands(attention, dismissed, now).needs;
}

/** Items of one session that went wrong in the same way are one: `items`, the latest first, and the first one's fields. */
function alike(items) {
  const groups = Map.groupBy(items, (item) => JSON.stringify([item.session_id, item.kind, item.cause ?? null]));
  return [...groups.values()].map((group) => ({ ...group[0], items: group }));
}
