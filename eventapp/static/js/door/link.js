/* Asking the server. Nothing is thrown: status 0 means that no answer came. */

import { clockOffset } from "./moments.js";

/** Ask `/door/v1/<path>`; resolves to `{ status, facts, off }`, `off` being how far the server's
    clock is ahead (ms), where it told. */
export async function call(path, body, { patience = 6000, ask = fetch } = {}) {
  const asked = performance.now();
  try {
    const answer = await ask(`/door/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(patience),
    });
    const facts = await answer.json().catch(() => ({}));
    const received = performance.now();
    const off = facts.server_time && clockOffset(facts.server_time, { asked, received, now: Date.now() });
    return { status: answer.status, facts, off };
  } catch {
    return { status: 0, facts: {} };
  }
}
