import type { Mailbox } from "../model/mail.ts";
import type { Trailer } from "../model/patch.ts";

/** `Token: value`; the token has no space, so that prose with a colon is none. */
const TRAILER = /^([A-Z][A-Za-z]{0,30}(?:-[A-Za-z]{1,30}){0,5})\s?:\s{0,10}(\S.{0,998})$/i;
const PERSON_TOKEN = /-by$|^(?:cc|reported|suggested|to)$/i;
/** Tokens that do not end in `-by` but are trailers all the same. */
const KNOWN =
  /^(?:cc|fixes|link|closes|change-id|message-id|base-commit|depends-on|supersedes|superseded-by|bugzilla|references|bug|git-tree|prerequisite-patch-id|prerequisite-message-id|series-to)$/i;
const PERSON = /^\s{0,5}"?([^"<>]{0,200}?)"?\s{0,5}<\s{0,3}([^<>\s]{1,320})\s{0,3}>/;
const ADDRESS = /^\s{0,5}([^\s<>()]{1,200}@[^\s<>()]{1,200})/;
const MAX_TRAILERS = 500;

/**
 * Reads trailers out of lines: person trailers (`Reviewed-by: Jane <jane@example.org>`) and those
 * known by name (`Fixes:`, `Link:`, `change-id:`). Values wrapped onto indented lines are joined.
 * Lines that only look like trailers (`Note:`, `phone:`) are left out.
 *
 * @see git-interpret-trailers(1)
 */
export function parseTrailers(lines: readonly string[]): Trailer[] {
  const trailers: Trailer[] = [];
  for (let at = 0; at < lines.length && trailers.length < MAX_TRAILERS; at += 1) {
    const match = TRAILER.exec((lines[at] ?? "").trim());
    const token = match?.[1] ?? "";
    if (match === null || !(/-by$/i.test(token) || KNOWN.test(token))) continue;
    let value = (match[2] ?? "").trim();
    const next = lines[at + 1] ?? "";
    // A wrapped value: the address stands alone on the next line.
    if (/^\s+\S/.test(next) && !TRAILER.test(next.trim()) && !value.includes(">")) {
      value = `${value} ${next.trim()}`;
      at += 1;
    }
    const person = PERSON_TOKEN.test(token) ? parsePerson(value) : null;
    if (
      /-by$/i.test(token) &&
      !/^(?:superseded|replaced|fixed|obsoleted)-by$/i.test(token) &&
      person === null
    )
      continue;
    trailers.push({ token, value, person });
  }
  return trailers;
}

function parsePerson(value: string): Mailbox | null {
  const full = PERSON.exec(value);
  if (full !== null) {
    const email = (full[2] ?? "").toLowerCase();
    return { name: (full[1] ?? "").trim() || null, email: email.includes("@") ? email : null };
  }
  const address = ADDRESS.exec(value);
  if (address !== null) return { name: null, email: (address[1] ?? "").toLowerCase() };
  // Hidden or left out: `Reviewed-by: Jane Example`. Two words at least, or it is prose.
  const name = /^([\p{L}.'-]{1,40}(?: [\p{L}.'-]{1,40}){1,4})\s{0,3}(?:\(.{0,80}\))?$/u.exec(
    value.trim(),
  );
  return name === null ? null : { name: name[1] ?? null, email: null };
}
