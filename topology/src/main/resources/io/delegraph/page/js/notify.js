// Says that something waits for a person: in the page's title, and by the browser's notifications for those who want them.

import { setAttribute } from './dom.js';
import { needRow } from './home-rows.js';
import { needs } from './needs.js';
import { sessionTitle } from './words.js';

const KEY = 'delegraph.notify';

export class Notify {
  #store;
  #dismissed;
  #button;
  #announce;
  /** Waits that were announced already; null until the first answer, whose waits are no news. */
  #known = null;

  constructor(store, dismissed, button, announce) {
    this.#store = store;
    this.#dismissed = dismissed;
    this.#button = button;
    this.#announce = announce;
    button.hidden = !('Notification' in window);
    button.addEventListener('click', () => this.#toggle());
    this.#show();
  }

  #isOn() {
    return 'Notification' in window && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
  }

  #show() {
    setAttribute(this.#button, 'aria-pressed', String(this.#isOn()));
    const isDenied = 'Notification' in window && Notification.permission === 'denied';
    setAttribute(this.#button, 'title', isDenied ? 'This browser does not allow notifications for this page' : 'A notification when something needs you');
  }

  async #toggle() {
    if (this.#isOn()) localStorage.removeItem(KEY);
    else if ((await Notification.requestPermission()) === 'granted') localStorage.setItem(KEY, 'on');
    this.#show();
  }

  update(changes) {
    if (!changes.has('attention', 'sessions', 'view', 'session')) return;
    const { attention, sessions, view } = this.#store;
    const waits = needs(attention, this.#dismissed, this.#store.now());
    const here = this.#store.session ?? sessions.get(view.session);
    document.title = `${waits.length ? `(${waits.length}) ` : ''}${here ? `${sessionTitle(here)} · ` : ''}Delegraph`;
    if (attention === null) return;
    const fresh = this.#known === null ? [] : waits.filter((wait) => !this.#known.has(wait.id));
    this.#known = new Set(waits.map((wait) => wait.id));
    for (const wait of fresh) this.#announceWait(wait);
  }

  #announceWait(wait) {
    const { head, what, where } = needRow(wait, this.#store.now());
    const text = `${head}: ${what}, ${where}`;
    this.#announce.textContent = `Needs you: ${text}`;
    if (!document.hidden || !this.#isOn()) return;
    const note = new Notification('Needs you', { body: text, tag: wait.id });
    note.onclick = () => {
      window.focus();
      this.onOpen?.({ session: wait.session_id, agent: wait.agent_id, at: null, workflow: null });
      note.close();
    };
  }
}
