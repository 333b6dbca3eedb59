import { once } from "node:events";
import { exportContract } from "../app/export.ts";
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
        for await (const row of exportContract(app, kind, options.list ?? null)) {
          // Waiting keeps memory flat when the reader of the pipe is slow.
          if (!process.stdout.write(`${JSON.stringify(row)}\n`))
            await once(process.stdout, "drain");
        }
      });
  }
};
