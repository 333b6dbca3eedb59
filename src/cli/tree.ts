import { alone } from "../app/alone.ts";
import { forgetTree, readTree } from "../app/ingest/read-tree.ts";
import { resume } from "../app/track/rebuild.ts";
import type { AddCommand } from "./command.ts";
import { collected, day, listName } from "./options.ts";
import { renderSummaries } from "./summary.ts";

interface TreeOptions {
  readonly name?: string;
  readonly branch?: string;
  readonly since?: number;
  readonly list: readonly string[];
  readonly forget?: boolean;
  readonly json?: boolean;
}

/** `tree PATH`: reads the commits of a git tree, to find the patches that were applied there. */
export const addTree: AddCommand = (program, face) => {
  program
    .command("tree")
    .description("read the commits of a git tree: which patches were applied there")
    .argument("<place>", "a clone, a bare repository, a bundle, an address; with --forget a name")
    .option("--name <name>", "what to call it: powerpc/next (default: after its place)")
    .option("--branch <branch>", "the branch to read (default: the one checked out)")
    .option("--since <day>", "pass over commits committed before this day", day)
    .option(
      "--list <name>",
      "only for series of this list; may be repeated",
      collected(listName),
      [],
    )
    .option("--forget", "take back all that the tree of this name told")
    .option("--json", "print the summary as JSON")
    .action(async (place: string, options: TreeOptions) => {
      const app = await face.app();
      const { name = null, branch = null, since = null, list: lists } = options;
      const read = () =>
        options.forget === true
          ? forgetTree(app, place)
          : readTree(app, { place, name, branch, since, lists });
      const { summary, tracked } = await alone(app, async () => {
        const summary = await read();
        return { summary, tracked: await resume(app) };
      });
      if (options.json === true) face.json({ trees: [summary], tracked });
      else face.out(renderSummaries([], tracked, face.paint, [summary]));
    });
};
