// The live connection: one EventSource, made anew when the browser gives it up.

const KINDS = ['lifecycle', 'gone', 'workflow', 'finding', 'session', 'reset'];
const AGAIN_AFTER_MS = 1500;

/** Calls `on[kind](data)` for every event, `on.link('connecting'|'live'|'lost', again)` for the connection itself. */
export class Stream {
  #source = null;
  #timer = null;
  #session = null;
  #on;

  constructor(on) {
    this.#on = on;
  }

  /** Follows a session, or only the list when null. */
  open(session) {
    this.close();
    this.#session = session;
    this.#connect();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    const query = this.#session ? `?session=${encodeURIComponent(this.#session)}` : '';
    const source = new EventSource(`/api/v1/stream${query}`);
    this.#source = source;
    let resumed = false;
    source.onopen = () => {
      // an EventSource that reconnects by itself sends Last-Event-ID; a new one can't: what was asked before it began may be older
      this.#on.link('live', !resumed);
      resumed = true;
    };
    source.onerror = () => {
      this.#on.link('lost', false);
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#timer = setTimeout(() => this.#connect(), AGAIN_AFTER_MS);
      }
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => this.#on[kind](JSON.parse(event.data)));
    }
  }
}
