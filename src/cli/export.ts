import { once } from "node:events";
import type { AppContext } from "../app/context.ts";
import { exportContract } from "../app/upkeep/export.ts";
import type { AddCommand } from "./command.ts";
import { knownLists } from "./known-list.ts";

const KINDS = ["messages", "revisions", "links", "todos", "series"] as const;

/** `export KIND [--list NAME]`: JSON Lines, one stable order. */
export const addExport: AddCommand = (program, face) => {
  const command = program.command("export").description("write all data of one kind as JSON Lines");
  for (const kind of KINDS) {
    command
      .command(kind)
      .description(
        `every ${kind === "series" ? "series" : kind.slice(0, -1)}, one JSON object a line`,
      )
      .option("--list <name>", "only of this list")
      .action(async (options: { list?: string }) => {
        const app = await face.app();
        if (options.list !== undefined) await knownLists(app, options.list);
        await write(app, kind, options.list ?? null);
      });
  }
  command
    .command("decisions")
    .description("every decision by hand, for `decisions import`, one JSON object a line")
    .action(async () => write(await face.app(), "decisions", null));
};

async function write(
  app: AppContext,
  kind: Parameters<typeof exportContract>[1],
  list: string | null,
) {
  for await (const row of exportContract(app, kind, list)) {
    // Waiting keeps memory flat when the reader of the pipe is slow.
    if (!process.stdout.write(`${JSON.stringify(row)}\n`)) await once(process.stdout, "drain");
  }
}
