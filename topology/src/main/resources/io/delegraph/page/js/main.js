// Puts the page together.

import { setAttribute, setText } from './dom.js';
import { FullViews } from './full-views.js';
import { Loader } from './loader.js';
import { Notify } from './notify.js';
import { Panel } from './panel.js';
import { Prompts } from './prompts.js';
import { Rewind } from './rewind.js';
import { address, readView, writeView } from './route.js';
import { Search } from './search.js';
import { Service } from './service.js';
import { Sessions } from './sessions.js';
import { Store } from './store.js';
import { Timeline } from './timeline.js';
import { Tree } from './tree.js';
import { counted, moment, short } from './format.js';
import { tabs } from './tabs.js';
import { who } from './sessions.js';

const SLIDE_MS = 60;

const part = (id) => document.getElementById(id);
const app = part('app');
const store = new Store(readView());
const loader = new Loader(store);

const isPhone = matchMedia('(max-width: 719px)');

/** To another place: what differs from the view now. */
function go(change) {
  const before = store.view;
  const tab = change.agent && isPhone.matches ? { tab: 'panel' } : {};
  show({ ...before, ...tab, ...change, filters: change.filters ?? before.filters });
  writeView(store.view, ['session', 'agent', 'tab'].some((place) => store.view[place] !== before[place]));
}
go.address = (change) => address({ ...store.view, ...change });

let sliding = null;

function show(view) {
  const before = store.view;
  store.view = view;
  setAttribute(app, 'data-agent', view.agent);
  showTab(tabOf(view));
  if (view.session !== before.session) loader.openSession();
  else if (view.at !== before.at) {
    clearTimeout(sliding);
    if (view.at === null) loader.past();
    else sliding = setTimeout(() => loader.past(), SLIDE_MS);
  }
  if (JSON.stringify(view.filters) !== JSON.stringify(before.filters)) loader.filtersChanged();
  if (view.agent !== before.agent || view.session !== before.session) store.changed('selection');
  store.changed('view');
}

const tabOf = (view) => view.tab ?? (view.agent ? 'panel' : view.session ? 'tree' : 'sessions');
const showTab = tabs(part('tabs'), app, (tab) => go({ tab }));

const tree = new Tree(store, go, part('tree'));
const timeline = new Timeline(store, go, {
  host: part('lanes'), canvas: part('lanes-canvas'), space: part('lanes-space'), tip: part('tip'), word: part('lane-word'),
});
const search = new Search(store, (filters) => go({ filters }), {
  q: part('q'), form: part('filters'), toggle: part('filter-toggle'), active: part('active-filters'),
});
const notify = new Notify(store, part('notify'), part('announce'));
notify.onOpen = go;

const views = [
  new Sessions(store, go, { list: part('session-list'), note: part('session-note'), more: part('more-sessions') }),
  tree,
  timeline,
  new Rewind(store, go, timeline, { at: part('at'), word: part('at-word'), live: part('live'), back: part('step-back'), on: part('step-on') }),
  new Panel(store, go, part('panel')),
  new Prompts(store, go, part('workflows')),
  new Service(store, {
    link: part('link'), linkWord: part('link-word'), banner: part('banner'), about: part('about'), welcome: part('welcome'), note: part('tree-note'), app,
  }),
  notify,
  new FullViews(store, go, { app, host: part('full-view'), link: part('charts-link') }),
];

store.subscribe((changes) => {
  for (const view of views) view.update(changes);
  if (changes.has('session', 'view', 'structure', 'past')) showHere();
  if (changes.has('view')) showMoment();
});

/** A moment that is past is marked as one, beside the slider that may not be seen. */
function showMoment() {
  const { at } = store.view;
  setAttribute(app, 'data-past', at !== null);
  part('past-pill').hidden = at === null;
  if (at !== null) setText(part('past-pill'), `As of ${moment(at)} · back to now`);
}

function showHere() {
  const { session, view } = store;
  const known = session ?? store.sessions.get(view.session);
  setText(part('here'), known ? `${known.project ?? 'project unknown'} · ${who(known)} · ${short(known.session_id)}` : 'Who delegated what to whom');
  const { shown, all } = tree.counts;
  setText(part('tree-count'), shown < all ? `${shown} of ${counted(all, 'agent')}` : all ? counted(all, 'agent') : '');
  part('expand-all').hidden = shown >= all || Boolean(view.workflow);
  part('legend').hidden = all < 1;
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
part('brand').addEventListener('click', (event) => {
  event.preventDefault();
  go({ session: null, agent: null, at: null, workflow: null, tab: null });
});
addEventListener('popstate', () => {
  show(readView());
  search.show();
});

setAttribute(app, 'data-agent', store.view.agent);
showTab(tabOf(store.view));
store.changed('selection');
store.changed('view');
loader.start();
loader.types();
