import type { Mailbox } from "../model/mail.ts";

/**
 * A name for comparing: lower case, accents dropped, punctuation and white space folded, "Doe,
 * Jane" turned round. Empty when nothing is left.
 */
export function normaliseName(name: string): string {
  const turned = name.replace(/^([^,]{1,60}),\s{0,5}([^,]{1,60})$/, "$2 $1");
  return turned
    .replaceAll(/\([^()]{0,60}\)/g, " ")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * A key by which two mailboxes are taken as one person: the address when known (a `+tag` of it
 * dropped), else the normalised name. Never equal for an address and a name; empty parts give
 * `unknown:`.
 */
export function personKey(mailbox: Mailbox): string {
  if (mailbox.email !== null) {
    return `email:${mailbox.email.toLowerCase().replace(/^([^+@]{1,100})\+[^@]{0,100}@/, "$1@")}`;
  }
  const name = normaliseName(mailbox.name ?? "");
  return name === "" ? "unknown:" : `name:${name}`;
}
