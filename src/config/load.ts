import { parseDocument } from "yaml";
import { TrackerError, ExitStatus } from "../errors.ts";
import type { Config } from "../model/config.ts";
import { type Fault, schemaFaults } from "./faults.ts";
import { normaliseConfig } from "./normalise.ts";
import { ruleFaults } from "./rules.ts";
import { configSchema } from "./schema.ts";

/**
 * Reads the text of a configuration file (YAML 1.2).
 *
 * Opens nothing: that the paths exist is for those to find who read them. Secrets come from
 * `environment` alone (`GITHUB_TOKEN`); nothing else is taken from it.
 *
 * @param name the file's name, for messages
 * @throws TrackerError config-invalid, naming all faults at once with path, expected and found,
 *   or the lines where it is no YAML
 */
export function loadConfig(
  text: string,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const data = readYaml(text, name);
  const parsed = configSchema.safeParse(data);
  const faults = [...(parsed.success ? [] : schemaFaults(parsed.error, data)), ...ruleFaults(data)];
  if (!parsed.success || faults.length > 0) throw invalid(name, faults.map(showFault));
  return normaliseConfig(parsed.data, environment);
}

function readYaml(text: string, name: string): unknown {
  const document = parseDocument(text, { prettyErrors: true, logLevel: "error" });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => {
      const line = error.linePos?.[0].line;
      const what = error.message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "");
      return `line ${line ?? "?"}: ${what ?? error.code}`;
    });
    throw invalid(name, faults);
  }
  try {
    // An empty file, or one of comments only, is a configuration in which all is default.
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw invalid(name, [error instanceof Error ? error.message : "aliases nested too deep"]);
  }
}

function showFault(fault: Fault): string {
  const place = fault.path === "" ? "the file" : fault.path;
  return `${place}: expected ${fault.expected}, found ${fault.found}`;
}

function invalid(name: string, faults: readonly string[]): TrackerError {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  const lines = faults.map((fault) => `\n  ${fault}`).join("");
  return new TrackerError("config-invalid", `${name} has ${count}:${lines}`, {
    exitStatus: ExitStatus.usage,
    hint: "docs/configuration.md lists every key; patchtrail init writes a file to start from",
  });
}
