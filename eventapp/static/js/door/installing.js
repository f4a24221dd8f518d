/* The program as an app: kept for a start without a network, renewed only where nobody scans. */

/** Register what keeps it. `idle()` says whether nothing was scanned yet; then a newer version takes
    over at once, otherwise `newer(take)` is told, and `take()` has it take over. */
export async function install({ idle, newer }) {
  if (!navigator.serviceWorker) return;
  const kept = await navigator.serviceWorker.register("/door/worker.js", { scope: "/door", updateViaCache: "none" }).catch(() => undefined);
  if (!kept) return;
  const take = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    kept.waiting?.postMessage("take over");
  };
  const waits = () => {
    if (!kept.waiting || !navigator.serviceWorker.controller) return;
    if (idle()) take();
    else newer(take);
  };
  waits();
  kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", waits));
  navigator.storage?.persist?.().catch(() => {});
}

/** Forget the program with all it kept: the device was shut out. */
export async function uninstall() {
  for (const name of (await window.caches?.keys().catch(() => [])) ?? []) if (name.startsWith("door ")) await caches.delete(name);
  const kept = await navigator.serviceWorker?.getRegistration("/door").catch(() => undefined);
  await kept?.unregister();
  document.body.removeAttribute("data-kept");
}
