import type { PatchSubject } from "../model/patch.ts";

/** What a bracket in front of a subject says, word by word. */
export type PrefixWords = Omit<PatchSubject, "reply" | "patch" | "title">;

/** With the slips of the pen that occur: PATH, PTACH. */
const PATCH_WORD = /^(?:patch(?:es|set|series)?|path|ptach|pacth)$/i;
const RFC_WORD = /^rf[ct]$/i;
const RESEND_WORD = /^re-?(?:se?nd|sent|sed|post(?:ed)?|submit)(?:ed|ing)?(?:\*?\d{1,2})?$/i;
const COUNTER = /^(\d{1,4}|[xn])\/(\d{1,4}|[n])$/i;
/** `v7`, `V3.1`, `v4a`, `v.2`, `rev2`. */
const REROLL = /^(?:v|rev|ver)\.?(\d{1,3})(?:\.(\d{1,2}))?[a-z]?$/i;
/** `v5.15`, `v6.1.y`: a kernel's number, not a re-roll's. */
const KERNEL = /^v\d{1,2}\.(?:\d{2,3}|\d{1,3}\.[\dxy]{1,3})$/i;
/** Brackets with these words announce something else than a patch. */
const NO_PATCH =
  /\b(?:pull|bug|bugs|regression|announce(?:ment)?|build|success|failure|bisected|syzbot|topic|question|report|revert|merged)\b|^(?:lsf|git)\b/i;
/** Words that people put into a bracket of their own beside the prefix. */
const BESIDE =
  /^(?:(?:linux|net|bpf|drm|mm|pci|soc|spi|scsi|arm|wireless|iwlwifi|mlx5)?-?next|net|bpf|rc|for|stable|draft|wip|poc|hack|fyi|ping|trivial|backport|fixes|linus|mainline|v?\d\.\d{1,3}(?:\.[\dxy]{1,3})?(?:\/v?\d\.\d{1,3}(?:\.[\dxy]{1,3})?){0,9})$/i;

/** Cuts a bracket into words; numbers glued to a word (`PATCHv2`, `PATCH1/8`) come apart. */
function wordsOf(bracket: string): string[] {
  return bracket
    .replace(/\b(patch|rfc|resend|repost)[-_]?(?=v\.?\d|\d{1,4}\/\d)/gi, "$1 ")
    .replace(/\b(v\d{1,3})[-_](?=rfc|resend|repost|\d{1,4}\/\d)/gi, "$1 ")
    .replace(/\b(v\d{1,3})-(?=bis\b)/gi, "$1 ")
    .replace(/\b(v\d{1,3})(?=resend|repost|rfc)/gi, "$1 ")
    .replace(/\b(rfc|rft|patch)\/(?=rfc|rft|patch)/gi, "$1 ")
    .replace(/\b(rfc|rft)-(?=patch)/gi, "$1 ")
    .replace(/(\d)\s{0,3}of\s{0,3}(\d)/gi, "$1/$2")
    .replace(/(\d)\s{1,3}\/\s{0,3}(\d)/g, "$1/$2")
    .replace(/\b(?:version|revision)\s{0,2}(\d)/gi, "v$1")
    .split(/[\s,;|]+/)
    .map((word) => word.replace(/^[([{]+|[)\]}:]+$/g, ""))
    .filter((word) => word !== "" && word !== "-" && word !== "/");
}

/**
 * What a bracket marks: a posting (`patch`: PATCH, RFC, RESEND, a re-roll number or a counter), a
 * word beside it (`beside`: `[next]`, `[net-next]`), or `other`: a list's tag, a robot's, a title's.
 */
export function prefixKind(bracket: string): "patch" | "beside" | "other" {
  const words = wordsOf(bracket);
  if (words.length === 0 || words.length > 12) return "other";
  const patch = words.some((word) => PATCH_WORD.test(word));
  if (NO_PATCH.test(bracket) && !patch) return "other";
  // `[tree:branch 84/129]` is how robots name a commit.
  if (!patch && /[^\s:]:[^\s:]/.test(bracket)) return "other";
  if (patch) return /\bpull\b/i.test(bracket) ? "other" : "patch";
  const marks = words.some(
    (word) => /^rfc$/i.test(word) || RESEND_WORD.test(word) || COUNTER.test(word) || isReroll(word),
  );
  if (marks) return "patch";
  return words.every((word) => BESIDE.test(word)) ? "beside" : "other";
}

function isReroll(word: string): boolean {
  return REROLL.test(word) && !KERNEL.test(word);
}

/**
 * The words of all brackets taken together; where two name a version, the last one counts.
 * `git pull` stays one tag.
 */
export function readPrefixWords(brackets: readonly string[]): PrefixWords {
  let version: number | null = null;
  let minor: number | null = null;
  let position: number | null = null;
  let total: number | null = null;
  let rfc = false;
  let resend = false;
  const tags: string[] = [];
  for (const word of brackets.flatMap(wordsOf)) {
    const counter = COUNTER.exec(word);
    const reroll = isReroll(word) ? REROLL.exec(word) : null;
    if (counter !== null) [position, total] = [numberOf(counter[1]), numberOf(counter[2])];
    else if (reroll !== null) {
      version = Number(reroll[1]);
      minor = reroll[2] === undefined ? null : Number(reroll[2]);
    } else if (RFC_WORD.test(word)) rfc ||= /^rfc$/i.test(word);
    else if (RESEND_WORD.test(word)) resend = true;
    else if (!PATCH_WORD.test(word)) tags.push(word.toLowerCase());
    if (/^rft$/i.test(word)) tags.push("rft");
  }
  return { version, minor, position, total, rfc, resend, tags: joinPull(tags) };
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d/.test(text) ? Number(text) : null;
}

function joinPull(tags: readonly string[]): string[] {
  const at = tags.findIndex((tag, index) => tag === "git" && tags[index + 1] === "pull");
  return at < 0 ? [...tags] : [...tags.slice(0, at), "git pull", ...tags.slice(at + 2)];
}
