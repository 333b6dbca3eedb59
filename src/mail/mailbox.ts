import type { Mailbox } from "../model/mail.ts";
import { MAX_RECIPIENTS } from "../limits.ts";
import { decodeEncodedWords } from "./encoded-words.ts";

/** Longest address header that is read: room for `MAX_RECIPIENTS` long addresses. */
const MAX_ADDRESS_CHARS = 200_000;
const MAX_NAME_CHARS = 300;

/** One address as its header spells it: display name, what stood in brackets, comments. */
class Draft {
  phrase = "";
  angle: string | null = null;
  comment = "";
}

type Inside = "phrase" | "quote" | "angle" | "comment";

/** Reads an address list character by character: one pass, no recursion, whatever it holds. */
class AddressReader {
  readonly found: Draft[] = [];
  #draft = new Draft();
  #inside: Inside = "phrase";
  #depth = 0;
  #lastClose = -1;
  /** Where a quoted string goes back to. */
  #outer: Inside = "phrase";

  read(text: string): readonly Draft[] {
    this.#lastClose = text.lastIndexOf(">");
    for (let at = 0; at < text.length && this.found.length < MAX_RECIPIENTS; at += 1) {
      const char = text[at]!;
      if (char === "\\" && this.#inside !== "phrase" && at + 1 < text.length) {
        at += 1;
        this.#put(text[at]!);
      } else this.#step(char, at);
    }
    this.#end();
    return this.found;
  }

  #step(char: string, at: number): void {
    if (this.#inside === "quote") {
      if (char === '"') this.#inside = this.#outer;
      else this.#put(char);
    } else if (this.#inside === "comment") this.#inComment(char);
    else if (this.#inside === "angle") this.#inAngle(char);
    else this.#inPhrase(char, at);
  }

  #inComment(char: string): void {
    if (char === "(") this.#depth += 1;
    if (char === ")") this.#depth -= 1;
    if (this.#depth === 0) this.#inside = "phrase";
    else this.#put(char);
  }

  #inAngle(char: string): void {
    if (char === ">") this.#inside = "phrase";
    else if (char === '"') this.#open("quote", "angle");
    else this.#put(char);
  }

  #inPhrase(char: string, at: number): void {
    if (char === '"') this.#open("quote", "phrase");
    else if (char === "(") {
      this.#inside = "comment";
      this.#depth = 1;
    } else if (char === "<" && at < this.#lastClose) {
      this.#inside = "angle";
      this.#draft.angle ??= "";
    } else if (char === "<") this.#put(" ");
    else if (char === "," || char === ";") this.#end();
    // A group's name: what follows are its members.
    else if (char === ":" && !this.#draft.phrase.includes("@")) this.#draft = new Draft();
    else this.#put(char);
  }

  #open(inside: Inside, outer: Inside): void {
    this.#inside = inside;
    this.#outer = outer;
  }

  #put(char: string): void {
    const where = this.#inside === "quote" ? this.#outer : this.#inside;
    if (where === "angle") this.#draft.angle = `${this.#draft.angle ?? ""}${char}`;
    else if (where === "comment") this.#draft.comment += char;
    else this.#draft.phrase += char;
  }

  #end(): void {
    const draft = this.#draft;
    if (draft.phrase.trim() !== "" || draft.angle !== null) this.found.push(draft);
    this.#draft = new Draft();
  }
}

