import { createHash } from "node:crypto";
import { MAX_MESSAGE_ID_CHARS, MAX_REFERENCES } from "../limits.ts";
import { decodeEncodedWords } from "./encoded-words.ts";

/** Longest header text that ids are looked for in: `MAX_REFERENCES` ids fit many times over. */
const MAX_IDS_CHARS = 200_000;

function cleanId(inner: string): string | null {
  // A NUL in an id cannot be typed, sent or looked up; other controls steer terminals.
  const id = inner.replaceAll(/[\s\p{Cc}]/gu, "");
  if (id === "" || id.length > MAX_MESSAGE_ID_CHARS) return null;
  // Hidden by the archive: `xxxx@xxxxxxx`.
  if (/@x{3,}$/.test(id) || /@DOMAIN\.HIDDEN$/i.test(id)) return null;
  return id;
}

/** Mailers that fold long ids may write them as encoded words, against RFC 2047 section 5. */
function plainId(value: string): string {
  return value.includes("=?") ? decodeEncodedWords(value.slice(0, MAX_IDS_CHARS)) : value;
}

/** Every `<…>` of a header value with an id in it, in order. */
function bracketed(value: string): string[] {
  const ids: string[] = [];
  for (const match of value.slice(0, MAX_IDS_CHARS).matchAll(/<([^<>]{1,1200})>/g)) {
    const id = cleanId(match[1]!);
    if (id !== null) ids.push(id);
  }
  return ids;
}

/**
 * The id of a Message-ID header, without brackets; null when there is none. Tolerant: missing
 * brackets, blanks inside, several ids (the first counts), comments.
 * @see RFC 5322 section 3.6.4
 */
export function parseMessageId(value: string): string | null {
  const written = plainId(value);
  const inBrackets = bracketed(written)[0];
  if (inBrackets !== undefined) return inBrackets;
  const plain = written
    .replaceAll(/\([^()]{0,500}\)/g, " ")
    .replaceAll(/[<>]/g, " ")
    .trim();
  const words = plain.slice(0, MAX_MESSAGE_ID_CHARS * 2).split(/\s+/);
  return cleanId(words.find((word) => word.includes("@")) ?? words[0] ?? "");
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** Ids written without brackets: words that look like `left@right`. */
function bareIds(value: string): string[] {
  const words = value.slice(0, MAX_IDS_CHARS).split(/[\s,;]+/);
  return words
    .filter((word) => /^[^@<>()"]{1,500}@[^@<>()"]{1,500}$/.test(word))
    .flatMap((word) => cleanId(word) ?? []);
}

/**
 * The ids of References headers in order, distinct, at most `MAX_REFERENCES`: of longer lists the
 * first stays, which is the root of the thread, and the last ones.
 */
export function parseReferences(values: readonly string[]): string[] {
  const ids = values
    .map(plainId)
    .flatMap((value) => (value.includes("<") ? bracketed(value) : bareIds(value)));
  const all = distinct(ids);
  if (all.length <= MAX_REFERENCES) return all;
  return [all[0]!, ...all.slice(1 - MAX_REFERENCES)];
}

/**
 * The ids of In-Reply-To headers. Old mailers write prose there ("Your message of Tue … from
 * <a@b>"): what prose holds is an address as often as an id, so only ids that stand alone, or are
 * unlike an address, count.
 */
export function parseInReplyTo(values: readonly string[]): string[] {
  const ids = values.map(plainId).flatMap((value) => {
    const found = bracketed(value);
    if (found.length === 0) return /\s\S+\s/.test(value.trim()) ? [] : bareIds(value);
    const prose = value
      .replaceAll(/<[^<>]{0,1200}>/g, " ")
      .replaceAll(/\([^()]{0,500}\)/g, " ")
      .trim();
    if (!/\p{L}{2}/u.test(prose)) return found;
    return found.filter((id) => /\d{4}/.test(id.split("@")[0] ?? ""));
  });
  return distinct(ids).slice(0, MAX_REFERENCES);
}

/** A stable id for a mail that names none, from texts that every reading of it gives alike. */
export function makeInferredId(parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32);
  return `${hash}@no-message-id.invalid`;
}
