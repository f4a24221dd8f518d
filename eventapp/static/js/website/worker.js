/* The programme without a network: what was read, and what stands in it, stays readable.
   Pages of one person are never kept: only the public ones named here. */

const scope = new URL(self.registration.scope).pathname;
const shelves = `programme ${scope} `;
const kept = /^(?:|agenda|agenda\/(?!changes)[^/.]+|speakers|speakers\/[^/]+|hosts|desks)$/;

const isKept = (url) => url.origin === self.location.origin
  && url.pathname.startsWith(scope) && kept.test(url.pathname.slice(scope.length));

/** The names of this event's shelves, one a release and language; the last is in use. */
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(shelves));
const shelf = async () => caches.open((await ours()).at(-1) ?? shelves);

/** The page as it was kept, which says itself that it is, and since when; the newest there is. */
async function old(request) {
  let held;
  for (const name of (await ours()).reverse()) {
    held ??= await (await caches.open(name)).match(request.url, { ignoreSearch: true, ignoreVary: true });
  }
  if (!held) return undefined;
  const said = `data-kept-since="${held.headers.get("date")}"`;
  const text = (await held.text()).replace('data-kept-since="" hidden', said);
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
}

async function page(request) {
  try {
    const answer = await fetch(request);
    const plain = new URL(request.url).search === "";
    if (answer.ok && !answer.redirected && plain) (await shelf()).put(request.url, answer.clone());
    return answer;
  } catch (gone) {
    const held = await old(request) ?? await old(new Request(`${scope}agenda`));
    if (held) return held;
    throw gone;
  }
}

/** Fetch what is not on the shelf yet, one at a time: somebody reads meanwhile. */
async function fill({ release, language, pages, assets }) {
  const name = `${shelves}${release} ${language}`;
  const before = (await ours()).filter((other) => other !== name);
  const here = await caches.open(name);
  for (const address of [...assets, ...pages.filter((page) => isKept(new URL(page)))]) {
    if (await here.match(address, { ignoreVary: true })) continue;
    const spoken = address.includes("/static/") ? address : `${address}?lang=${language}`;
    const answer = await fetch(spoken).catch(() => undefined);
    if (!answer) return; // no network any more: the former shelf stays
    if (answer.ok && !answer.redirected) await here.put(address, answer);
  }
  await Promise.all(before.map((other) => caches.delete(other)));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(
  fill(event.data).then(() => event.source?.postMessage("kept")),
));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && isKept(url)) event.respondWith(page(event.request));
  if (url.origin === self.location.origin && url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
  }
});
