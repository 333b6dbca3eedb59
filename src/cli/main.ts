#!/usr/bin/env node
import { ExitStatus } from "../errors.ts";
import { runCommand } from "./run.ts";

// `patchtrail export … | head` closes our output: that is an end, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exitCode = ExitStatus.ok;
  process.exit();
});

process.exitCode = await runCommand(process.argv);
