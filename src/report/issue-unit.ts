import type { IssuePolicy } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { byAge } from "./digest-todo.ts";
import { breakReferences, inertText } from "./inert.ts";
import { shorten } from "./layout.ts";
import { matchesPath } from "../patch/path-pattern.ts";
import { isOpen, ownerOf } from "./words.ts";

const MAX_ISSUE_TITLE = 200;
/** GitHub assigns at most ten people. */
const MAX_ASSIGNEES = 10;

/** What one issue is about: a series with all its TODOs, or one TODO of it. */
export interface IssueUnit {
  /** `series/<id>` or `todo/<id>`. */
  readonly subject: string;
  readonly view: SeriesView;
  /** Of the kinds asked for and sure enough; oldest first. */
  readonly todos: readonly Todo[];
}

/** The issues that a series may have by a policy, whether or not there is reason for one now. */
export function issueUnits(view: SeriesView, policy: IssuePolicy): IssueUnit[] {
  const todos = view.todos
    .filter((todo) => todo.confidence >= policy.minConfidence && policy.kinds.includes(todo.kind))
    .toSorted(byAge);
  if (policy.granularity === "series") {
    return [{ subject: `series/${view.series.id}`, view, todos }];
  }
  return todos.map((todo) => ({ subject: `todo/${todo.id}`, view, todos: [todo] }));
}

/** The repository for a series: the first whose paths fit one of its files, else the default. */
export function repositoryFor(view: SeriesView, policy: IssuePolicy): string | null {
  const files = view.series.revisions.at(-1)?.patches.flatMap((patch) => patch.files) ?? [];
  const route = policy.routes.find(({ paths }) =>
    paths.some((pattern) => files.some((file) => matchesPath(pattern, file))),
  );
  return route?.repository ?? policy.repository;
}

/** Logins of those who owe something, as far as they are configured. */
export function assigneesFor(unit: IssueUnit, policy: IssuePolicy): string[] {
  const { series } = unit.view;
  const logins = unit.todos.filter(isOpen).flatMap((todo) => {
    const address =
      todo.owner === "writer"
        ? todo.saidBy.email
        : todo.owner === "patch-author"
          ? series.author.email
          : null;
    const names = [address, todo.ownerName, ownerOf(series, todo)];
    return names
      .flatMap((name) => policy.assignees.get((name ?? "").toLowerCase()) ?? [])
      .slice(0, 1);
  });
  return [...new Set(logins)].slice(0, MAX_ASSIGNEES);
}

/** `[v7] title of the series`, on one line, at most 240 characters, naming nobody and no issue. */
export function issueTitle(label: string, title: string): string {
  const words = shorten(inertText(title.slice(0, 2_000)) || "(no title)", MAX_ISSUE_TITLE - 40);
  // The breaks make it longer again, by half at worst; GitHub refuses more than 256 characters.
  return shorten(breakReferences(`[${shorten(inertText(label), 30)}] ${words}`), 240);
}

/** The title of an issue as of one revision of its series. */
export function unitTitle(unit: IssueUnit, revision: { label: string; title: string }): string {
  const [todo] = unit.todos;
  if (unit.subject.startsWith("series/") || todo === undefined) {
    return issueTitle(revision.label, revision.title);
  }
  // A TODO says what is to do; the label is that of the revision on which it was said, for good.
  const { label } =
    unit.view.series.revisions.find((each) => each.version === todo.raisedOn) ?? revision;
  return issueTitle(label, shorten(inertText(todo.text.slice(0, 2_000)), 100));
}
