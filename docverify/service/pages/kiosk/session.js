// Where a session comes from: the address the page was opened with, a key in it, or this machine.
const fragment = new URLSearchParams(location.hash.slice(1));
const given = fragment.get("session") && fragment.get("token")
  ? { id: fragment.get("session"), token: fragment.get("token") }
  : null;
const key = fragment.get("key"); // in this variable only
const policy = fragment.get("policy");
let used = false;

/** Take them out of the address: neither a glance at the screen nor the history shows them. */
export function hideFragment() {
  if (location.hash) history.replaceState(null, "", location.pathname);
}

/** Whether a session can be had. @param open whether the service asks for no key */
export const available = (open) => (given ? !used : open || Boolean(key));

/** The session: the one that was given, once, or a new one. */
export async function begin(language) {
  if (given) {
    used = true;
    return given;
  }
  const answer = await fetch("/v1/sessions", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ language, ...(policy ? { policy } : {}) }),
  });
  if (!answer.ok) throw new Error(`session ${answer.status}`);
  return answer.json();
}
