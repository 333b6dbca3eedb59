import { parseTrailers } from "../patch/trailers.ts";
import type { Trailer } from "../model/patch.ts";
import type {
  PatchTag,
  RevisionPatch,
  SeriesContext,
  SeriesMail,
  TagToken,
} from "../model/series.ts";
import { currentPatches, lastWholeIndex } from "./current.ts";
import { mailsUntil, ownLines } from "./own-words.ts";
import { personKeys } from "./person.ts";

export interface PositionTags {
  readonly position: number;
  readonly tags: readonly PatchTag[];
}

const TOKENS: readonly TagToken[] = ["Reviewed-by", "Acked-by", "Tested-by"];
/** "Reviewed-by: Ada Example <ada@example.org>" in a line, "Reviewed-and-tested-by:" too. */
const TAG_LINE =
  /^(.{0,80}?)\b((?:reviewed|acked|tested|nacked|nak(?:'d|ed))(?:[-/](?:and[-/])?(?:reviewed|acked|tested))?-by)\s{0,4}:?\s{1,8}(\S.{0,300})$/i;
const ROBOT = /\b(?:syzbot|syzkaller|robot|patchwork-?bot|tip-?bot|bot\+|kernelci)\b/i;
const WHOLE =
  /\b(?:(?:for|to|on) (?:the |this |your |whole |entire |full |all )*(?:series|set|lot|patchset|patches(?!\s{0,3}[#\d]))|(?:whole|entire) (?:series|set|patchset)|(?:the|this) (?:patch ?)?(?:series|set) (?:is|looks|lgtm)|series:?$|^series\b|all patches|all \d+ patches)\b/i;
const RANGE =
  /\b(?:patch(?:es)?|for|#)\s{0,3}((?:#?\d{1,3}(?:\/\d{1,3})?\s{0,2}(?:-|–|to|,|and|&|\+)?\s{0,2}){1,20})/i;

/** Positions that words name: "for patches 1-3, 5"; "all" for the series; null for none. */
export function namedPositions(words: string): ReadonlySet<number> | "all" | null {
  if (WHOLE.test(words)) return "all";
  const list = RANGE.exec(words)?.[1];
  if (list === undefined) return null;
  const positions = new Set<number>();
  for (const [, from, to] of list.matchAll(
    /#?(\d{1,3})(?:\/\d{1,3})?(?:\s{0,2}(?:-|–|to)\s{0,2}#?(\d{1,3})(?:\/\d{1,3})?)?/g,
  )) {
    const first = Number(from);
    const last = Math.min(Number(to ?? from), first + 999);
    for (let at = first; at <= last; at += 1) positions.add(at);
  }
  return positions.size === 0 ? null : positions;
}

/** A tag that a reply gives, and the patches that it names. */
export interface GivenTag {
  readonly tag: PatchTag;
  readonly scope: ReadonlySet<number> | "all" | null;
}

/** Review tags in a reply's own words; those of bots and of nobody are left out. */
export function givenTags(mail: SeriesMail): GivenTag[] {
  if (mail.message.bot || mail.role !== "reply") return [];
  const lines = ownLines(mail.blocks).map(({ text }) => text.trim());
  const given: GivenTag[] = [];
  for (const [at, line] of lines.entries()) {
    const match = TAG_LINE.exec(line);
    if (match === null) continue;
    const [, before = "", token = "", value = ""] = match;
    if (!isLead(before)) continue;
    const above = lines
      .slice(Math.max(0, at - 3), at)
      .filter((text) => text !== "" && !TAG_LINE.test(text));
    const scope =
      namedPositions(`${before} ${afterPerson(value)}`) ?? namedPositions(above.at(-1) ?? "");
    for (const tag of toTags(token, value, mail.message.messageId)) given.push({ tag, scope });
  }
  return given;
}

/** Words before a tag that leave it a tag: nothing, a bullet, "For the series:". */
function isLead(before: string): boolean {
  return !/["'`>]|\b(?:your?|his|her|their|my|drop|keep|add|added|adding|collect|missing|no|not|without|remove|the)\b(?!.{0,40}\b(?:series|patch))/i.test(
    before,
  );
}

function afterPerson(value: string): string {
  return /[>)]\s{0,4}(\S.{0,200})$/.exec(value)?.[1] ?? /#.{0,200}$/.exec(value)?.[0] ?? "";
}

function toTags(token: string, value: string, messageId: string): PatchTag[] {
  const person = personOf(value);
  if (person === null || ROBOT.test(`${person.name ?? ""} ${person.email ?? ""}`)) return [];
  const lower = token.toLowerCase();
  const tokens = TOKENS.filter((each) => lower.includes(each.slice(0, -3).toLowerCase()));
  const negative = lower.startsWith("nak") || lower.startsWith("nack");
  return (negative ? (["Nacked-by"] as const) : tokens).map((each) => ({
    token: each,
    person,
    messageId,
  }));
}

function personOf(value: string): Trailer["person"] {
  const [trailer] = parseTrailers([`Reviewed-by: ${value}`]);
  return trailer?.person ?? null;
}

/**
 * Tags that count for each patch as it stands at a moment, by position: those its author carries
 * in the patch and those given in replies to it, to the cover, or by its number. Position 0 holds
 * what was given to the whole; it counts for each patch as well. A tag given to an older revision
 * counts where the author carried it or where the patch is the same, by patch-id.
 *
 * @see Documentation/process/submitting-patches.rst of the kernel: a tag goes when the patch has
 * changed substantially
 */
export function collectTags({ series, mails }: SeriesContext, asOf: number): PositionTags[] {
  const { revisions } = series;
  const patches = currentPatches(revisions);
  const base = lastWholeIndex(revisions);
  const byPosition = new Map<number, Map<string, PatchTag>>();
  const put = (position: number, tag: PatchTag) => {
    const known = byPosition.get(position) ?? new Map<string, PatchTag>();
    const key = `${tag.token}\n${personKeys(tag.person).at(-1) ?? ""}`;
    if (!known.has(key)) known.set(key, tag);
    byPosition.set(position, known);
  };
  for (const mail of mailsUntil(mails, asOf)) {
    const then = revisions[mail.revision]?.patches ?? [];
    for (const { tag, scope } of mail.role === "reply" ? givenTags(mail) : carriedTags(mail)) {
      const whole = scope === "all" || (scope === null && mail.position === 0);
      if (whole && mail.revision >= base) put(0, tag);
      for (const { patch, revision } of patches) {
        const position = positionThen(patch, revision, mail, then);
        if (position === null) continue;
        if (whole || (scope instanceof Set ? scope.has(position) : mail.position === position)) {
          put(patch.position, tag);
        }
      }
    }
  }
  return [...byPosition]
    .map(([position, tags]) => ({ position, tags: [...tags.values()] }))
    .sort((a, b) => a.position - b.position);
}

/** Where a patch stood when a mail was written; null where it was not there, or not the same. */
function positionThen(
  { position, patchId }: RevisionPatch,
  revision: number,
  mail: SeriesMail,
  then: readonly RevisionPatch[],
): number | null {
  if (mail.revision === revision) return position;
  // What an author no longer carries he has dropped.
  if (mail.revision > revision || mail.role !== "reply" || patchId === null) return null;
  return then.find((each) => each.patchId === patchId)?.position ?? null;
}

/** True when a patch has somebody's Reviewed-by or Acked-by. */
export function isReviewed(tags: readonly PositionTags[], position: number): boolean {
  const own = tags.find((each) => each.position === position)?.tags ?? [];
  return own.some(({ token }) => token === "Reviewed-by" || token === "Acked-by");
}

function carriedTags(mail: SeriesMail): GivenTag[] {
  const { messageId } = mail.message;
  const trailers = mail.role === "patch" ? (mail.facts?.trailers ?? []) : [];
  return trailers.flatMap(({ token, value, person }) =>
    person === null
      ? []
      : toTags(token, value, messageId).map((tag) => ({ tag: { ...tag, person }, scope: null })),
  );
}
