// Hears of changes, and connects again when the line breaks.

import { shownKey } from "./api.js";

const LONGEST = 10_000;

export class Live {
  constructor({ changed, state }) {
    this.changed = changed;
    this.state = state;
    this.wait = 500;
    this.closed = false;
    this.connect();
  }

  connect() {
    this.state("connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/v1/operate/live`);
    this.socket.addEventListener("open", () => this.socket.send(JSON.stringify({ type: "key", key: shownKey() })));
    this.socket.addEventListener("message", (event) => this.heard(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.lost());
  }

  heard(message) {
    if (message.type !== "sessions") return;
    this.wait = 500;
    this.state("live");
    this.changed(message.sessions);
  }

  lost() {
    if (this.closed) return;
    this.state("lost");
    setTimeout(() => this.closed || this.connect(), this.wait);
    this.wait = Math.min(LONGEST, this.wait * 2);
  }

  close() {
    this.closed = true;
    this.socket.close();
  }
}
