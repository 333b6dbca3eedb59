import { dropDecisions, importDecisions, listDecisionRows } from "../app/decide/decisions.ts";
import { renderDecisions, renderDropped } from "../report/decisions.ts";
import type { AddCommand } from "./command.ts";
import { apartFromCommands, positive } from "./options.ts";

/** `decisions [drop|import]`: what people decided by hand. */
export const addDecisions: AddCommand = (program, face) => {
  const decisions = program
    .command("decisions")
    .description("list what was decided by hand: links, unlinks, TODOs")
    .option("--json", "one JSON object a line")
    .action(async (options: { json?: boolean }) => {
      const rows = await listDecisionRows(await face.app());
      if (options.json === true) for (const { decision } of rows) face.json(decision);
      else face.out(renderDecisions(rows, face));
    });
  apartFromCommands(decisions)
    .command("drop")
    .description("take decisions back, as if they had never been made")
    .argument("<number...>", "their numbers in the list", numbers)
    .option("--dry-run", "say what would be dropped, and drop nothing")
    .action(async (ids: number[], { dryRun = false }: { dryRun?: boolean }) => {
      const rows = await dropDecisions(await face.app(), ids, dryRun);
      face.out(renderDropped(rows, dryRun));
    });
  decisions
    .command("import")
    .description("bring in what `export decisions` wrote; twice changes nothing")
    .argument("<file>", "JSON Lines")
    .option("--dry-run", "say what would be new, and change nothing")
    .action(async (file: string, { dryRun = false }: { dryRun?: boolean }) => {
      const { read, added, idle } = await importDecisions(await face.app(), file, dryRun);
      const others = added < read ? "; the others are known" : "";
      const waiting = idle > 0 ? `; ${idle} wait for mails that are not stored` : "";
      const would = dryRun ? "would be " : "";
      face.out(`${would}imported: ${added} of ${read} decisions${others}${waiting}`);
    });
};

function numbers(text: string, before: readonly number[] = []): number[] {
  return [...before, positive(text)];
}
