import { existsSync, writeFileSync } from "node:fs";
import { configTemplate } from "../config/template.ts";
import { TrackerError } from "../errors.ts";
import type { AddCommand } from "./command.ts";
import { CONFIG_NAME } from "./environment.ts";

/** `init [FILE]`: a commented configuration to start from; never overwrites one. */
export const addInit: AddCommand = (program, face) => {
  program
    .command("init")
    .description("write a commented configuration for linuxppc-dev and amd-gfx")
    .argument("[file]", "where to write it", CONFIG_NAME)
    .action((file: string) => {
      if (existsSync(file)) {
        throw new TrackerError("failed", `${file} is there already and stays as it is`, {
          hint: `name another: patchtrail init other.yaml`,
        });
      }
      writeFileSync(file, configTemplate());
      face.out(`wrote ${file}: look through it, then run: patchtrail sync`);
    });
};
