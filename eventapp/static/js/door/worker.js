/* Keeps the scanner for a start without a network. The server puts the version and what belongs to
   it before this file (`eventapp/door/views.py`): VERSION, PAGES by language, SHELL. */

const shelf = `door ${self.VERSION}`;

/** Every file of this version, or none: what is half kept does not start. */
async function fill() {
  const here = await caches.open(shelf);
  await here.addAll([...Object.values(self.PAGES), ...self.SHELL].map((address) => new Request(address, { cache: "no-cache", credentials: "omit" })));
}

/** The scanner's page in the language that is asked for, or the one that was last. */
async function page(url) {
  const here = await caches.open(shelf);
  const wish = url.searchParams.get("lang");
  const last = await (await here.match("/door/language"))?.text();
  const language = [wish, last, ...self.navigator.languages.map((code) => code.slice(0, 2))].find((code) => self.PAGES[code]);
  if (wish && self.PAGES[wish]) await here.put("/door/language", new Response(wish));
  return here.match(self.PAGES[language] ?? Object.values(self.PAGES)[0]);
}

async function leaveOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith("door ") && name !== shelf);
  await Promise.all(others.map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(leaveOthers()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/door/v1/")) return;
  if (event.request.mode === "navigate") {
    if (/^\/door\/?$/.test(url.pathname)) event.respondWith(page(url).then((held) => held ?? fetch(event.request)));
    return;
  }
  event.respondWith(caches.open(shelf).then((here) => here.match(event.request, { ignoreVary: true })).then((held) => held ?? fetch(event.request)));
});
