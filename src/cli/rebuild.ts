import { rebuild } from "../app/rebuild.ts";
import type { AddCommand } from "./command.ts";

/** `rebuild`: derived data anew from the mails as they came. */
export const addRebuild: AddCommand = (program, face) => {
  program
    .command("rebuild")
    .description("compute threads, series and TODOs anew from the stored mails")
    .action(async () => {
      const tracked = await rebuild(await face.app());
      face.out(`rebuilt: ${tracked.revisions} revisions, ${tracked.series} series`);
    });
};
