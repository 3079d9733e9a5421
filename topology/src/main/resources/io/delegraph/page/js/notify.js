// Telling a person that something waits: the page's title, and the browser's notifications for who wants them.

import { setAttribute } from './dom.js';
import { who } from './sessions.js';

const KEY = 'delegraph.notify';

export class Notify {
  #store;
  #button;
  #announce;
  /** Waits that were told already; null until the first list, whose waits are no news. */
  #known = null;

  constructor(store, button, announce) {
    this.#store = store;
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
    setAttribute(this.#button, 'title', isDenied ? 'This browser does not allow notifications for this page' : 'A notification when something needs a person');
  }

  async #toggle() {
    if (this.#isOn()) localStorage.removeItem(KEY);
    else if ((await Notification.requestPermission()) === 'granted') localStorage.setItem(KEY, 'on');
    this.#show();
  }

  update(changes) {
    if (!changes.has('sessions', 'view', 'session')) return;
    const { sessions, view, sessionsLoaded } = this.#store;
    const waits = new Map();
    for (const session of sessions.values()) {
      for (const wait of session.waits) waits.set(`${session.session_id} ${wait.agent_id} ${wait.why.replace(/\d+/g, '')}`, { session, wait });
    }
    const name = sessions.get(view.session)?.project ?? this.#store.session?.project;
    document.title = `${waits.size ? `(${waits.size}) ` : ''}${name ? `${name} · ` : ''}Delegraph`;
    if (!sessionsLoaded) return;
    const fresh = this.#known === null ? [] : [...waits].filter(([key]) => !this.#known.has(key)).map(([, value]) => value);
    this.#known = new Set(waits.keys());
    for (const { session, wait } of fresh) this.#tell(session, wait);
  }

  #tell(session, wait) {
    const text = `${session.project ?? 'A session'} (${who(session)}): ${wait.why}`;
    this.#announce.textContent = `Needs a person: ${text}`;
    if (!document.hidden || !this.#isOn()) return;
    const note = new Notification('Needs a person', { body: text, tag: `${session.session_id} ${wait.agent_id}` });
    note.onclick = () => {
      window.focus();
      this.onOpen?.({ session: session.session_id, agent: wait.agent_id, at: null, workflow: null });
      note.close();
    };
  }
}
