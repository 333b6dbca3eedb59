import type { Revision } from "../model/series.ts";
import { changelogKeys } from "./changelog-evidence.ts";
import { seriesIdOf } from "./series-id.ts";
import { isTelling } from "./title-words.ts";
import { traitsOf } from "./traits.ts";

/** Keys of one revision: a series of 50 patches still gets all its titles in. */
const MAX_KEYS = 300;
const MAX_PATCHES = 40;
const FILES_A_PATCH = 3;
const LINES_A_PATCH = 3;
/** Files that half of all series touch say nothing. */
const COMMON_FILE = /^(?:Makefile|Kconfig|MAINTAINERS)$|(?:^|\/)kernel-parameters\.txt$/;

/**
 * Keys by which a store finds revisions that may be one series: two revisions that `scoreLink`
 * could link share at least one. `c:` change-id, `m:` message-ids and addresses (own and named),
 * `h:` thread, `l:` changelog entries, `t:` titles, `p:` patch-ids, `f:` files and `s:` changed
 * lines (these two only with the author). Common keys are joined with the author, so that few
 * revisions share one. At most 300, the most telling first. `i:` is no candidate: by it a series is
 * found under the id that it had before an earlier revision turned up.
 */
export function linkKeys(revision: Revision): string[] {
  const traits = traitsOf(revision);
  const people = traits.people.length === 0 ? [""] : traits.people;
  const keys = new Set<string>();
  keys.add(`i:${seriesIdOf(revision.id)}`);
  if (revision.changeId !== null) keys.add(`c:${revision.changeId}`);
  keys.add(`h:${revision.thread}`);
  for (const each of people) keys.add(`t:${each}|${traits.title}`);
  if (traits.title.length > 0 && isTelling(traits.title)) keys.add(`t:${traits.title}`);
  for (const { messageId, url } of revision.declared.slice(0, MAX_PATCHES)) {
    if (messageId !== null || url !== null) keys.add(`m:${messageId ?? url}`);
  }
  for (const id of [...traits.ids].slice(0, MAX_PATCHES)) keys.add(`m:${id}`);
  for (const key of changelogKeys(revision)) keys.add(`l:${key}`);
  const patches = traits.patches.slice(0, MAX_PATCHES);
  for (const { patch, title } of patches) {
    if (patch.patchId !== null) keys.add(`p:${patch.patchId}`);
    for (const person of people) keys.add(`t:${person}|${title}`);
    if (isTelling(title)) keys.add(`t:${title}`);
  }
  for (const { patch } of patches) {
    const lines = patch.sketch.slice(0, LINES_A_PATCH);
    const files = patch.files.filter((file) => !COMMON_FILE.test(file)).slice(0, FILES_A_PATCH);
    for (const person of people) {
      for (const line of lines) keys.add(`s:${person}|${line}`);
      for (const file of files) keys.add(`f:${person}|${file}`);
    }
  }
  return [...keys].slice(0, MAX_KEYS);
}
