// The view and the URL are the same thing, so that a link can be shared.

const FILTERS = ['q', 'state', 'user', 'host', 'project', 'since'];
const TABS = ['home', 'sessions', 'tree', 'timeline', 'panel'];

/** What is looked at: without a session the home page. `at` null is live; `first` "failed" asks for what failed, whichever agent that is; `finding` is the id of a
 * security finding. */
export function readView(search = location.search) {
  const query = new URLSearchParams(search);
  const at = Number(query.get('at'));
  const view = {
    session: query.get('session'),
    agent: query.get('agent'),
    workflow: query.get('workflow'),
    at: query.has('at') && Number.isFinite(at) && at > 0 ? at : null,
    finding: query.get('finding'),
    first: query.get('first') === 'failed' ? 'failed' : null,
    tab: TABS.includes(query.get('tab')) ? query.get('tab') : null,
    filters: {},
  };
  for (const name of FILTERS) view.filters[name] = query.get(name) ?? '';
  return view;
}

export function address(view) {
  const query = new URLSearchParams();
  for (const name of ['session', 'agent', 'finding', 'first', 'workflow', 'at', 'tab']) {
    if (view[name] !== null && view[name] !== undefined) query.set(name, view[name]);
  }
  for (const name of FILTERS) if (view.filters[name]) query.set(name, view.filters[name]);
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

/** Another place is a step in the history; another moment or filter is the same place. */
export function writeView(view, isPlace) {
  const to = address(view);
  if (to === location.pathname + location.search + location.hash) return;
  // who leaves the charts or a comparison can go back to it
  if (isPlace || location.hash) history.pushState(null, '', to);
  else history.replaceState(null, '', to);
}
