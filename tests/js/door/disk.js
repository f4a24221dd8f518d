/** As much of IndexedDB as the store uses: transactions are all or nothing; a full disk aborts them. */
export class Disk {
  stores = new Map();
  full = false;
  durability = [];

  open() {
    const request = {};
    queueMicrotask(() => {
      request.result = this.database();
      if (this.stores.size === 0) request.onupgradeneeded?.();
      request.onsuccess();
    });
    return request;
  }

  database() {
    return {
      createObjectStore: (name) => this.stores.set(name, new Map()),
      transaction: (_names, _mode, options) => this.transaction(options),
      close: () => {},
    };
  }

  transaction(options) {
    if (options) this.durability.push(options.durability);
    const writes = [];
    const answer = (value) => {
      const request = {};
      queueMicrotask(() => {
        request.result = value;
        request.onsuccess?.();
      });
      return request;
    };
    const transaction = {
      objectStore: (name) => {
        const held = this.stores.get(name);
        return {
          put: (value, key) => writes.push(() => held.set(key, value)),
          add: (value, key) => writes.push(() => {
            if (held.has(key)) throw new Error("there already");
            held.set(key, value);
          }),
          delete: (key) => writes.push(() => held.delete(key)),
          clear: () => writes.push(() => held.clear()),
          getAllKeys: () => answer([...held.keys()]),
          getAll: () => answer([...held.values()]),
        };
      },
    };
    setTimeout(() => this.end(transaction, writes));
    return transaction;
  }

  end(transaction, writes) {
    try {
      if (this.full) throw new Error("quota");
      for (const write of writes) write();
      transaction.oncomplete?.();
    } catch (error) {
      transaction.error = error;
      transaction.onabort?.();
    }
  }

  deleteDatabase() {
    const request = {};
    this.stores.clear();
    queueMicrotask(() => request.onsuccess());
    return request;
  }
}
