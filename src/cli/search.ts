import { parseTerms, searchMail } from "../app/search.ts";
import { ExitStatus } from "../errors.ts";
import { renderHits } from "../report/search.ts";
import type { AddCommand } from "./command.ts";
import { positive } from "./options.ts";
import { knownLists } from "./known-list.ts";

/** `search TERM…`: mails that hold all words and phrases, newest first. */
export const addSearch: AddCommand = (program, face) => {
  program
    .command("search")
    .description('find mails by words and "phrases"; -word leaves out')
    .argument("<term...>", "words; quote phrases for the shell: '\"memory hotplug\"'")
    .option("--list <name>", "only mails of this list")
    .option("--limit <n>", "at most so many", positive, 20)
    .option("--json", "one JSON object a line")
    .addHelpText(
      "after",
      "\nA term that begins with a minus sign goes behind --: patchtrail search -- eeh -vfio",
    )
    .action(async (words: string[], options: { list?: string; limit: number; json?: boolean }) => {
      const app = await face.app();
      if (options.list !== undefined) await knownLists(app, options.list);
      const hits = await searchMail(app, parseTerms(words), options);
      if (options.json === true) for (const hit of hits) face.out(JSON.stringify(hit));
      else if (hits.length > 0)
        face.out(renderHits(hits, { width: face.columns, paint: face.paint }));
      if (hits.length === 0) {
        face.err("no mail holds all of that");
        face.setStatus(ExitStatus.failed);
      }
    });
};
