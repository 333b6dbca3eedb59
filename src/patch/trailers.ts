import type { Mailbox } from "../model/mail.ts";
import type { Trailer } from "../model/patch.ts";

/** `Token: value`; the token has no space, so that prose with a colon is none. */
const TRAILER = /^([A-Za-z]{1,30}(?:-[A-Za-z]{1,30}){0,5})\s?:\s{0,10}(\S.{0,998})$/;
const BY = /-by$/i;
/** Names no person: a message or a commit. */
const BY_OTHER = /^(?:superseded|replaced|fixed|obsoleted|caused|introduced)-by$/i;
const RECIPIENT = /^(?:cc|to)$/i;
/** Trailers that do not end in `-by`, and what their value must hold to be more than prose. */
const WITH_LINK = /^(?:link|closes|bugzilla|buglink|bug|references|reference|see-also)$/i;
const WITH_COMMIT = /^(?:fixes|upstream-commit|reverts)$/i;
const WITH_WORD =
  /^(?:change-id|base-commit|message-id|git-tree|git-commit|depends-on|supersedes|obsoletes|prerequisite-(?:patch|message|change)-id|series-(?:to|version|cc))$/i;
const LINK = /https?:\/\/|\S@\S|^#?\d{3,}$|^\S{1,80}#\d{1,9}$/;
const COMMIT = /^(?:commit )?[0-9a-f]{6,64}\b|https?:\/\/|#\d/i;
const PERSON =
  /^\s{0,5}"?([^"<>]{0,200}?)"?\s{0,5}<\s{0,3}([^<>\s]{1,320}|[^<>\s]{1,100} at [^<>\s]{1,200})\s{0,3}>/;
const ADDRESS = /^\s{0,5}([^\s<>()",;]{1,200}@[^\s<>()",;]{1,200})/;
/** A name without an address: words in capitals with the small ones that names have. */
const NAME =
  /^(\p{Lu}[\p{L}.'’-]{1,40}(?: (?:\p{Lu}[\p{L}.'’-]{0,40}|de|da|di|del|van|von|der|den|el|al|bin|ten|la|le)){0,4})\s{0,3}(?:[([#].{0,200})?$/u;
const MAX_TRAILERS = 500;
const MAX_VALUE_CHARS = 2_000;
const MAX_WRAPPED_LINES = 20;

/**
 * Reads trailers out of lines: person trailers (`Reviewed-by: Jane <jane@example.org>`) and those
 * known by name (`Fixes:`, `Link:`, `change-id:`). Wrapped values are joined. Lines that only look
 * like trailers (`Note:`, `phone:`, "Reviewed-by: you, one day") are left out.
 *
 * @param lines own lines, quotes and diffs left out
 * @see git-interpret-trailers(1); Documentation/process/submitting-patches.rst of the kernel
 */
export function parseTrailers(lines: readonly string[]): Trailer[] {
  const trailers: Trailer[] = [];
  for (let at = 0; at < lines.length && trailers.length < MAX_TRAILERS; at += 1) {
    const match = readLine(lines[at] ?? "");
    if (match === null) continue;
    let { value } = match;
    for (let more = 0; more < MAX_WRAPPED_LINES && continues(value, lines[at + 1]); more += 1) {
      at += 1;
      value = `${value} ${(lines[at] ?? "").trim()}`.slice(0, MAX_VALUE_CHARS);
    }
    const trailer = judge(match.token, value);
    if (trailer !== null) trailers.push(trailer);
  }
  return trailers;
}

function readLine(line: string): { token: string; value: string } | null {
  if (line.length > MAX_VALUE_CHARS || !line.slice(0, 80).includes(":")) return null;
  const match = TRAILER.exec(line.trim());
  const token = match?.[1] ?? "";
  const known = [BY, RECIPIENT, WITH_LINK, WITH_COMMIT, WITH_WORD].some((one) => one.test(token));
  return match !== null && known ? { token, value: (match[2] ?? "").trim() } : null;
}

/** The next line goes on with this value: an address, more recipients, the rest of a title. */
function continues(value: string, next: string | undefined): boolean {
  if (next === undefined || next.length > 500 || next.trim() === "") return false;
  if (readLine(next) !== null) return false;
  if (/^\s{0,40}<[^<>\s]{1,320}>/.test(next) && !value.includes(">")) return true;
  const isOpen = value.lastIndexOf("(") > value.lastIndexOf(")");
  if (isOpen && value.includes('("')) return true;
  return /^\s/.test(next) && (value.endsWith(",") || /^\s{1,40}\(["“]/.test(next));
}

function judge(token: string, value: string): Trailer | null {
  if (BY.test(token) && !BY_OTHER.test(token)) {
    const person = parsePerson(value);
    return person === null ? null : { token, value, person };
  }
  if (RECIPIENT.test(token)) {
    const person = parsePerson(value);
    return person === null || !/@| at /.test(value) ? null : { token, value, person };
  }
  const fits =
    (WITH_LINK.test(token) && LINK.test(value)) ||
    (WITH_COMMIT.test(token) && COMMIT.test(value)) ||
    (WITH_WORD.test(token) && !/\s\S{1,100}\s/.test(value)) ||
    (BY_OTHER.test(token) && (LINK.test(value) || COMMIT.test(value)));
  return fits ? { token, value, person: null } : null;
}

/**
 * The person at the beginning of a text: `Jane Example <jane@example.org>`, an address, or a bare
 * name; null when it is neither. Addresses written "jane at example.org" are undone; those that an
 * archive hid are null.
 */
export function parsePerson(text: string): Mailbox | null {
  const full = PERSON.exec(text);
  if (full !== null) {
    const name = (full[1] ?? "").trim();
    const email = cleanEmail(full[2] ?? "");
    return name === "" && email === null ? null : { name: name === "" ? null : name, email };
  }
  const address = ADDRESS.exec(text);
  if (address !== null) {
    const email = cleanEmail(address[1] ?? "");
    return email === null ? null : { name: null, email };
  }
  const name = NAME.exec(text.trim());
  return name === null ? null : { name: name[1] ?? null, email: null };
}

function cleanEmail(text: string): string | null {
  const email = text
    .replace(" at ", "@")
    .replace(/^mailto:/i, "")
    .toLowerCase();
  if (!/^[^@\s]{1,200}@[^@\s]{1,255}$/.test(email)) return null;
  return /@x{3,}|@\.\.\.|^x{3,}@|@\S{0,80}\.{3}$/.test(email) ? null : email;
}
