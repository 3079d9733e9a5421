// Puts the page together.

import { Dismissed } from './dismissed.js';
import { setAttribute } from './dom.js';
import { failedAgents } from './first-failed.js';
import { FullViews } from './full-views.js';
import { Here, detailsAreOpen } from './here.js';
import { Home } from './home.js';
import { HomeFigures } from './home-figures.js';
import { Loader } from './loader.js';
import { Notify } from './notify.js';
import { Panel } from './panel.js';
import { Prompts } from './prompts.js';
import { Rewind } from './rewind.js';
import { address, readView, writeView } from './route.js';
import { Search } from './search.js';
import { Service } from './service.js';
import { SessionFilters } from './session-filters.js';
import { Sessions } from './sessions.js';
import { Store } from './store.js';
import { Timeline } from './timeline.js';
import { Transcript } from './transcript.js';
import { Tree } from './tree.js';
import { tabs } from './tabs.js';
import { Welcome } from './welcome.js';

const SLIDE_MS = 60;
const HOME = { session: null, agent: null, finding: null, at: null, workflow: null, tab: null };

const part = (id) => document.getElementById(id);
const app = part('app');
const store = new Store(readView());
const loader = new Loader(store);

const isPhone = matchMedia('(max-width: 719px)');

/** To another place: what differs from the view now. */
function go(change) {
  const before = store.view;
  const tab = change.agent && isPhone.matches ? { tab: 'panel' } : {};
  // another session, or a chosen agent, is not asked for by what failed or by a finding
  show({ ...before, first: null, finding: null, ...tab, ...change, filters: change.filters ?? before.filters });
  writeView(store.view, ['session', 'agent', 'finding', 'tab'].some((place) => store.view[place] !== before[place]));
}
go.address = (change) => address({ ...store.view, finding: null, ...change });

let sliding = null;

function show(view) {
  const before = store.view;
  store.view = view;
  showPlace(view);
  if (view.session !== before.session) loader.openSession();
  else if (view.at !== before.at) {
    clearTimeout(sliding);
    if (view.at === null) loader.past();
    else sliding = setTimeout(() => loader.past(), SLIDE_MS);
  }
  if (JSON.stringify(view.filters) !== JSON.stringify(before.filters)) {
    search.show();
    filters.show();
    loader.filtersChanged();
  }
  if (['agent', 'session', 'finding'].some((place) => view[place] !== before[place])) store.changed('selection');
  store.changed('view');
}

/** Which regions there are, and which of them a phone shows. */
function showPlace(view) {
  setAttribute(app, 'data-place', view.session === null ? 'home' : 'session');
  setAttribute(app, 'data-agent', view.agent);
  setAttribute(part('skip'), 'href', view.session === null ? '#home' : '#tree');
  showTab(tabOf(view));
}

function tabOf(view) {
  const isThere = view.session === null ? view.tab === 'home' || view.tab === 'sessions' : view.tab !== 'home';
  if (view.tab !== null && isThere) return view.tab;
  return view.session === null ? 'home' : view.agent ? 'panel' : 'tree';
}

/** The same place by another address. */
function redirect(change) {
  show({ ...store.view, ...change });
  writeView(store.view, false);
}

const showTab = tabs(part('tabs'), app, (tab) => go(tab === 'home' ? HOME : { tab }));

const tree = new Tree(store, go, part('tree'));
const timeline = new Timeline(store, go, {
  host: part('lanes'), canvas: part('lanes-canvas'), space: part('lanes-space'), tip: part('tip'), word: part('lane-word'),
});
const search = new Search(store, go, {
  q: part('q'), list: part('search-results'), note: part('search-note'), more: part('more-results'), sessions: part('session-list'),
});
const filters = new SessionFilters(store, (changed) => go({ filters: { ...store.view.filters, ...changed } }), {
  form: part('filters'), toggle: part('filter-toggle'), active: part('active-filters'),
});
const dismissed = new Dismissed(store);
const notify = new Notify(store, dismissed, part('notify'), part('announce'));
notify.onOpen = go;
const transcript = new Transcript(part('transcript'));
const panel = new Panel(store, go, part('panel'));
panel.onTranscript = (session, agent, heading) => transcript.open(session, agent, heading);

const views = [
  new Home(store, go, dismissed, new HomeFigures(store, part('figures')), part('bands')),
  new Welcome(store, part('welcome'), app),
  new Sessions(store, go, { list: part('session-list'), note: part('session-note'), more: part('more-sessions') }),
  tree,
  timeline,
  new Rewind(store, go, timeline, { at: part('at'), word: part('at-word'), live: part('live'), back: part('step-back'), on: part('step-on') }),
  panel,
  new Prompts(store, go, part('workflows')),
  new Service(store, {
    link: part('link'), linkWord: part('link-word'), banner: part('banner'), about: part('about'), note: part('tree-note'),
  }),
  new Here(store, tree, {
    app, here: part('here'), count: part('tree-count'), expandAll: part('expand-all'), legend: part('legend'), pastPill: part('past-pill'),
    detailsToggle: part('details-toggle'),
  }),
  notify,
  new FullViews(store, go, { app, host: part('full-view'), links: { charts: part('charts-link'), findings: part('findings-link') } }),
];

store.subscribe((changes) => {
  for (const view of views) view.update(changes);
  if (changes.has('session')) chooseFailed();
  if (changes.has('selection', 'session') && store.view.agent && store.session) loader.prices();
});

loader.onFullId = (session) => redirect({ session });

/** A link to what failed in a session, before it was known which agent that is. */
function chooseFailed() {
  if (store.view.first !== 'failed' || store.session === null) return;
  redirect({ first: null, agent: failedAgents(store.agents)[0]?.agent_id ?? null });
}

part('more-sessions').addEventListener('click', () => loader.moreSessions());
part('past-pill').addEventListener('click', () => go({ at: null }));
part('expand-all').addEventListener('click', () => tree.expandAll());
part('tidy').addEventListener('click', () => tree.tidy());
part('zoom-in').addEventListener('click', () => tree.viewport.by(1.25));
part('zoom-out').addEventListener('click', () => tree.viewport.by(0.8));
part('fit').addEventListener('click', () => tree.fit());
part('time-in').addEventListener('click', () => timeline.zoomBy(1.5));
part('time-out').addEventListener('click', () => timeline.zoomBy(1 / 1.5));
part('time-fit').addEventListener('click', () => timeline.fit());
part('details-toggle').addEventListener('click', () => go(detailsAreOpen(store.view) ? { agent: null, tab: null } : { tab: 'panel' }));
part('brand').addEventListener('click', (event) => {
  event.preventDefault();
  go(HOME);
});
addEventListener('popstate', () => {
  show(readView());
});

showPlace(store.view);
store.changed('selection');
store.changed('view');
loader.start();
