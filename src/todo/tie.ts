import type { Revision, SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { indexMails } from "./situate.ts";
import { codeNames } from "./words.ts";

const FILE_NAME = /[\w./-]{1,120}\.(?:[chS]|cc|cpp|dtsi?|yaml|rst|py|sh|rs|txt)\b/g;
/** Names of functions and variables; shorter ones, types and options are those of many patches. */
const CALL = /\b[a-z]\w{2,60}(?=\(\))|\b[a-z][a-z0-9]{1,30}_\w{6,60}\b(?<!_t)/g;

function patchesWithFile(name: string, revision: Revision): number[] {
  const tail = name.replace(/^[./]+/, "").toLowerCase();
  return revision.patches
    .filter(({ files }) =>
      files.some((file) => file.toLowerCase() === tail || file.toLowerCase().endsWith(`/${tail}`)),
    )
    .map(({ position }) => position);
}

/** Names of code in the lines that each patch of a revision changes, with the patches' positions. */
function namesOfPatches(mails: readonly SeriesMail[]): Map<string, Set<number>> {
  const places = new Map<string, Set<number>>();
  for (const { role, blocks, position } of mails) {
    if (role !== "patch") continue;
    const lines = blocks
      .filter(({ kind, depth }) => kind === "diff" && depth === 0)
      .flatMap((block) => block.lines.filter((line) => /^[-+](?![-+])/.test(line)));
    for (const name of codeNames(lines.join("\n"))) {
      const place = places.get(name);
      if (place === undefined) places.set(name, new Set([position]));
      else place.add(position);
    }
  }
  return places;
}

/** The one element that all non-empty sets agree on; null when there is none, or several. */
function onlyOne(sets: readonly (readonly number[])[]): number | null {
  const [first, ...others] = sets.filter((set) => set.length > 0);
  if (first === undefined) return null;
  const shared = first.filter((position) => others.every((set) => set.includes(position)));
  const [only] = shared;
  return shared.length === 1 && only !== undefined ? only : null;
}

/**
 * Ties what is said in reply to a cover to the patch whose file or function it names, where only
 * one patch has it; all else about a cover is about the whole series.
 */
export function tieToPatches(todos: readonly Todo[], context: SeriesContext): Todo[] {
  const index = indexMails(context);
  const names = new Map<number, Map<string, Set<number>>>();
  return todos.map((todo) => {
    const mail = index.get(todo.messageId);
    const revision = mail === undefined ? undefined : context.series.revisions[mail.revision];
    if (mail === undefined || revision === undefined) return todo;
    if (todo.patch !== 0 || mail.role !== "reply" || revision.patches.length < 2) return todo;
    const files = [...(todo.text.slice(0, 4_000).match(FILE_NAME) ?? [])];
    const calls = [...(todo.text.slice(0, 4_000).match(CALL) ?? [])];
    if (files.length === 0 && calls.length === 0) return todo;
    let known = names.get(mail.revision);
    if (known === undefined) {
      known = namesOfPatches(context.mails.filter((one) => one.revision === mail.revision));
      names.set(mail.revision, known);
    }
    const patch = onlyOne([
      ...files.map((file) => patchesWithFile(file, revision)),
      ...calls.map((name) => [...(known.get(name.toLowerCase()) ?? [])]),
    ]);
    return patch === null ? todo : { ...todo, patch };
  });
}
