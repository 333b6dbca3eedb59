import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPatchtrail, withFolder } from "../support/cli.ts";
import { FakeGithub, TOKEN } from "../support/github-server.ts";
import { type MailServer, refusal, startMailServer } from "../support/mail-server.ts";

const bundle = path.resolve("samples/widget-dev.bundle");
const WEEK = ["--week", "2025-W08"];
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const PASSWORD = "correct-horse-battery";
const HOOK = "T000-hook-path";
const SIGNING = "json-signing-key";
const MATRIX = "syt_matrix_access";
/** What a mail server is told of the password. */
const TOLD = [
  PASSWORD,
  Buffer.from(PASSWORD).toString("base64"),
  Buffer.from(`\0digest\0${PASSWORD}`).toString("base64"),
];
const SECRETS = [
  TOKEN,
  HOOK,
  SIGNING,
  MATRIX,
  ...TOLD,
  // Any line of the key is the key's.
  ...privateKey.split("\n").filter((line) => line.length > 32),
];

let github: FakeGithub;
let mail: MailServer;
let hook: Server;
beforeEach(async () => {
  github = await new FakeGithub().start();
  github.addRepository("jane/widgets");
  // Everybody refuses, and repeats what they were told in confidence.
  mail = await startMailServer({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_auth, _, done) => done(refusal(535, `no ${TOLD.join(" ")}`)),
  });
  hook = createServer((request, response) => {
    response.writeHead(403, { "content-type": "text/plain" });
    response.end(`403 ${request.url} ${JSON.stringify(request.headers)}`);
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await github.stop();
  await mail.close();
  await new Promise((resolve) => hook.close(resolve));
});

const configuration = (): string => `database: x.db
lists: [{name: widget-dev}]
outbox: {approve: auto}
mail:
  from: digest@example.org
  smtp: {host: 127.0.0.1, port: ${mail.port}, security: none, user: digest}
subscriptions: [{to: ada@example.org, list: widget-dev}]
webhooks:
  - {name: chat, kind: slack, urlVariable: CHAT_URL}
  - {name: room, kind: matrix, urlVariable: HOME_URL, secretVariable: HOME_TOKEN, room: "!a:example.org"}
  - {name: data, kind: json, urlVariable: CHAT_URL, secretVariable: DATA_KEY}
github:
  repository: jane/widgets
  baseUrl: ${github.base}
  minAgeDays: 0
  minConfidence: 0.3
  throttle: false
`;

function secretsOf(): Record<string, string> {
  const home = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  return {
    GITHUB_TOKEN: TOKEN,
    GITHUB_APP_PRIVATE_KEY: privateKey,
    PATCHTRAIL_SMTP_PASSWORD: PASSWORD,
    CHAT_URL: `${home}/services/${HOOK}`,
    HOME_URL: home,
    HOME_TOKEN: MATRIX,
    DATA_KEY: SIGNING,
  };
}

test("no secret is in any output, --json or the database, though all servers repeat them", async () => {
  await withFolder(async (folder) => {
    writeFileSync(path.join(folder, "patchtrail.yaml"), configuration());
    const said = new Map<string, string>();
    const run = async (...args: string[]): Promise<number | null> => {
      const { out, err, status } = await startPatchtrail(folder, args, secretsOf()).ended;
      said.set(`${said.size} ${args.join(" ")}`, out + err);
      return status;
    };
    await run("ingest", "--list", "widget-dev", bundle);
    const words = { message: `refused: authorization: token ${TOKEN}, ${TOKEN}` };
    github.mishap = (method) =>
      method === "GET" ? null : { kind: "status", status: 422, ...words };
    expect(await run("issues", "--apply", "--json")).toBe(1);
    expect(await run("digest", "--send", ...WEEK)).toBe(3);
    expect(await run("webhooks", "--send", "--json", ...WEEK)).toBe(1);
    github.mishap = () => ({ kind: "status", status: 403, ...words });
    expect(await run("issues")).not.toBe(0);
    await run("issues", "adopt");
    await run("outbox", "list", "--all");
    await run("outbox", "list", "--all", "--json");
    for (const id of ["1", "2", "3", "4"]) await run("outbox", "show", id);
    await run("doctor");
    await run("doctor", "--json");
    // An app whose key does not fit signs in to nothing.
    const app = "  app: {id: 1, installation: 2}\n";
    writeFileSync(path.join(folder, "patchtrail.yaml"), configuration() + app);
    await run("issues", "--apply");
    expect([...said.values()].join("\n")).toMatch(/answered 403[^]*535 no …/);

    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files) said.set(file, readFileSync(file, "latin1"));
    expect(files.some((file) => file.endsWith("x.db"))).toBe(true);
    for (const [where, text] of said) {
      for (const secret of SECRETS)
        expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
    }
  });
});
