import { spawn } from "node:child_process";
import { TrackerError } from "../errors.ts";

/**
 * Opens a page in the user's browser: `$BROWSER`, else what the system takes. No shell is involved,
 * and nothing but http and https addresses is opened.
 *
 * @throws TrackerError `failed` when there is no such program, `usage` for another kind of address
 */
export async function openLink(url: string): Promise<void> {
  const { protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    throw new TrackerError("usage", `not opened, it is no web page: ${url}`);
  const [program = "", ...args] = opener();
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (cause) =>
      reject(
        new TrackerError("failed", `cannot start ${program} to open ${url}`, {
          cause,
          hint: "name your browser in BROWSER",
        }),
      ),
    );
  });
  child.unref();
}

function opener(): string[] {
  // A list of programs with colons between them, by an old custom; the first one counts.
  const named = (process.env["BROWSER"] ?? "").split(":")[0]?.trim() ?? "";
  if (named !== "") return named.split(/\s+/).filter((word) => word !== "%s");
  if (process.platform === "darwin") return ["open"];
  return process.platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
}
