// The WebSocket of one session. The service asks for a frame by number and nonce; a frame bears both.
const HEAD = 12;

export class Link {
  /**
   * @param session {id, token}
   * @param on {state, next, lost}: called with what the service says
   */
  constructor(session, on) {
    this.on = on;
    this.over = false;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/v1/sessions/${encodeURIComponent(session.id)}/live`);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("open", () => this.say("hello", { token: session.token }));
    this.socket.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => { if (!this.over) { this.over = true; this.on.lost(); } });
  }

  say(type, more = {}) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ type, ...more }));
  }

  /** @param ask {n, nonce} @param picture a Blob */
  async send(ask, picture) {
    const data = new Uint8Array(HEAD + picture.size);
    new DataView(data.buffer).setUint32(0, ask.n);
    data.set(new TextEncoder().encode(ask.nonce), 4);
    data.set(new Uint8Array(await picture.arrayBuffer()), HEAD);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data);
  }

  close() {
    this.over = true;
    this.socket.close(1000);
  }

  #hear(message) {
    if (message.type === "state") this.on.state(message);
    else if (message.type === "next") this.on.next(message);
  }
}
