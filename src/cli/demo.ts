import { fileURLToPath } from "node:url";
import type { AddCommand } from "./command.ts";
import { runDemo } from "./run-demo.ts";

/** `demo`: the main job on the sample archives that come with the program. */
export const addDemo: AddCommand = (program, face) => {
  program
    .command("demo")
    .description("do the whole job on the sample archives that come with patchtrail")
    .action(() => runDemo(face, fileURLToPath(new URL("../../samples/", import.meta.url))));
};
