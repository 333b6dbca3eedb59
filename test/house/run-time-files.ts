import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Folders and files beside dist/ that a line of src/ names, from where it stands in dist/ too. */
export function readAtRunTime(): string[] {
  const sources = readdirSync("src", { recursive: true })
    .map((name) => path.join("src", String(name)))
    .filter((name) => name.endsWith(".ts"));
  const named = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/"((?:\.\.\/)+[\w./-]*)"/g)]
      .map(([, target = ""]) => path.relative(".", path.resolve(path.dirname(file), target)))
      .filter((target) => !target.startsWith("src") && target !== ""),
  );
  return [...new Set(named)].sort();
}
