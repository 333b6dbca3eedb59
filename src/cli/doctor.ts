import { examine } from "../app/doctor.ts";
import { ExitStatus } from "../errors.ts";
import { renderHealth } from "../report/health.ts";
import type { AddCommand } from "./command.ts";
import { databaseFile, findConfigFile, readConfig } from "./environment.ts";
import { clock } from "./outbox.ts";
import { positive } from "./options.ts";

/** `doctor`: what is stored, what was odd, what was set aside, what is wrong with the set-up. */
export const addDoctor: AddCommand = (program, face) => {
  program
    .command("doctor")
    .description("check the set-up; list odd mails and what was set aside, with reasons")
    .option("--limit <n>", "name at most so many problems", positive, 50)
    .option("--json", "print it as one JSON object")
    .action(async (options: { limit: number; json?: boolean }) => {
      const globals = face.options();
      const database = databaseFile(globals, await readConfig(globals));
      const configuration = findConfigFile(globals);
      const setUp = { database, configuration, node: process.version, now: clock() };
      const health = await examine(await face.app(), setUp, options.limit);
      face.out(options.json === true ? JSON.stringify(health) : renderHealth(health));
      if (health.faults.length > 0) face.setStatus(ExitStatus.failed);
    });
};
