import { createHash } from "node:crypto";
import type { Evidence, Revision } from "../model/series.ts";
import type { Traits } from "./traits.ts";

const WEIGHT = {
  /** The newer one tells what changed since the older one's number. */
  fits: 1,
  /** The newer one carries along what the older one told of itself or of those before it. */
  repeated: 5,
  /** The same, though they have no file in common. */
  repeatedElsewhere: 2,
} as const;

/** Shorter entries ("rebased", "no changes") stand in every changelog. */
const MIN_WORDS = 7;
const MIN_CHARS = 40;
/** The last entry of a mail can run on into other text: its beginning tells. */
const COMPARED_CHARS = 80;
const MAX_KEYS = 10;

/** Evidence from changelogs: entries that fit the numbers, and entries that were carried along. */
export function changelogEvidence(older: Traits, newer: Traits): Evidence[] {
  const { changelog, version } = newer.revision;
  const evidence = repeatedEvidence(older, newer);
  const fitting = changelog.find(
    (entry) => entry.version === older.revision.version || entry.version === version,
  );
  if (fitting !== undefined && version > older.revision.version) {
    evidence.push(say(fitting, WEIGHT.fits));
  }
  return evidence;
}

/** What stands in the changelog of one patch speaks for that patch, not for all of its series. */
function repeatedEvidence(older: Traits, newer: Traits): Evidence[] {
  const known = new Map(older.revision.changelog.map((entry) => [entryKey(entry), entry]));
  known.delete(null);
  const repeated = newer.revision.changelog.filter((entry) => known.has(entryKey(entry)));
  const [first] = repeated;
  if (first === undefined) return [];
  const whole = repeated.find(
    (entry) =>
      isOfWhole(entry, newer.revision) &&
      isOfWhole(known.get(entryKey(entry)) ?? entry, older.revision),
  );
  const near = [...newer.files].some((file) => older.files.has(file));
  const full = near ? WEIGHT.repeated : WEIGHT.repeatedElsewhere;
  if (whole !== undefined) return [say(whole, full)];
  const patches = new Set(repeated.map(({ messageId }) => messageId)).size;
  const larger = Math.max(older.patches.length, newer.patches.length, patches);
  return [say(first, Math.round(((full * patches) / larger) * 100) / 100)];
}

function isOfWhole({ messageId }: Entry, { cover, patches }: Revision): boolean {
  return messageId === cover || patches.length === 1;
}

/** Keys of a revision's telling changelog entries: equal where a later one carries them along. */
export function changelogKeys({ changelog }: Revision): string[] {
  const keys = new Set(changelog.flatMap((entry) => entryKey(entry) ?? []));
  return [...keys].slice(0, MAX_KEYS);
}

type Entry = Revision["changelog"][number];

/** Null for an entry that tells too little. */
function entryKey({ version, text }: Entry): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,40}/gu) ?? [];
  const said = words.join(" ").slice(0, COMPARED_CHARS);
  if (said.length < MIN_CHARS || new Set(said.split(" ")).size < MIN_WORDS) return null;
  return createHash("sha256").update(`${version}\n${said}`).digest("hex").slice(0, 16);
}

function say(entry: Entry, weight: number): Evidence {
  return { kind: "changelog", messageId: entry.messageId, text: entry.text, weight };
}
