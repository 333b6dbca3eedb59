import { spawn } from "node:child_process";
import path from "node:path";

const MAIN = path.resolve("dist/cli/main.js");

/** A server of the built program. */
export interface RunningServer {
  /** `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Asks it to stop as a service manager does; gives its exit status. */
  readonly stop: () => Promise<number | null>;
  /** What it wrote to standard error. */
  readonly errors: () => string;
}

/** Starts `serve` in a folder, on a port that is free. */
export function startServer(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const child = spawn(process.execPath, [MAIN, ...args, "serve", "--port", "0"], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      XDG_DATA_HOME: path.join(folder, "data"),
      XDG_CACHE_HOME: path.join(folder, "cache"),
      TZ: "UTC",
      NO_COLOR: "1",
      ...environment,
    },
  });
  let out = "";
  let err = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stderr.on("data", (text) => (err += String(text)));
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      out += String(text);
      const port = /:(\d+)\/ /.exec(out)?.[1];
      if (port === undefined) return;
      const stop = () => {
        child.kill("SIGTERM");
        return ended;
      };
      resolve({ origin: `http://127.0.0.1:${port}`, stop, errors: () => err });
    });
    void ended.then(() => reject(new Error(`serve ended: ${err}`)));
  });
}
