import { backUp, restore } from "../app/upkeep/backup.ts";
import type { AddCommand } from "./command.ts";
import { databaseFile, readConfig } from "./environment.ts";
import { clock } from "./outbox.ts";
import { inertLines } from "./terminal.ts";

/** `backup FILE`: copies the database as it is at this moment, whatever else runs. */
export const addBackup: AddCommand = (program, face) => {
  program
    .command("backup")
    .description("copy the database into one checked file, also while other commands run")
    .argument("<file>", "the back-up; one that stood there before is replaced")
    .action(async (target: string) => {
      const globals = face.options();
      const file = databaseFile(globals, await readConfig(globals));
      const bytes = await backUp(file, target);
      face.out(inertLines(`backed up ${file} to ${target}: ${megabytes(bytes)}, checked`));
    });
};

/** `restore FILE`: puts a back-up in place of the database. */
export const addRestore: AddCommand = (program, face) => {
  program
    .command("restore")
    .description("put a back-up in place of the database; the former one is kept beside it")
    .argument("<file>", "a back-up, or any other patchtrail database")
    .action(async (source: string) => {
      const globals = face.options();
      const file = databaseFile(globals, await readConfig(globals));
      const { kept, held } = await restore(file, source, clock());
      const former = kept === null ? "there was none before" : `the former one is ${kept}`;
      face.out(inertLines(`restored ${file} from ${source}; ${former}`));
      if (held > 0)
        face.out(
          `${held} of the outbox may have left since: approve them again (patchtrail outbox)`,
        );
    });
};

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
