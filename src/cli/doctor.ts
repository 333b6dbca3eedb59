import { alone } from "../app/alone.ts";
import { examine } from "../app/upkeep/doctor.ts";
import { resume } from "../app/track/rebuild.ts";
import { repair } from "../app/upkeep/repair.ts";
import { ExitStatus } from "../errors.ts";
import { renderHealth, renderRepairs } from "../report/health.ts";
import type { AddCommand, Face } from "./command.ts";
import { cacheFolder, databaseFile, findConfigFile, readConfig } from "./environment.ts";
import { clock } from "./outbox.ts";
import { positive } from "./options.ts";

/** `doctor`: what is stored, what was odd, what was set aside, what is wrong with the set-up. */
export const addDoctor: AddCommand = (program, face) => {
  program
    .command("doctor")
    .description("check the set-up; list odd mails and what was set aside, with reasons")
    .option("--limit <n>", "name at most so many problems", positive, 50)
    .option("--repair", "mend what can be mended, derive anew what was cut off, and tell it")
    .option("--json", "print it as one JSON object")
    .action(async (options: { limit: number; json?: boolean; repair?: boolean }) => {
      const globals = face.options();
      const database = databaseFile(globals, await readConfig(globals));
      const repairs = options.repair === true ? await mend(face) : null;
      const configuration = findConfigFile(globals);
      const setUp = { database, configuration, node: process.version, now: clock() };
      const health = await examine(await face.app(), setUp, options.limit);
      if (options.json === true) face.json({ ...health, repairs });
      else face.out((repairs === null ? "" : renderRepairs(repairs)) + renderHealth(health));
      if (health.faults.length > 0) face.setStatus(ExitStatus.failed);
    });
};

/** Mends the files before they are opened as usual, then does what this left to be done. */
async function mend(face: Face): Promise<readonly string[]> {
  const globals = face.options();
  const config = await readConfig(globals);
  const places = {
    databaseFile: databaseFile(globals, config),
    cacheFolder: cacheFolder(config),
  };
  const { done } = await repair(places, clock());
  const app = await face.app();
  const { pending } = await app.store.counts();
  if (pending === 0) return done;
  await alone(app, () => resume(app));
  const left = pending - (await app.store.counts()).pending;
  return [...done, `${left} messages or series that waited: derived anew`];
}
