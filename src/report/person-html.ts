import type { IsoWeek, SeriesView, TodoRow } from "../model/report.ts";
import { todoItem, todoList } from "./digest-html.ts";
import { digestTodo } from "./digest-todo.ts";
import { escapeHtml } from "./escape-html.ts";
import { htmlCommand, htmlLink, htmlPage, mutedText, STYLES } from "./html-page.ts";
import { inertText } from "./inert.ts";
import { formatWeekDays } from "./iso-week.ts";
import { shorten } from "./layout.ts";
import { fitMail } from "./mail-html.ts";
import {
  type Debts,
  findDebts,
  longestWaiting,
  olderCommand,
  olderWords,
  personTitle,
  type PersonStatusInput,
  type PersonView,
} from "./person.ts";
import { compareTodos } from "./pick-todos.ts";
import { agoAt, labelOf, mailUrl, quoteOf, seriesMail, thousands, titleOf } from "./words.ts";

const MAX_WORDS = 400;

/** What a page of a person is made of beside the debts. */
interface Frame {
  readonly input: PersonStatusInput;
  readonly week: IsoWeek;
  readonly linkTemplate: string;
}

function seriesHead({ series }: Pick<SeriesView, "series">, { linkTemplate }: Frame): string {
  const url = mailUrl(linkTemplate, series.lists[0] ?? "all", seriesMail(series));
  const label = `<span class="muted" style="font-weight:400;${STYLES.muted}">(${escapeHtml(labelOf(series))})</span>`;
  return `<h3 style="${STYLES.h3}">${htmlLink(titleOf(series), url)} ${label}</h3>`;
}

function moveHtml(view: PersonView, frame: Frame): string[] {
  const { nextMove, nextMoveReason, lastActivityAt } = view.status;
  const facts = `last mail ${agoAt(lastActivityAt, frame.input.asOf)}`;
  const reason = shorten(inertText(nextMoveReason.slice(0, 1_000)), 200);
  return [
    '<div style="margin:0 0 24px;">',
    seriesHead(view, frame),
    mutedText(escapeHtml(facts), `${STYLES.small}margin-bottom:2px;`),
    `<p style="${STYLES.text}">→ ${escapeHtml(`${nextMove}: ${reason}`)}</p>`,
    "</div>",
  ];
}

function todosHtml(rows: readonly TodoRow[], frame: Frame): string[] {
  const groups = new Map<string, TodoRow[]>();
  for (const row of rows) {
    const group = groups.get(row.series.id);
    if (group === undefined) groups.set(row.series.id, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const list = first.series.lists[0] ?? "all";
    const items = group.map((row) => {
      const todo = digestTodo(row, row.todo, { ...frame, list });
      const text = quoteOf(row.todo, MAX_WORDS);
      // Whose page it is need not be named with each.
      const owner = todo.owner === personTitle(frame.input) ? null : todo.owner;
      return todoItem({ ...todo, text, owner }, null);
    });
    return [
      '<div style="margin:0 0 24px;">',
      seriesHead(first, frame),
      ...todoList(items),
      "</div>",
    ];
  });
}

function partHtml(
  { title, flag, debts }: { readonly title: string; readonly flag: string; readonly debts: Debts },
  rows: number,
  frame: Frame,
): string[] {
  const moves = longestWaiting(debts.moves).slice(0, rows);
  const todos = debts.todos.toSorted(compareTodos("age")).slice(0, rows - moves.length);
  const all = debts.moves.length + debts.todos.length;
  const hidden = all - moves.length - todos.length;
  const command = htmlCommand(olderCommand(frame.input, flag));
  const more = [
    ...(hidden === 0 ? [] : [`… and ${thousands(hidden)} more`]),
    ...(debts.older === 0 ? [] : [olderWords(debts.older)]),
  ];
  return [
    `<h2 class="rule" style="${STYLES.h2}">${title} <span class="muted" style="font-weight:400;${STYLES.muted}">(${all})</span></h2>`,
    ...(all === 0 ? [`<p style="${STYLES.text}">Nothing.</p>`] : []),
    ...moves.flatMap((view) => moveHtml(view, frame)),
    ...todosHtml(todos, frame),
    ...(more.length === 0 ? [] : [mutedText(`${more.join(" ")}: ${command}`)]),
  ];
}

/**
 * What a person owes and is owed as an HTML page for a mail, with what the text of `renderPerson`
 * holds. What does not fit into a mail is counted. Text of mails is inert and escaped.
 */
export function renderPersonHtml(
  input: PersonStatusInput,
  words: {
    readonly title: string;
    readonly week: IsoWeek;
    readonly footer: string;
    readonly linkTemplate: string;
  },
): string {
  const { title, week, footer, linkTemplate } = words;
  const { owes, owed } = findDebts(input);
  const frame = { input, week, linkTemplate };
  const most = Math.max(...[owes, owed].map(({ moves, todos }) => moves.length + todos.length));
  return fitMail(most, (rows) =>
    htmlPage({
      title,
      body: [
        `<h1 style="${STYLES.h1}">${escapeHtml(title)}</h1>`,
        mutedText(escapeHtml(formatWeekDays(week)), STYLES.text),
        ...partHtml({ title: "Owes", flag: "--owner", debts: owes }, rows, frame),
        ...partHtml({ title: "Is owed", flag: "--said-by", debts: owed }, rows, frame),
        '<div class="rule" style="margin:36px 0 0;padding:14px 0 0;border-top:1px solid #d5d9de;">',
        mutedText(escapeHtml(footer)),
        "</div>",
      ],
    }),
  );
}
