import type { Health } from "../model/report.ts";
import { inertText } from "./inert.ts";
import { formatDay, thousands } from "./words.ts";

/** The doctor's findings in words: set-up, contents, oddities, what was set aside, what is wrong. */
export function renderHealth(health: Health): string {
  const { counts } = health;
  const lines = [
    "Set-up",
    `  Node ${health.node}, git ${health.git ?? "missing"}`,
    `  database       ${health.database}`,
    `  configuration  ${health.configuration ?? "none (defaults)"}`,
    "",
    "Stored",
    `  ${thousands(counts.messages)} mails in ${thousands(counts.copies)} copies, ${thousands(counts.threads)} threads, ${thousands(counts.ghosts)} mails named but never seen`,
    `  ${thousands(counts.series)} series, ${thousands(counts.revisions)} revisions, ${thousands(counts.todos)} TODOs`,
    ...counts.lists.map(
      ({ name, messages, newest }) =>
        `  ${inertText(name)}: ${thousands(messages)} mails, the newest of ${formatDay(newest)}`,
    ),
  ];
  if (health.diagnostics.length > 0) {
    lines.push("", "Odd mails (read all the same; one of each kind named)");
    for (const { code, messages, example, detail } of health.diagnostics) {
      lines.push(`  ${code}: ${thousands(messages)}, such as ${inertText(example)}`);
      lines.push(`    ${inertText(detail)}`);
    }
  }
  if (counts.problems > 0) {
    lines.push("", `Set aside: ${thousands(counts.problems)}`);
    for (const { where, code, detail } of health.problems) {
      lines.push(`  ${inertText(where)}: ${inertText(detail)} (${code})`);
    }
    const more = counts.problems - health.problems.length;
    if (more > 0) lines.push(`  … and ${thousands(more)} more (--limit)`);
  }
  lines.push("", health.faults.length === 0 ? "Nothing is wrong." : "Wrong:");
  if (counts.messages === 0 && counts.pending === 0) {
    lines.push("No mail yet: patchtrail init, then patchtrail sync; or: patchtrail ingest PATH");
  }
  for (const fault of health.faults) lines.push(`  ${inertText(fault)}`);
  return `${lines.join("\n")}\n`;
}

/** What a repair did, in words. */
export function renderRepairs(done: readonly string[]): string {
  if (done.length === 0) return "Nothing had to be repaired.\n\n";
  return `${["Repaired", ...done.map((each) => `  ${inertText(each)}`)].join("\n")}\n\n`;
}
