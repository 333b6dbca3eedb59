import type { AppContext } from "../app/context.ts";
import { TrackerError } from "../errors.ts";
import type { AddCommand, Face } from "./command.ts";
import { createAppContext, createWebContext, databaseFile } from "./environment.ts";
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
  const app = await createWebContext(face.options());
  let writing: Promise<AppContext> | null = null;
  try {
    const { config } = app;
    const host = options.host ?? config.web.host;
    const baseUrl = options.baseUrl ?? config.web.baseUrl;
    const own = baseUrl === null ? [] : [new URL(baseUrl).hostname.toLowerCase()];
    const report = (error: unknown): void =>
      face.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    // Loaded here: no other command needs a server.
    const [{ createWeb }, { DigestMaker }, { listen }, { SignIn }] = await Promise.all([
      import("../web/server.ts"),
      import("../web/digest-maker.ts"),
      import("../web/listen.ts"),
      import("../web/sign-in.ts"),
    ]);
    const digests = new DigestMaker(
      { config, databaseFile: databaseFile(face.options(), config), cacheFolder: app.cacheFolder },
      report,
    );
    checkTokens(app);
    const web = createWeb(app, {
      baseUrl,
      names: new Set([host.toLowerCase(), ...own, ...config.web.names]),
      version: face.version,
      digests,
      signIn: new SignIn({
        proxy: config.web.signIn.proxy,
        tokens: config.secrets.webTokens,
        secure: baseUrl?.startsWith("https:") ?? false,
        now: Date.now,
      }),
      openForWriting: () => (writing ??= createAppContext(face.options())),
      now: Date.now,
      report,
    });
    const stopping = nextSignal();
    const { port, stop } = await listen(web, { host, port: options.port ?? config.web.port });
    const shown = host.includes(":") ? `[${host}]` : host;
    face.out(`Listening on ${baseUrl ?? `http://${shown}:${port}`}/ (stop with Ctrl-C)`);
    await stopping;
    await Promise.all([stop(), digests.stop()]);
  } finally {
    await app.store.close();
    await (await (writing as Promise<AppContext> | null))?.store.close();
  }
}

/** People whose token is missing cannot sign in: better told now than looked for later. */
function checkTokens({ config }: AppContext): void {
  const { people } = config.web.signIn;
  const missing = people.find(({ name }) => config.secrets.webTokens.get(name) === null);
  if (missing === undefined) return;
  throw new TrackerError(
    "config-invalid",
    `${missing.name} has no token: ${missing.tokenVariable} is not set`,
    { hint: "set it in the environment of this program, or take the person out of web.signIn" },
  );
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
