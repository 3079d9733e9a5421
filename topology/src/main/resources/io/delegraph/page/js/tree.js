// The tree of agents: decides what is shown, and has the graph and the list show it.

import { attention } from './tree-attention.js';
import { setText } from './dom.js';
import { countsByAgent } from './findings.js';
import { Folding } from './folding.js';
import { keepFolds, recallFolds } from './folds-memory.js';
import { childrenOf, ofWorkflow, sizes } from './forest.js';
import { criticalAgents } from './graph.js';
import { TreeFind } from './tree-find.js';
import { TreeGraph } from './tree-graph.js';
import { treeItems } from './tree-items.js';
import { treeKeys } from './tree-keys.js';
import { TreeList } from './tree-list.js';
import { TreeMode } from './tree-mode.js';
import { isLive } from './words.js';

export class Tree {
  #store;
  #go;
  #host;
  #graph;
  #list;
  #mode;
  #find;
  #folding = new Folding();
  #items = [];
  #agents = new Map();
  #below = new Map();
  #children = new Map();
  #visible = null;
  #session = null;
  #focused = null;
  #isPlaced = false;
  #workflow = null;
  #key = '';
  /** Those whose work the elapsed time waited for. */
  #critical = new Set();
  /** Open findings by agent. */
  #findings = new Map();

