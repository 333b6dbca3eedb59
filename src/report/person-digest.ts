import type { IsoWeek } from "../model/report.ts";
import { formatPeriod, formatWeekDays, periodWord } from "./iso-week.ts";
import { wrap } from "./layout.ts";
import { findDebts, personTitle, renderDebts, type PersonStatusInput } from "./person.ts";
import { renderPersonHtml } from "./person-html.ts";
import { DIGEST_COLUMNS } from "./text.ts";
import { count } from "./words.ts";

/** A person's digest, ready to be sent. */
export interface PersonDigest {
  readonly subject: string;
  readonly text: string;
  /** The same for clients that show HTML. */
  readonly html: string;
}

function things(number: number): string {
  return number === 0 ? "nothing" : count(number, "thing");
}

/**
 * What a person owes and is owed at the end of a week or day, as plain text of 72 columns and as
 * HTML; null when that is nothing at all. Text of mails is inert.
 */
export function buildPersonDigest(
  input: PersonStatusInput & { readonly linkTemplate: string },
  week: IsoWeek,
): PersonDigest | null {
  const { owes, owed } = findDebts(input);
  const yours = owes.moves.length + owes.todos.length;
  const theirs = owed.moves.length + owed.todos.length;
  if (yours + theirs === 0) return null;
  const title = `${personTitle(input)}: ${periodWord(week)} ${formatPeriod(week)}`;
  const label = formatPeriod(week);
  const end = `the end of the ${periodWord(week)} (24:00 ${week.zone ?? "UTC"})`;
  const footer = `As things stood at ${end}. What is open is read out of the mails by a program: where it errs, the mail linked is right.`;
  const lines = [
    ...wrap(title, { width: DIGEST_COLUMNS }),
    formatWeekDays(week),
    "=".repeat(DIGEST_COLUMNS),
    renderDebts(input, { width: DIGEST_COLUMNS }).trimEnd(),
    "",
    "",
    "-- ",
    ...wrap(footer, { width: DIGEST_COLUMNS }),
  ];
  return {
    subject: `${label}: you owe ${things(yours)}, you are owed ${things(theirs)}`,
    text: `${lines.join("\n")}\n`,
    html: renderPersonHtml(input, { title, week, footer, linkTemplate: input.linkTemplate }),
  };
}
