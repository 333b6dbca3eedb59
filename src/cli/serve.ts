import { createWebContext } from "./environment.ts";
import type { AddCommand, Face } from "./command.ts";
import { portNumber, webOrigin } from "./options.ts";

interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly baseUrl?: string;
}

/** `serve`: the web pages, until it is told to stop. */
export const addServe: AddCommand = (program, face) => {
  program
    .command("serve")
    .description("serve the web pages; only reads, and only for this machine unless told otherwise")
    .option("--host <address>", "listen on this address (default: 127.0.0.1)")
    .option("--port <n>", "listen on this port (default: 8080)", portNumber)
    .option("--base-url <url>", "address that readers see, behind a reverse proxy", webOrigin)
    .action((options: ServeOptions) => serve(face, options));
};

async function serve(face: Face, options: ServeOptions) {
  const app = createWebContext(face.options());
  // Loaded here: no other command needs a server.
  const [{ createWeb }, { listen }] = await Promise.all([
    import("../web/server.ts"),
    import("../web/listen.ts"),
  ]);
  try {
    const host = options.host ?? "127.0.0.1";
    const baseUrl = options.baseUrl ?? null;
    const names = new Set([
      host.toLowerCase(),
      ...(baseUrl === null ? [] : [new URL(baseUrl).hostname]),
    ]);
    const web = createWeb(app, {
      baseUrl,
      names,
      version: face.version,
      report: (error) =>
        face.err(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    const stopping = nextSignal();
    const { port, stop } = await listen(web, { host, port: options.port ?? 8080 });
    const shown = host.includes(":") ? `[${host}]` : host;
    face.out(`Listening on ${baseUrl ?? `http://${shown}:${port}`}/ (stop with Ctrl-C)`);
    await stopping;
    await stop();
  } finally {
    await app.store.close();
  }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
