import type { Mailbox } from "../model/mail.ts";
import type { DigestInput, SeriesView } from "../model/report.ts";
import type { SearchHit } from "../model/search.ts";
import type { Revision, Series, SeriesStatus } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { inertText } from "./inert.ts";

/** Bounded on both sides of the @, so that no text makes it slow. */
const ADDRESS =
  /(?<![\p{L}\p{N}_.+%=-])([\p{L}\p{N}_.+%=-]{1,64})@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
/** What is no prose: links stay whole. */
const LINK = /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,29}:\/\/\S+/gu;

/**
 * `ada@example.org` as `ada@…`: readers still know who is meant, collectors get nothing. Inert
 * (`inertText`), so that no address is put together later from what looked like none.
 */
export function obfuscateAddresses(text: string): string {
  const safe = inertText(text);
  let done = "";
  let from = 0;
  for (const link of safe.matchAll(LINK)) {
    done += safe.slice(from, link.index).replace(ADDRESS, "$1@…") + link[0];
    from = link.index + link[0].length;
  }
  return done + safe.slice(from).replace(ADDRESS, "$1@…");
}

const hide = obfuscateAddresses;

function hideOrNull(text: string | null): string | null {
  return text === null ? null : hide(text);
}

/** A person whose name holds no address; the address itself is kept: it is never printed whole. */
export function obfuscatePerson(person: Mailbox): Mailbox {
  return { ...person, name: hideOrNull(person.name) };
}

function obfuscateRevision(revision: Revision): Revision {
  return {
    ...revision,
    title: hide(revision.title),
    label: hide(revision.label),
    author: obfuscatePerson(revision.author),
    patches: revision.patches.map((patch) => ({
      ...patch,
      title: hide(patch.title),
      author: obfuscatePerson(patch.author),
    })),
  };
}

/** A series without mail addresses in its words. */
export function obfuscateSeries(series: Series): Series {
  return {
    ...series,
    title: hide(series.title),
    author: obfuscatePerson(series.author),
    revisions: series.revisions.map(obfuscateRevision),
  };
}

/** A TODO without mail addresses in its words; its id and its message-ids stay. */
export function obfuscateTodo(todo: Todo): Todo {
  return {
    ...todo,
    text: hide(todo.text),
    ...(todo.before === undefined ? {} : { before: hide(todo.before) }),
    ...(todo.below === undefined ? {} : { below: hide(todo.below) }),
    ownerName: hideOrNull(todo.ownerName),
    saidBy: obfuscatePerson(todo.saidBy),
    explanation: hide(todo.explanation),
    evidence: hideOrNull(todo.evidence),
    history: todo.history.map((change) => ({ ...change, text: hide(change.text) })),
  };
}

function obfuscateStatus(status: SeriesStatus): SeriesStatus {
  const { applied } = status;
  return {
    ...status,
    stateText: hideOrNull(status.stateText),
    nextMoveReason: hide(status.nextMoveReason),
    applied:
      applied === null
        ? null
        : { ...applied, text: hide(applied.text), tree: hideOrNull(applied.tree) },
    tags: status.tags.map((patch) => ({
      ...patch,
      tags: patch.tags.map((tag) => ({ ...tag, person: obfuscatePerson(tag.person) })),
    })),
  };
}

/** A series with its status and TODOs, without mail addresses in their words; ids stay. */
export function obfuscateView<View extends Pick<SeriesView, "series" | "status" | "todos">>(
  view: View,
): View {
  return {
    ...view,
    series: obfuscateSeries(view.series),
    status: obfuscateStatus(view.status),
    todos: view.todos.map(obfuscateTodo),
  };
}

/** The input of a digest without mail addresses in its words; its links and ids stay. */
export function obfuscateInput(input: DigestInput): DigestInput {
  return {
    ...input,
    series: input.series.map(obfuscateView),
    ...(input.only === undefined ? {} : { only: hide(input.only) }),
  };
}

/** A mail that was found, without mail addresses in its words. */
export function obfuscateHit(hit: SearchHit): SearchHit {
  return {
    ...hit,
    subject: hideOrNull(hit.subject),
    from: hit.from === null ? null : obfuscatePerson(hit.from),
    excerpt: hide(hit.excerpt),
  };
}
