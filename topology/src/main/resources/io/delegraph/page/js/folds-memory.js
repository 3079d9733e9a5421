// What a person folded and unfolded, kept in this browser by session.

const KEY = 'delegraph.folds';
const MOST_SESSIONS = 40;

/** Empty where the browser keeps nothing for pages. */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** `{opened, collapsed}` of a session; empty when nothing was chosen. */
export function recallFolds(session) {
  return all().find((entry) => entry.session === session)?.folds ?? {};
}

export function keepFolds(session, folds) {
  const others = all().filter((entry) => entry.session !== session);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ session, folds }, ...others].slice(0, MOST_SESSIONS)));
  } catch {
    // a browser that keeps nothing: the choice holds until the page is left
  }
}
