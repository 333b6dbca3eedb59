import type { Digest, DigestEntry, DigestSection, DigestTodo } from "../model/report.ts";
import { todoLine } from "./digest-todo.ts";
import { inertMarkdown, inertText } from "./inert.ts";
import { formatWeekDays } from "./iso-week.ts";
import { factsOf, footerOf, headingOf, moveLine, NOTHING, numberRows } from "./text.ts";
import { thousands } from "./words.ts";

/** A page that we link to. The text is made inert here, the address must be one of ours. */
export function markdownLink(text: string, url: string): string {
  // Angle brackets would end the destination, a line break or space make it no link at all.
  const safe = inertText(url).replace(/[\s<>\\()]/gu, (mark) => encodeURIComponent(mark));
  return `[${inertMarkdown(text)}](<${safe}>)`;
}

/** A command as code; without backticks of its own. */
export function markdownCode(command: string): string {
  return `\`${inertText(command).replaceAll("`", "'")}\``;
}

/** A hash of a commit, broken up by `inertMarkdown`. */
const BROKEN_HASH =
  /(?<![0-9A-Za-z])(?:[0-9a-fA-F]{6}\u200b){1,10}[0-9a-fA-F]{1,6}(?![0-9A-Za-z])/gu;

/** Text as `inertMarkdown` makes it, hashes of commits as code: no links, and whole when copied. */
function markdownWords(text: string): string {
  return inertMarkdown(text).replace(BROKEN_HASH, (hash) => `\`${hash.replaceAll("\u200b", "")}\``);
}

function renderTodo(todo: DigestTodo, box: string): string {
  const says = markdownWords(todoLine(todo));
  return `  - [${box}] “${markdownWords(todo.text)}” ${says} (${markdownLink("mail", todo.url)})`;
}

function renderEntry(entry: DigestEntry, section: DigestSection): string[] {
  const lines = [
    `- **${markdownLink(entry.title, entry.url)}**  `,
    `  ${markdownWords(factsOf(entry).join(", "))}`,
  ];
  if (section.key !== "accepted" && entry.seeSection === null) {
    lines[1] += "  ";
    lines.push(`  → ${markdownWords(moveLine(entry, section))}`);
  }
  lines.push(...entry.settled.map((todo) => renderTodo(todo, "x")));
  if (entry.moreSettled > 0) lines.push(`  - … and ${entry.moreSettled} more settled`);
  lines.push(...entry.open.map((todo) => renderTodo(todo, " ")));
  if (entry.moreOpen > 0) lines.push(`  - … and ${entry.moreOpen} more open`);
  return lines;
}

function renderSection(section: DigestSection): string[] {
  const lines = ["", `## ${section.title} (${thousands(section.total)})`, ""];
  for (const entry of section.entries) lines.push(...renderEntry(entry, section));
  if (section.command !== null) {
    lines.push("", `… and ${thousands(section.more)} more: ${markdownCode(section.command)}`);
  }
  return lines;
}

/** A digest as GitHub Flavored Markdown; text of mails is inert (`inertMarkdown`). */
export function renderDigestMarkdown(digest: Digest): string {
  const lines = [
    `# ${inertMarkdown(headingOf(digest))}`,
    "",
    formatWeekDays(digest.week),
    "",
    "| | | |",
    "|---|---:|---|",
    ...numberRows(digest).map(([name, figure, remark]) => `| ${name} | ${figure} | ${remark} |`),
  ];
  if (digest.sections.length === 0) lines.push("", NOTHING);
  for (const section of digest.sections) lines.push(...renderSection(section));
  lines.push("", "---", "", `*${inertMarkdown(footerOf(digest))}*`);
  return `${lines.join("\n")}\n`;
}
