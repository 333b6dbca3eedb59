import type { Digest, DigestEntry, DigestSection, DigestTodo } from "../model/report.ts";
import { todoLine } from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import { formatWeekDays, periodWord } from "./iso-week.ts";
import { padColumns, padLeft, wrap, wrapParts } from "./layout.ts";
import { ago, count, thousands } from "./words.ts";

/** What fits quoted once in an 80 column mail client. */
export const DIGEST_COLUMNS = 72;

/** Sections whose head says whose move it is already. */
const HEAD_NAMES_MOVER: ReadonlySet<string> = new Set(["author", "reviewers", "maintainer"]);

/** `+3`, `-2`, `no change`: how a number changed over the week. */
export function changeOf(change: number): string {
  if (change === 0) return "no change";
  return change > 0 ? `+${thousands(change)}` : `-${thousands(-change)}`;
}

/** Name, figure and remark of each line of the numbers of a week, in reading order. */
export function numberRows(digest: Digest): readonly (readonly [string, string, string])[] {
  const numbers = digest.numbers;
  const moved = `${thousands(numbers.raised)} raised, ${thousands(numbers.settled)} settled`;
  const todos = `${changeOf(numbers.openTodosChange)} over the ${periodWord(digest.week)} (${moved})`;
  return [
    [
      "Mails",
      thousands(numbers.mails),
      `from ${count(numbers.people, "person").replace("persons", "people")}`,
    ],
    ["New series", thousands(numbers.newSeries), ""],
    ["Re-rolled", thousands(numbers.rerolls), ""],
    ["Accepted", thousands(numbers.accepted), ""],
    ["Open TODOs", thousands(numbers.openTodos), todos],
  ];
}

/** `v7`, `3 patches`, `Jane Doe`, `posted 5 days ago`, `last mail today`: the facts of an entry. */
export function factsOf(entry: DigestEntry): string[] {
  const facts = [entry.revision];
  if (entry.patches > 1) facts.push(count(entry.patches, "patch"));
  facts.push(entry.who, `posted ${ago(entry.postedDays)}`);
  if (entry.activityDays !== entry.postedDays) facts.push(`last mail ${ago(entry.activityDays)}`);
  facts.push(...entry.notes);
  if (entry.seeSection !== null) facts.push(`listed above: ${entry.seeSection.toLowerCase()}`);
  return facts;
}

/** `author: Jane asked for changes.`; without the mover where the section's head names it. */
export function moveLine(entry: DigestEntry, section: DigestSection): string {
  if (HEAD_NAMES_MOVER.has(section.key) && section.key === entry.nextMove) return entry.reason;
  return entry.reason === "" ? entry.nextMove : `${entry.nextMove}: ${entry.reason}`;
}

function block(text: string, first: string, rest = first.replace(/\S/gu, " ")): string[] {
  return wrap(inertText(text), { width: DIGEST_COLUMNS, first, rest });
}

function renderTodo(todo: DigestTodo, mark: string): string[] {
  return [
    ...block(`"${todo.text}"`, `  ${mark} `, "      "),
    ...block(todoLine(todo), "      "),
    `      ${inertText(todo.url)}`,
  ];
}

function renderEntry(entry: DigestEntry, section: DigestSection): string[] {
  const facts = factsOf(entry).map((fact) => inertText(fact));
  const lines = block(entry.title, "* ", "  ");
  lines.push(...wrapParts(facts, { width: DIGEST_COLUMNS, first: "  " }));
  if (entry.seeSection === null) {
    if (section.key !== "accepted") {
      lines.push(...block(moveLine(entry, section), "  -> ", "     "));
    }
    lines.push(`  ${inertText(entry.url)}`);
  }
  for (const todo of entry.settled) lines.push(...renderTodo(todo, "[x]"));
  if (entry.moreSettled > 0) lines.push(`      … and ${entry.moreSettled} more settled`);
  for (const todo of entry.open) lines.push(...renderTodo(todo, "[ ]"));
  if (entry.moreOpen > 0) lines.push(`      … and ${entry.moreOpen} more open`);
  return lines;
}

/** Head of a section: `LOOSE ENDS (9)`; the loose ends say what they are. */
function renderSection(section: DigestSection): string[] {
  const lines = [`${section.title.toUpperCase()} (${thousands(section.total)})`];
  lines.push("-".repeat(DIGEST_COLUMNS));
  for (const entry of section.entries) lines.push("", ...renderEntry(entry, section));
  if (section.command !== null) {
    lines.push("", `… and ${thousands(section.more)} more:`, `  ${inertText(section.command)}`);
  }
  return lines;
}

/**
 * A digest as plain text of 72 columns for mail clients that show only that. Links and commands
 * stand on lines of their own, which may be longer. Text of mails is inert.
 */
export function renderDigestText(digest: Digest): string {
  const rows = numberRows(digest);
  const names = Math.max(...rows.map(([name]) => name.length));
  const figures = Math.max(...rows.map(([, figure]) => figure.length));
  const lines = [
    ...block(headingOf(digest), ""),
    formatWeekDays(digest.week),
    "=".repeat(DIGEST_COLUMNS),
    "",
    ...rows.map(([name, figure, remark]) =>
      `  ${padColumns(name, names)}  ${padLeft(figure, figures)}  ${remark}`.trimEnd(),
    ),
  ];
  if (digest.sections.length === 0) lines.push("", NOTHING);
  for (const section of digest.sections) lines.push("", "", ...renderSection(section));
  lines.push("", "", "-- ", ...block(footerOf(digest), ""));
  return `${lines.join("\n")}\n`;
}

/** `widget-dev: week 2025-W08`, `widget-dev: 2025-02-19, only drivers/net/`. */
export function headingOf(digest: Digest): string {
  const when = digest.week.day === undefined ? `week ${digest.label}` : digest.label;
  return `${digest.list}: ${when}${digest.only === undefined ? "" : `, only ${digest.only}`}`;
}

/** What a reader must know to read a digest right; `marks`: it marks TODOs with `[x]` and `[ ]`. */
export function footerOf({ week }: Digest, marks = true): string {
  const word = periodWord(week);
  const end = `${word === "week" ? "Sunday, " : ""}24:00 ${week.zone ?? "UTC"}`;
  const explained = marks ? ` [x] settled this ${word}, [ ] still open.` : "";
  return `Ages are counted to the end of the ${word} (${end}).${explained} What is waiting and what is open is read out of the mails by a program: where it errs, the mail linked is right.`;
}

/** What a digest says that has no section. */
export const NOTHING = "Nothing moved, and nothing waits.";
