import { createHash } from "node:crypto";

/** Words of the mail's own that are hashed: past them even replies to one mail differ. */
const OWN_WORDS = 150;
/** Where the writer's own words are fewer than this, quoted ones help to tell mails apart. */
const FEW_WORDS = 40;
const QUOTED_WORDS = 60;
/** Below this many words in subject and body together, mails of different people look alike. */
const MIN_WORDS = 6;
/** Text that is looked at: the words wanted stand long before. */
const MAX_KEY_CHARS = 40_000;

const REPLY =
  /^\s{0,5}(?:(?:re|aw|antw|sv|fwd?|wg|tr|rif|odp|回复|答复|转发)(?:\[\d{1,3}\])?\s{0,2}[:：]\s{0,5})/i;
/** A bracketed prefix that belongs to the mail; all others are tags that lists put there. */
const KEPT_TAG = /patch|rfc|rft|pull|resend|repost|\bv\d|\d\/\d/i;
const RULE = /^\s{0,5}_{20,}\s{0,5}$/;
const FOOTER = /mailing list|mailman|listinfo|unsubscribe/i;
const SCRUBBED =
  /^-{5,40} next part -{5,40}$|^(?:A non-text attachment was scrubbed|An HTML attachment was scrubbed|URL: <)/;

/** A subject for comparing copies: no reply marks, no list tags, letters and digits only. */
export function normaliseSubject(subject: string): string {
  let rest = subject.slice(0, 2_000);
  for (let round = 0; round < 20; round += 1) {
    const before = rest;
    rest = rest.replace(REPLY, "");
    const tag = /^\s{0,5}\[([^\]]{0,200})\]/.exec(rest);
    if (tag !== null && !KEPT_TAG.test(tag[1]!)) rest = rest.slice(tag[0].length);
    if (rest === before) break;
  }
  return rest
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Lines without the footer that lists append and the notes that archives leave. */
function bodyLines(body: string): string[] {
  const lines = body.slice(0, MAX_KEY_CHARS).split("\n");
  const tail = Math.max(0, lines.length - 12);
  for (let at = lines.length - 1; at >= tail; at -= 1) {
    const below = lines.slice(at + 1, at + 5).join(" ");
    if (RULE.test(lines[at]!) && FOOTER.test(below)) return lines.slice(0, at);
  }
  return lines;
}

/**
 * Words that every archive leaves alone: no addresses, nothing beside an "at", no URLs. At most
 * `limit` of them: most bodies go on long after what is wanted of them.
 */
function sturdyWords(lines: readonly string[], limit: number): string[] {
  const found: string[] = [];
  let before = "";
  let word = "";
  // One word behind, because the one that follows may be an "at".
  const take = (after: string): void => {
    const bare = before === "at" || after === "at" ? "" : sturdyPart(word);
    if (bare !== "") found.push(bare);
    before = word;
    word = after;
  };
  for (const line of lines) {
    for (const next of line.split(/\s+/)) {
      if (/[^>|\s]/.test(next)) take(next);
      if (found.length >= limit) return found;
    }
  }
  take("");
  return found;
}

/** Letters and digits of a word; nothing of an "at", an address or a URL. */
function sturdyPart(word: string): string {
  if (word === "at" || word.includes("@") || word.includes("://") || word.startsWith("www."))
    return "";
  // Letters beyond ASCII are what charsets, entities and archives get wrong.
  if (/[^\u0020-\u007e]/.test(word)) return "";
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** All sturdy words of a body in order: what stays the same from archive to archive. */
export function significantWords(body: string): string[] {
  const lines = bodyLines(body).filter((line) => !SCRUBBED.test(line));
  return sturdyWords(lines, Infinity);
}

/** Quoted lines; `>From ` is what mbox files make of a line of one's own. */
function isQuoted(line: string): boolean {
  return /^\s{0,8}>(?!From )/.test(line);
}

/**
 * A key that is equal for copies of one mail however their archive changed them: a hash of the
 * normalised subject and of the first words of the body, the writer's own before quoted ones.
 * Null when there is too little text to tell mails apart.
 */
export function contentKey(subject: string | null, body: string): string | null {
  const title = normaliseSubject(subject ?? "");
  const lines = bodyLines(body).filter((line) => !SCRUBBED.test(line));
  const own = sturdyWords(
    lines.filter((line) => !isQuoted(line)),
    OWN_WORDS,
  );
  const quoted = own.length >= FEW_WORDS ? [] : sturdyWords(lines.filter(isQuoted), QUOTED_WORDS);
  const count = own.length + quoted.length;
  if (own.length === 0 || count < 3 || count + title.split(" ").length < MIN_WORDS) return null;
  const text = `${title}\n${own.join(" ")}\n${quoted.join(" ")}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
