// Asks the service. The key lives in this module's memory and nowhere else.

let key = "";

export function useKey(given) {
  key = given;
}

export function shownKey() {
  return key;
}

export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function asked(path, options = {}) {
  const headers = { ...(options.headers ?? {}) };
  if (key) headers.Authorization = `Bearer ${key}`;
  const answer = await fetch(`/v1/operate${path}`, { ...options, headers, cache: "no-store" });
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, body.code ?? "unknown", body.message ?? `HTTP ${answer.status}`);
}

function posted(path, body) {
  return asked(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).then((answer) => answer.json());
}

export const settings = () => fetch("/operate/settings").then((answer) => answer.json());
export const sessions = () => asked("/sessions").then((answer) => answer.json());
export const session = (id) => asked(`/sessions/${id}`).then((answer) => answer.json());
export const picture = (id, name) => asked(`/sessions/${id}/pictures/${name}`).then((answer) => answer.blob());
export const correct = (id, cells, trial) => posted(`/sessions/${id}/corrections`, { cells, trial });
export const decide = (id, choice, reason) => posted(`/sessions/${id}/decision`, { choice, reason });
