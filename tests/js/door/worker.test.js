import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const shelves = new Map();
const addressOf = (request) => (typeof request === "string" ? request : new URL(request.url, "https://door.example").pathname + new URL(request.url, "https://door.example").search);
const shelf = (name) => {
  if (!shelves.has(name)) shelves.set(name, new Map());
  const held = shelves.get(name);
  return {
    match: async (request) => held.get(addressOf(request)),
    put: async (request, response) => held.set(addressOf(request), response),
    addAll: async (requests) => {
      for (const request of requests) held.set(addressOf(request), { held: addressOf(request) });
    },
  };
};
globalThis.caches = {
  open: async (name) => shelf(name),
  keys: async () => [...shelves.keys()],
  delete: async (name) => shelves.delete(name),
};
globalThis.Request = class {
  constructor(url, options) {
    Object.assign(this, { url: `https://door.example${url}`, ...options });
  }
};
globalThis.Response = class {
  constructor(text) {
    this.text = async () => text;
  }
};
globalThis.fetch = async (request) => ({ fetched: addressOf(request) });
const heard = {};
globalThis.self = {
  VERSION: "v2",
  PAGES: { de: "/door?lang=de", fr: "/door?lang=fr" },
  SHELL: ["/static/v2/js/door/scanner.js"],
  location: new URL("https://door.example/door/worker.js"),
  navigator: { languages: ["fr-FR"] },
  skipWaiting: () => { heard.took = true; },
  addEventListener: (name, act) => { heard[name] = act; },
};
await import("../../../eventapp/static/js/door/worker.js");

async function wait(name) {
  let until;
  heard[name]({ waitUntil: (promise) => { until = promise; } });
  await until;
}

async function ask(path, mode = "no-cors", method = "GET") {
  let answer;
  heard.fetch({ request: { url: `https://door.example${path}`, mode, method }, respondWith: (promise) => { answer = promise; } });
  return answer;
}

beforeEach(async () => {
  shelves.clear();
  await wait("install");
});

test("pages in each language and all files are kept, without anybody's cookies", async () => {
  assert.deepEqual([...shelves.get("door v2").keys()], ["/door?lang=de", "/door?lang=fr", "/static/v2/js/door/scanner.js"]);
});

test("the page comes in the browser's language, then in the one that was chosen last", async () => {
  assert.equal((await ask("/door", "navigate")).held, "/door?lang=fr");
  assert.equal((await ask("/door?lang=de", "navigate")).held, "/door?lang=de");
  assert.equal((await ask("/door", "navigate")).held, "/door?lang=de");
});

test("files that are kept come from here, others from the network; what is asked of the server never from here", async () => {
  assert.equal((await ask("/static/v2/js/door/scanner.js")).held, "/static/v2/js/door/scanner.js");
  assert.equal((await ask("/static/v1/js/door/scanner.js")).fetched, "/static/v1/js/door/scanner.js");
  assert.equal(await ask("/door/v1/sync?cursor=1"), undefined);
  assert.equal(await ask("/door/v1/me", "cors", "POST"), undefined);
  assert.equal(await ask("/other", "navigate"), undefined);
});

test("a newer version forgets the former one, and nothing of others", async () => {
  shelf("door v1");
  shelf("programme /x/ 1 de");
  await wait("activate");

  assert.deepEqual([...shelves.keys()], ["door v2", "programme /x/ 1 de"]);
});

test("it takes over when it is asked to, not by itself", () => {
  heard.message({ data: "hello" });
  assert.equal(heard.took, undefined);
  heard.message({ data: "take over" });
  assert.equal(heard.took, true);
});
