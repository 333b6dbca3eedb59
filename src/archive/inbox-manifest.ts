import { gunzipSync } from "node:zlib";

/** Manifests of whole servers (all of lore) are some 200 KB; one inbox's far less. */
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * The git addresses of a public-inbox at an HTTP address: its epochs in order when the address is
 * that of the inbox (they stand in its `manifest.js.gz`), else the address itself, which git will
 * judge. Never throws: what the manifest cannot tell, git will.
 *
 * @see https://public-inbox.org/public-inbox-v2-format.html, grokmirror's manifest
 */
export async function findEpochUrls(url: string, signal?: AbortSignal): Promise<string[]> {
  const base = url.replace(/\/+$/, "");
  if (/\/\d+(?:\.git)?$|\.git$/.test(base)) return [base];
  try {
    const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const answer = await fetch(`${base}/manifest.js.gz`, {
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    if (!answer.ok) return [base];
    const bytes = await readBounded(answer);
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = zipped ? gunzipSync(bytes, { maxOutputLength: MAX_MANIFEST_BYTES }) : bytes;
    const epochs = epochsOfManifest(JSON.parse(text.toString("utf8")), new URL(base).pathname);
    return epochs.length === 0 ? [base] : epochs.map((epoch) => `${base}/${epoch}`);
  } catch {
    // No manifest, or a damaged one: the address may still be a repository.
    return [base];
  }
}

/** @throws Error for more than any manifest holds */
async function readBounded(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > MAX_MANIFEST_BYTES) throw new Error("the manifest is too long");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Epoch numbers below an inbox's path, ascending, as `git/N.git`. */
function epochsOfManifest(manifest: unknown, inboxPath: string): string[] {
  if (typeof manifest !== "object" || manifest === null) return [];
  const numbers: number[] = [];
  for (const key of Object.keys(manifest)) {
    const match = /^(.*)\/git\/(\d{1,6})\.git$/.exec(key);
    const inbox = match?.[1];
    if (inbox !== undefined && inboxPath.endsWith(inbox)) numbers.push(Number(match?.[2]));
  }
  return numbers.sort((a, b) => a - b).map((number) => `git/${number}.git`);
}