  constructor(store, go, host) {
    const part = (id) => host.querySelector(`#${id}`);
    this.#store = store;
    this.#go = go;
    this.#host = host;
    const contextOf = (item) => this.#contextOf(item);
    this.#graph = new TreeGraph({ area: part('tree-canvas'), world: part('world'), edges: part('edges'), cards: part('cards'), legend: part('legend') }, contextOf);
    this.#list = new TreeList(part('tree-list'), { open: (id) => this.open(id), toggle: (id, open) => this.toggle(id, open) }, contextOf);
    this.#find = new TreeFind(part('find-agent'), () => this.#showList());
    this.#mode = new TreeMode(part('tree-area'), part('tree-mode'), () => this.#modeChanged());
    part('cards').addEventListener('click', (event) => this.#clicked(event));
    part('cards').addEventListener('focusin', (event) => this.#focusedOn(event.target.closest('.card')));
    part('cards').addEventListener('keydown', (event) => treeKeys(event, this));
    part('next-waiting').addEventListener('click', () => this.#next('waiting'));
    part('next-failed').addEventListener('click', () => this.#next('failed'));
    new ResizeObserver(() => this.#resized()).observe(part('tree-canvas'));
  }

  /** For the buttons beside it. */
  get viewport() {
    return this.#graph.viewport;
  }

  get items() {
    return this.#items;
  }

  /** How many agents are in sight, and of how many; the root is not counted, as in the list of sessions. */
  get counts() {
    const agents = this.#store.shownAgents();
    const shown = this.#items.filter((item) => item.kind === 'agent' && item.id !== 'root').length;
    return { shown, all: agents.size - (agents.has('root') ? 1 : 0) };
  }

  update(changes) {
    const store = this.#store;
    const isNew = store.view.session !== this.#session;
    if (isNew) this.#forget(store.view.session);
    const isOtherPrompt = !isNew && store.view.workflow !== this.#workflow;
    this.#workflow = store.view.workflow;
    const isRelated = changes.has('workflows', 'view', 'past');
    if (changes.has('findings', 'session')) this.#findings = countsByAgent(store.findings.values());
    if (isRelated) this.#critical = criticalAgents(store.workflows, store.view.workflow);
    if (changes.has('selection')) this.#graph.select(store.view.agent);
    if (isNew || changes.has('structure', 'past') || this.#isElse()) this.#sync(false, changes.has('past'));
    // the agents of another prompt lie elsewhere
    if (isOtherPrompt && this.#items.length) this.#home();
    if (isRelated) this.#graph.relate(store.past ? new Map() : store.workflows, store.view.workflow);
    if (changes.has('selection')) this.#reveal(store.view.agent);
    this.#patch(changes, isRelated);
  }

  /** Whether other agents or sessions are to be shown than before, though no agent is another. */
  #isElse() {
    const { view, session } = this.#store;
    const key = JSON.stringify([view.workflow, view.at, session?.children.map((child) => [child.session_id, child.agent_id, child.at])]);
    const isElse = key !== this.#key;
    this.#key = key;
    return isElse;
  }

  /** Only what may look different: all when another moment or choice is shown, by time alone only who is at work. */
  #patch(changes, isRelated) {
    const all = () => this.#items.map(({ id }) => id);
    if (changes.has('past', 'selection', 'findings') || isRelated) this.#graph.patchAgents(all(), changes.has('past'));
    else if (changes.agents.size) this.#graph.patchAgents(changes.agents, false);
    if (changes.has('clock') && !this.#store.past) this.#graph.patchAgents(this.#items.filter(({ agent }) => agent && isLive(agent.state)).map(({ id }) => id), true);
    if (changes.agents.size || changes.has('past', 'selection', 'findings', 'clock') || isRelated) this.#list.plan();
  }

  #contextOf(item) {
    const { id, kind } = item;
    if (kind === 'agent') item.agent = this.#store.shownAgents().get(id) ?? item.agent;
    return {
      now: this.#store.shownAt(),
      below: this.#below.get(id) ?? 0,
      hidden: this.#visible?.hidden.get(id) ?? 0,
      isOpen: !this.#visible?.hidden.has(id),
      isSelected: kind === 'agent' && this.#store.view.agent === id,
      isCritical: !this.#store.past && this.#critical.has(id),
      // of a moment that is past nobody knows what was found by then
      findings: (kind === 'agent' && !this.#store.past && this.#findings.get(id)) || null,
    };
  }

  #forget(session) {
    this.#session = session;
    this.#graph.reset();
    this.#folding.reset(session === null ? {} : recallFolds(session));
    this.#items = [];
    this.#focused = null;
    this.#isPlaced = false;
    this.#find.clear();
  }

  /** Makes graph and list those of the agents; what stays is not touched. */
  #sync(tidy = false, isOtherTime = false, anchor = this.#store.view.agent) {
    const store = this.#store;
    const agents = ofWorkflow(store.agents, store.view.workflow);
    const isFirst = this.#items.length === 0;
    this.#agents = agents;
    this.#children = childrenOf(agents);
    this.#below = sizes(agents, this.#children);
    const refold = tidy || isFirst || this.#folding.isStale(agents, this.#children);
    if (refold && !isOtherTime) this.#folding.refold(agents, this.#children);
    this.#visible = this.#folding.visible(agents, this.#children, this.#below);
    const items = treeItems(agents, this.#visible, store.session);
    this.#graph.draw(items, (item) => this.#exists(item), refold && !isFirst, anchor);
    this.#items = items.filter((item) => this.#exists(item));
    this.#showAttention(store.past ?? agents);
    this.#mode.count(agents.size - 1);
    this.#showList();
    this.#keepOneInTabOrder();
    if (isFirst && this.#items.length) this.#home();
  }

  #showList() {
    this.#list.show(this.#find.isEmpty ? this.#items : this.#find.found(this.#store.shownAgents()));
  }

  /** At a moment that is past, only what was there then. */
  #exists(item) {
    const { past, view } = this.#store;
    if (!past) return true;
    if (item.kind === 'agent') return past.has(item.id);
    if (item.kind === 'fold') return item.agents.some((agent) => past.has(agent.agent_id));
    if (item.kind === 'session') return item.child.at <= view.at;
    return true;
  }

  /** Opens at what matters: the chosen one, else who waits for a person, else who failed last. */
  #home() {
    const { waiting, failed } = attention(this.#agents);
    const first = this.#agents.has(this.#store.view.agent) ? this.#store.view.agent : (waiting[0] ?? failed[0])?.agent_id ?? null;
    this.#graph.viewport.home(this.#graph.box(first));
    this.#isPlaced = this.#graph.viewport.width > 0;
    if (first) this.#list.reveal(first);
  }

  #showAttention(agents) {
    const { waiting, failed } = attention(agents);
    for (const [id, list, word] of [['next-waiting', waiting, 'waiting'], ['next-failed', failed, 'failed']]) {
      const button = this.#host.querySelector(`#${id}`);
      button.hidden = !list.length;
      setText(button.querySelector('.word'), `${list.length} ${word}`);
    }
  }

  /** The next of those that wait or failed, after the chosen one. */
  #next(which) {
    const list = attention(this.#store.past ?? this.#agents)[which].map(({ agent_id: id }) => id);
    const id = list[(list.indexOf(this.#store.view.agent) + 1) % list.length];
    if (!id) return;
    this.#go({ agent: id, tab: this.#store.view.tab });
    this.#show(id);
    this.#graph.viewport.centreOn(this.#graph.box(id));
  }

  /** What a click or Enter does: an agent is looked at, a fold opens, a session is opened. */
  open(id) {
    const item = this.#items.find((one) => one.id === id) ?? (this.#agents.has(id) ? { id, kind: 'agent' } : null);
    if (!item) return;
    if (item.kind === 'agent') this.#go({ agent: id });
    else if (item.kind === 'session') this.#go({ session: item.child.session_id, agent: null, at: null, workflow: null });
    else if (item.kind === 'fold') this.#change(() => this.#folding.open(item.of, !item.isOpen), item.of);
    else this.toggle(id);
  }

  toggle(id, open = this.#folding.isCollapsed(id)) {
    if (!this.#children.has(id)) return;
    this.#change(() => (open ? this.#folding.expand(id) : this.#folding.collapse(id)), id);
  }

  #change(fold, id) {
    fold();
    keepFolds(this.#session, this.#folding.choices);
    const hadFocus = this.#host.querySelector('#cards').contains(document.activeElement);
    this.#sync(true, false, id);
    // what counts the agents in sight counts them again
    this.#store.changed('view');
    if (hadFocus) this.focus(this.#graph.has(this.#focused) ? this.#focused : id);
  }

  expandAll() {
    this.#change(() => this.#folding.openAll(this.#store.agents), 'root');
  }

  /** Lays everything out anew; what was unfolded is folded again. */
  tidy() {
    this.#change(() => this.#folding.foldAll(), 'root');
    this.#home();
  }

  /** Everything, if it can be read so; else the list leads. */
  fit() {
    const chosen = this.#graph.box(this.#store.view.agent) ?? this.#graph.box(attention(this.#agents).failed[0]?.agent_id);
    if (!this.#graph.viewport.fit(chosen)) this.#mode.lead();
  }

  focus(id) {
    this.#graph.card(id)?.focus({ preventScroll: true });
  }

  #show(id) {
    if (id === null || !this.#agents.has(id)) return;
    if (!this.#graph.has(id)) {
      this.#folding.reveal(id, this.#agents);
      this.#sync(true);
    }
  }

  #reveal(id) {
    if (id === null || !this.#agents.has(id)) return;
    this.#show(id);
    this.#graph.viewport.show(this.#graph.box(id));
    this.#list.reveal(id);
  }

  #modeChanged() {
    this.#list?.plan();
    if (this.#items.length && this.#mode) requestAnimationFrame(() => this.#list.reveal());
  }

  #resized() {
    if (this.#items.length && !this.#isPlaced) this.#home();
  }

  #focusedOn(card) {
    if (!card) return;
    this.#focused = card.dataset.id;
    this.#keepOneInTabOrder();
    if (card.matches(':focus-visible')) this.#graph.viewport.show(this.#graph.box(this.#focused));
  }

  #keepOneInTabOrder() {
    this.#graph.keepOneInTabOrder(this.#graph.has(this.#focused) ? this.#focused : (this.#items[0]?.id ?? null));
  }

  #clicked(event) {
    const id = event.target.closest('.card')?.dataset.id;
    if (!id) return;
    if (event.target.closest('.toggle')) this.toggle(id);
    else this.open(id);
  }
}
