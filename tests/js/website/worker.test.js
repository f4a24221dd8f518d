/* The service worker in a world of its own: a network that can fail, and shelves that keep. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SITE = "https://example.org";
const source = readFileSync(new URL("../../../eventapp/static/js/website/worker.js", import.meta.url), "utf8");

/** Shelves as a browser has them; addresses are compared whole, or without their search. */
function makeCaches() {
  const shelves = new Map();
  const plain = (address, { ignoreSearch } = {}) => (ignoreSearch ? address.split("?")[0] : address);
  const open = async (name) => {
    if (!shelves.has(name)) shelves.set(name, new Map());
    const kept = shelves.get(name);
    return {
      put: async (address, answer) => { kept.set(address.url ?? address, answer); },
      match: async (address, options) => {
        const asked = plain(address.url ?? address, options);
        return [...kept].find(([known]) => plain(known, options) === asked)?.[1].clone();
      },
    };
  };
  const match = async (address, options) => {
    for (const name of shelves.keys()) {
      const held = await (await open(name)).match(address, options);
      if (held) return held;
    }
    return undefined;
  };
  return { shelves, open, match, keys: async () => [...shelves.keys()], delete: async (name) => shelves.delete(name) };
}

/** A request as the worker of a site makes it: addresses without a host are the site's own. */
class OwnRequest extends Request {
  constructor(address) { super(new URL(address, SITE)); }
}

/** A worker of the event /spring/; `network` answers an address, or throws. */
function makeWorker(network) {
  const listeners = {};
  const caches = makeCaches();
  const asked = [];
  const fetch = async (request) => {
    const address = request.url ?? request;
    asked.push(address);
    return network(address);
  };
  const self = {
    registration: { scope: `${SITE}/spring/` }, location: new URL(`${SITE}/spring/worker.js`),
    addEventListener: (kind, listener) => { listeners[kind] = listener; },
  };
  runInNewContext(source, { self, caches, fetch, URL, Request: OwnRequest, Response });
  const visit = async (path, mode = "navigate") => {
    let answer;
    listeners.fetch({ request: { url: SITE + path, method: "GET", mode }, respondWith: (given) => { answer = given; } });
    return answer && (await answer).text();
  };
  const fill = async (data) => {
    let answer;
    let work;
    listeners.message({ data, source: { postMessage: (text) => { answer = text; } }, waitUntil: (given) => { work = given; } });
    await work;
    return answer;
  };
  return { visit, fill, caches, asked };
}

const gone = () => { throw new TypeError("no network"); };
const date = "Thu, 15 Apr 2027 07:00:00 GMT";
const page = (text) => new Response(`<p data-kept-since="" hidden>${text}</p>`, { headers: { date } });

test("a page that was read stays readable without a network, and says since when it is kept", async () => {
  let isOn = true;
  const { visit } = makeWorker(() => (isOn ? page("agenda") : gone()));
  await visit("/spring/agenda");
  isOn = false;

  assert.equal(await visit("/spring/agenda?track=2"), `<p data-kept-since="${date}">agenda</p>`);
});

test("a page that nobody read is answered with the programme that was", async () => {
  let isOn = true;
  const { visit } = makeWorker(() => (isOn ? page("agenda") : gone()));
  await visit("/spring/agenda");
  isOn = false;

  assert.match(await visit("/spring/speakers/9"), /agenda/);
});

test("without a network and without a kept page the browser says so itself", async () => {
  const { visit } = makeWorker(gone);

  await assert.rejects(visit("/spring/agenda"), /no network/);
});

for (const path of ["/spring/me/abc", "/spring/register", "/spring/agenda/changes", "/spring/agenda/7.ics", "/autumn/agenda", "/account"]) {
  test(`what may be one person's, or is no page of the programme, is left alone: ${path}`, async () => {
    const { visit, asked } = makeWorker(() => page("own"));

    assert.equal(await visit(path), undefined);
    assert.deepEqual(asked, []);
  });
}

test("a new release takes the place of the one before, in the reader's language and no other", async () => {
  const { fill, caches, asked } = makeWorker(() => page("new"));
  await caches.open("programme /spring/ 3 de");
  await caches.open("programme /autumn/ 1 de");
  const pages = [`${SITE}/spring/agenda`, `${SITE}/spring/me/abc`];

  assert.equal(await fill({ release: "4", language: "fr", pages, assets: [`${SITE}/static/1/css/base.css`] }), "kept");

  assert.deepEqual(await caches.keys(), ["programme /autumn/ 1 de", "programme /spring/ 4 fr"]);
  assert.deepEqual(asked, [`${SITE}/static/1/css/base.css`, `${SITE}/spring/agenda?lang=fr`]);
});

test("a network that goes while a release is fetched leaves the one before", async () => {
  const { fill, caches } = makeWorker(gone);
  await caches.open("programme /spring/ 3 de");

  await fill({ release: "4", language: "de", pages: [`${SITE}/spring/agenda`], assets: [] });

  assert.ok((await caches.keys()).includes("programme /spring/ 3 de"));
});

test("a search is answered and never kept", async () => {
  const { visit, caches } = makeWorker(() => page("found"));

  assert.match(await visit("/spring/agenda?q=robots"), /found/);
  assert.deepEqual([...caches.shelves.values()].flatMap((kept) => [...kept.keys()]), []);
});
