import type { Digest, DigestEntry, DigestTodo } from "../model/report.ts";

/** Bounded on both sides of the @, so that no text makes it slow. */
const ADDRESS = /(?<![\w.+%=-])([\w.+%=-]{1,64})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/gu;
/** What is no prose: links and message-ids that stand alone need to stay whole. */
const LINK = /\S{1,30}:\/\/\S+/gu;

/** `ada@example.org` as `ada@…`: readers still know who is meant, collectors get nothing. */
export function obfuscateAddresses(text: string): string {
  let done = "";
  let from = 0;
  for (const link of text.matchAll(LINK)) {
    done += text.slice(from, link.index).replace(ADDRESS, "$1@…") + link[0];
    from = link.index + link[0].length;
  }
  return done + text.slice(from).replace(ADDRESS, "$1@…");
}

/** A digest without mail addresses in its words; its links and message-ids stay as they are. */
export function obfuscateDigest(digest: Digest): Digest {
  const hide = obfuscateAddresses;
  const todo = (each: DigestTodo): DigestTodo => ({
    ...each,
    text: hide(each.text),
    saidBy: hide(each.saidBy),
    owner: each.owner === null ? null : hide(each.owner),
    where: hide(each.where),
    why: hide(each.why),
  });
  const entry = (each: DigestEntry): DigestEntry => ({
    ...each,
    title: hide(each.title),
    who: hide(each.who),
    reason: hide(each.reason),
    notes: each.notes.map(hide),
    settled: each.settled.map(todo),
    open: each.open.map(todo),
  });
  const sections = digest.sections.map((each) => ({ ...each, entries: each.entries.map(entry) }));
  return { ...digest, sections };
}
