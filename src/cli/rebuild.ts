import { alone } from "../app/alone.ts";
import { rebuild } from "../app/track/rebuild.ts";
import type { AddCommand } from "./command.ts";

/** `rebuild`: derived data anew from the mails as they came. */
export const addRebuild: AddCommand = (program, face) => {
  program
    .command("rebuild")
    .description("compute threads, series and TODOs anew from the stored mails")
    .action(async () => {
      const app = await face.app();
      const tracked = await alone(app, () => rebuild(app));
      face.out(`rebuilt: ${tracked.revisions} revisions, ${tracked.series} series`);
    });
};
