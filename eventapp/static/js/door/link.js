/* Asking the server. Nothing is thrown: status 0 means that no answer came. */

/** Ask `/door/v1/<path>`; resolves to `{ status, facts, etag, asked, received }`, the last two on
    the steady clock. `known` is the ETag of what is held already: unchanged, the status is 304. */
export async function call(path, body, { patience = 6000, known = "", keepalive = false, ask = fetch } = {}) {
  const asked = performance.now();
  try {
    const answer = await ask(`/door/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: { ...(body && { "Content-Type": "application/json" }), ...(known && { "If-None-Match": known }) },
      body: body ? JSON.stringify(body) : undefined,
      cache: "no-store",
      keepalive,
      signal: AbortSignal.timeout(patience),
    });
    const facts = await answer.json().catch(() => ({}));
    return { status: answer.status, facts, etag: answer.headers?.get("ETag") ?? "", asked, received: performance.now() };
  } catch {
    return { status: 0, facts: {} };
  }
}
