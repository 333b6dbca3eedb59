// Times linking within an ingest, and the linking of one new mail. See README.md beside this file.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ingest, ingestEvents } from "../dist/app/ingest/ingest.js";
import { openAppContext } from "../dist/app/open.js";
import { track } from "../dist/app/track/track.js";
import { loadConfig } from "../dist/config/load.js";

const NEW_MAILS = 200;
const [bundle] = process.argv.slice(2);
if (bundle === undefined) {
  console.error("usage: npm run bench:link -- BUNDLE");
  process.exit(2);
}
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-bench-"));
/** Seconds since the step before, by label. */
let spent = new Map();
let since = performance.now();
const reporter = {
  progress() {},
  finished(label) {
    const now = performance.now();
    spent.set(label, (spent.get(label) ?? 0) + (now - since) / 1000);
    since = now;
  },
};
const context = openAppContext({
  config: loadConfig("lists: []\n", "defaults", {}),
  databaseFile: path.join(folder, "bench.db"),
  cacheFolder: path.join(folder, "cache"),
  reporter,
});
const request = { place: bundle, list: "bench", zone: null };

await ingest(context, { ...request, format: "auto" });
await track(context);
const whole = [...spent.values()].reduce((sum, each) => sum + each, 0);
const linking = ["threads and revisions", "links", "series"].reduce(
  (sum, label) => sum + (spent.get(label) ?? 0),
  0,
);
for (const [label, seconds] of spent) console.log(`${seconds.toFixed(1).padStart(7)} s  ${label}`);
console.log(`linking: ${linking.toFixed(1)} s of ${whole.toFixed(1)} s, so it adds
  ${((100 * linking) / (whole - linking)).toFixed(0)} % to reading, status and TODOs`);

/** Newest patches once more, as a later revision that nobody has posted. */
async function* rerolls() {
  const rows = await context.store.listSeries({});
  for (const { series } of rows.slice(-NEW_MAILS)) {
    const raw = await context.store.getRaw(series.revisions.at(-1)?.patches[0]?.messageId ?? "");
    if (raw === null) continue;
    const text = Buffer.from(raw).toString("latin1");
    const mail = text
      .replace(/^Message-ID:.*(?:\n[ \t].*)*/im, `Message-ID: <${series.id}@bench.example>`)
      .replace(/^(?:In-Reply-To|References):.*(?:\n[ \t].*)*\n/gim, "")
      .replace(/^Subject:\s*\[[^\]]*\]/im, "Subject: [PATCH v77]");
    yield Buffer.from(mail, "latin1");
  }
}

const mails = [];
for await (const mail of rerolls()) mails.push(mail);
const times = { linked: [], all: [] };
for (const raw of mails) {
  const mail = { form: "rfc822", raw, attached: [], receivedAt: null, list: "bench" };
  const event = { type: "mail", mail: { ...mail, where: "bench", diagnostics: [] } };
  await ingestEvents(context, request, [event]);
  spent = new Map();
  since = performance.now();
  await track(context);
  const total = [...spent.values()].reduce((sum, each) => sum + each, 0);
  times.all.push(total * 1000);
  times.linked.push((total - (spent.get("status and TODOs") ?? 0)) * 1000);
}
for (const [name, values] of Object.entries(times)) {
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.floor(values.length * share)]?.toFixed(1);
  console.log(
    `one new mail, ${name}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms (${values.length} mails)`,
  );
}
await context.store.close();
rmSync(folder, { recursive: true, force: true });
