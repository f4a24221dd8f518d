/* What this device keeps (checkin-protocol section 5). A write is done when the disk has it. */

const NAME = "door";
const STORES = ["meta", "rec", "revoked", "inside", "log"];

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Store {
  #database;

  constructor(database) {
    this.#database = database;
  }

  /** Open it, made where it is not there. */
  static async open(factory = indexedDB) {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name);
    };
    const database = await done(request);
    database.onversionchange = () => database.close();
    return new Store(database);
  }

  /** Make writes `[store, act, key, value]` at once: all or none. Rejects where they are not kept. */
  write(writes) {
    return new Promise((resolve, reject) => {
      const names = [...new Set(writes.map(([store]) => store))];
      const transaction = this.#database.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error ?? new Error("not kept"));
      for (const [store, act, key, value] of writes) {
        const there = transaction.objectStore(store);
        if (act === "put") there.put(value, key);
        else if (act === "add") there.add(value, key);
        else if (act === "delete") there.delete(key);
        else there.clear();
      }
    });
  }

  /** Everything of one store as `[key, value]` pairs. */
  async all(name) {
    const there = this.#database.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([done(there.getAllKeys()), done(there.getAll())]);
    return keys.map((key, at) => [key, values[at]]);
  }

  /** All of it, by store. */
  async everything() {
    const parts = await Promise.all(STORES.map(async (name) => [name, await this.all(name)]));
    return Object.fromEntries(parts);
  }

  close() {
    this.#database.close();
  }

  /** Delete it all: this device was shut out. */
  static erase(factory = indexedDB) {
    return new Promise((resolve) => {
      const request = factory.deleteDatabase(NAME);
      for (const end of ["onsuccess", "onerror", "onblocked"]) request[end] = () => resolve();
    });
  }
}
