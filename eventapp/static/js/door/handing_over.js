/* Scans that were never sent, as a file: the last resort, for the organisers to import. */

import { bare } from "./upload.js";

/** The file's text: what `/door/v1/scans` takes, and whose it is. */
export const fileOf = (records, { device, gate, event }, now) => JSON.stringify({
  form: "door/1", device, gate, event: event.id, dev_time: now,
  scans: [...records].sort((left, right) => left.seq - right.seq).map(bare),
});

export const nameOf = ({ device }, now) => `unsent-${device}-${new Date(now).toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`;

/** Hand a file on by the device's own sheet where it has one, by a download otherwise. */
export async function handOver(text, name) {
  const file = new File([text], name, { type: "application/json" });
  if (navigator.canShare?.({ files: [file] })) return navigator.share({ files: [file] }).catch(() => {});
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
