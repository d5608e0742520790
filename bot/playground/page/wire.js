// The socket to the bot's stage. What was asked while the line is down is asked again when it is
// back, under the same number, so that nothing is done twice.

const SOONEST = 300;
const LATEST = 8000;

export class Wire {
  constructor(hear, lost) {
    this.hear = hear;
    this.lost = lost;
    this.open = new Map();
    this.wait = SOONEST;
    // Chance, so that two tabs never use the same numbers.
    this.own = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.count = 0;
    this.connect();
  }

  connect() {
    const socket = new WebSocket(new URL("socket", location.href.replace(/^http/, "ws")));
    this.socket = socket;
    socket.onopen = () => {
      this.wait = SOONEST;
      this.lost(false);
      for (const asked of this.open.values()) socket.send(asked.line);
    };
    socket.onmessage = (word) => this.take(JSON.parse(word.data));
    socket.onclose = () => {
      this.lost(true);
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(LATEST, this.wait * 2);
    };
  }

  take(word) {
    if (word.to === undefined) return this.hear(word);
    const asked = this.open.get(word.to);
    this.open.delete(word.to);
    if (asked && word.error) asked.no(new Error(word.error));
    else if (asked) asked.yes(word.result);
  }

  ask(name, given = {}) {
    const id = `${this.own}-${++this.count}`;
    const line = JSON.stringify({ id, do: name, ...given });
    return new Promise((yes, no) => {
      this.open.set(id, { line, yes, no });
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(line);
    });
  }
}