/** Words of ASCII, one blank apart, unquoted: most names. */
const PLAIN_NAME = /^[!#-&(-~][!-~]*(?: [!-~]+)*$/;

/** A name made plain: decoded, white space folded, quotes around it gone; null when empty. */
export function cleanName(text: string): string | null {
  const bare = text.trim();
  if (PLAIN_NAME.test(bare) && !bare.includes("=?")) return bare.slice(0, MAX_NAME_CHARS);
  const name = decodeEncodedWords(text)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim();
  return name === "" ? null : name.slice(0, MAX_NAME_CHARS);
}

/** An address in lower case; null when it is none, or an archive hid it (`name@xxxxxxx`). */
export function cleanEmail(text: string): string | null {
  const email = decodeEncodedWords(text)
    .replaceAll(/[\s\p{Cc}]/gu, "")
    .replace(/^mailto:/i, "")
    .toLowerCase();
  if (!/^[^@<>()",;]{1,200}@[^@<>()",;]{1,255}$/.test(email)) return null;
  return /@x{3,}$|@domain\.hidden$|^x{3,}@/.test(email) ? null : email;
}

function toMailbox(draft: Draft): Mailbox | null {
  if (draft.angle !== null) {
    const email = cleanEmail(draft.angle);
    const comment = cleanName(draft.comment);
    const phrase = cleanName(draft.phrase);
    // "Jane Doe (Company) <jane@…>": writers mean it as part of the name, quoted or not.
    const name =
      phrase !== null && comment !== null ? `${phrase} (${comment})` : (phrase ?? comment);
    // The name of a lone hidden address says who it was before the `@`, no more.
    return email === null && name === null
      ? null
      : { name: name === draft.angle ? null : name, email };
  }
  const word = draft.phrase.split(/\s+/).find((part) => part.includes("@"));
  if (word === undefined) {
    const name = cleanName(draft.phrase);
    return name === null ? null : { name, email: null };
  }
  const email = cleanEmail(word);
  const name = cleanName(draft.comment) ?? cleanName(draft.phrase.replace(word, " "));
  return email === null && name === null ? null : { name, email };
}

/**
 * The mailboxes of an address header, groups flattened, at most `MAX_RECIPIENTS`. Total: what is
 * no address but has words is a name without an email. Encoded words are decoded after splitting,
 * so that a comma inside them splits nothing.
 * @see RFC 5322 section 3.4
 */
export function parseMailboxes(text: string): Mailbox[] {
  const drafts = new AddressReader().read(text.slice(0, MAX_ADDRESS_CHARS));
  return drafts.flatMap((draft) => toMailbox(draft) ?? []);
}

/** What helps to see who stands behind a list's rewritten From. */
export interface MangleHints {
  readonly replyTo: readonly Mailbox[];
  readonly originalFrom: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

const VIA = /^(.{1,200}?)\s{1,5}via\s{1,5}([^@]{1,80}|[^\s@]{1,80}@[^\s@]{1,80})$/i;

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/**
 * Whether an address belongs to what is named after "via". "Bob via his phone" <bob@…> is no
 * relay; lists write from their own address, submission services from a nobody's.
 */
function isRelay(label: string, local: string): boolean {
  if (local === "" || /^(?:devnull|no-?reply)(?:\+|$)/.test(local)) return true;
  const name = letters(label.split("@")[0] ?? "");
  return name !== "" && (letters(local).includes(name) || name.includes(letters(local)));
}

function sameName(left: string | null, right: string): boolean {
  return left !== null && left.toLowerCase() === right.toLowerCase();
}

/**
 * A From that a list rewrote for DMARC (`"Jane Doe via some-list" <some-list@…>`), undone: the
 * name before "via", and the address that X-Original-From, Reply-To or a Cc of that name tells,
 * else null. Other mailboxes come back as they are.
 */
export function undoListMangling(from: Mailbox, hints: MangleHints): Mailbox {
  const match = VIA.exec(from.name ?? "");
  const name = match === null ? null : cleanName(match[1]!);
  const local = from.email?.split("@")[0] ?? "";
  if (match === null || name === null || !isRelay(match[2]!, local)) return from;
  const original = hints.originalFrom.find((box) => box.email !== null && box.email !== from.email);
  if (original !== undefined) return { name: original.name ?? name, email: original.email };
  const asAddress = cleanEmail(name);
  if (asAddress !== null) return { name: null, email: asAddress };
  const others = [...hints.replyTo, ...hints.cc].filter(
    (box) => box.email !== null && box.email !== from.email,
  );
  const spelled = local.split("+")[1];
  const told = others.find(
    (box) => sameName(box.name, name) || box.email!.replace("@", ".") === spelled,
  );
  const replies = hints.replyTo.filter((box) => box.email !== from.email);
  const nameless = replies.length === 1 && replies[0]!.name === null ? replies[0]!.email : null;
  return { name, email: told?.email ?? nameless };
}
