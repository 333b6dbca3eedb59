import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SMTPServerOptions } from "smtp-server";
import { expect, test } from "vitest";
import { jsonLines, quickly, startPatchtrail, withFolder } from "../support/cli.ts";
import { checkHtml } from "../support/html-check.ts";
import { makeCertificate, refusal, startMailServer } from "../support/mail-server.ts";

const bundle = path.resolve("samples/widget-dev.bundle");
const WEEK = ["--week", "2025-W08"];
const PASSWORD = "correct horse battery";

function setUp(folder: string, mail: string, rest: string): void {
  writeFileSync(
    path.join(folder, "patchtrail.yaml"),
    `database: x.db\nlists: [{name: widget-dev}]\nmail:\n  from: Patchtrail <digest@example.org>\n${mail}\n${rest}\n`,
  );
  const run = quickly(folder, "ingest", "--list", "widget-dev", bundle);
  if (run.status !== 0) throw new Error(run.err);
}

const plain = (port: number) => `  smtp: {host: 127.0.0.1, port: ${port}, security: none}`;

async function run(folder: string, ...args: string[]) {
  return startPatchtrail(folder, args).ended;
}

test("a digest is planned, shown, approved and sent once, over TLS and with a password", async () => {
  await withFolder(async (folder) => {
    const { cert, key, file } = makeCertificate(folder);
    const logins: unknown[] = [];
    const server = await startMailServer({
      secure: true,
      authOptional: false,
      cert,
      key,
      onAuth: (auth, _, done) => {
        logins.push(auth.password);
        done(null, { user: auth.username });
      },
    });
    setUp(
      folder,
      `  smtp: {host: localhost, port: ${server.port}, security: tls, user: digest}`,
      "subscriptions: [{to: ada@example.org, list: widget-dev}]",
    );
    const secret = { PATCHTRAIL_SMTP_PASSWORD: PASSWORD, NODE_EXTRA_CA_CERTS: file };
    const all: string[] = [];
    const withPassword = async (...args: string[]) => {
      const outcome = await startPatchtrail(folder, args, secret).ended;
      all.push(outcome.out, outcome.err);
      return outcome;
    };
    const dry = await withPassword("digest", "--send", "--dry-run", ...WEEK);
    expect(dry.out).toContain("ada@example.org: digest widget-dev: week 2025-W08");
    expect((await withPassword("outbox")).out).toBe("Nothing waits to leave.\n");
    const planned = await withPassword("digest", "--send", ...WEEK);
    expect(planned.out).toContain("patchtrail outbox approve --all");
    expect(server.received).toEqual([]);
    const shown = await withPassword("outbox", "show", "1");
    expect(shown.out).toContain("RE-ROLLED (1)");
    expect((await withPassword("outbox", "send")).out).toContain("Nothing is approved");
    await withPassword("outbox", "approve", "1");
    const without = await startPatchtrail(folder, ["outbox", "send"]).ended;
    expect(without.err).toMatch(
      /no password for digest is given \[config-missing\]\n.*PATCHTRAIL_SMTP_PASSWORD/,
    );
    expect(without.status).toBe(2);
    const untrusted = await startPatchtrail(folder, ["outbox", "send"], {
      PATCHTRAIL_SMTP_PASSWORD: PASSWORD,
    }).ended;
    expect(untrusted.status).toBe(3);
    expect(untrusted.out).toMatch(/later {4}mail to ada@example\.org[^]*self-signed certificate/);
    expect(server.received).toEqual([]);
    await withPassword("outbox", "list", "--json");
    expect(logins).toEqual([]);
    // Its next try is minutes away; a person may ask for it now.
    expect((await withPassword("outbox", "send")).out).toContain("Nothing is due");
    await withPassword("outbox", "approve", "1");
    const sent = await withPassword("outbox", "send");
    expect(sent).toMatchObject({ status: 0 });
    await withPassword("digest", "--send", ...WEEK);
    await withPassword("outbox", "send");
    expect(server.received).toHaveLength(1);
    expect(logins).toEqual([PASSWORD]);
    const digest = quickly(folder, "digest", "widget-dev", ...WEEK).out;
    expect(server.received[0]?.parsed.text?.startsWith(digest.trimEnd())).toBe(true);
    const { html } = server.received[0]?.parsed ?? {};
    expect(checkHtml(String(html))).toEqual([]);
    expect(html).toContain("week 2025-W08</h1>");
    expect(html).toContain('src="data:image/png;base64,');
    const history = await withPassword("outbox", "list", "--all", "--json");
    const id = server.received[0]?.parsed.messageId?.slice(1, -1);
    expect(jsonLines(history.out)).toMatchObject([{ state: "sent", remoteId: id }]);

    const files = readdirSync(folder).filter((name) => name.startsWith("x.db"));
    const bytes = files.map((name) => readFileSync(path.join(folder, name), "latin1"));
    expect([...all, ...bytes].join("\n")).not.toContain(PASSWORD);
    await server.close();
  });
});

test("STARTTLS is needed, not tried, and a password goes over it", async () => {
  await withFolder(async (folder) => {
    const { cert, key, file } = makeCertificate(folder);
    const onAuth: SMTPServerOptions["onAuth"] = (auth, { secure }, done) =>
      done(auth.password === PASSWORD && secure ? null : refusal(535, "no"), { user: "x" });
    const server = await startMailServer({
      authOptional: false,
      disabledCommands: [],
      cert,
      key,
      onAuth,
    });
    const open = await startMailServer();
    const rest = `outbox: {approve: auto}
subscriptions: [{to: a@example.org, list: widget-dev}]`;
    const secret = { PATCHTRAIL_SMTP_PASSWORD: PASSWORD, NODE_EXTRA_CA_CERTS: file };
    const send = () => startPatchtrail(folder, ["digest", "--send", ...WEEK], secret).ended;
    setUp(folder, `  smtp: {host: localhost, port: ${open.port}, user: digest}`, rest);
    expect((await send()).status).toBe(3);
    expect(open.received).toEqual([]);
    setUp(folder, `  smtp: {host: localhost, port: ${server.port}, user: digest}`, rest);
    await run(folder, "outbox", "approve", "1");
    expect((await send()).status).toBe(0);
    expect(server.received.map(({ secure }) => secure)).toEqual([true]);
    await open.close();
    await server.close();
  });
});

test("subscribers get what they asked for, and nothing when there is nothing to say", async () => {
  await withFolder(async (folder) => {
    const server = await startMailServer();
    setUp(
      folder,
      plain(server.port),
      `outbox: {approve: auto}
subscriptions:
  - {to: a@example.org, list: widget-dev}
  - {to: a@example.org, list: widget-dev}
  - {to: b@example.org, paths: [drivers/nothing/]}
  - {to: c@example.org, list: gone-dev}
  - {to: d@example.org, person: nobody-at-all}
  - {to: e@example.org, search: "frobnicate zzz"}
  - {to: f@example.org, list: widget-dev, every: day, zone: Asia/Tokyo}
  - {to: g@example.org, paths: [drivers/widget/debugfs.c]}
  - {to: h@example.org, search: "DEFINE_SHOW_ATTRIBUTE"}
  - {to: i@example.org, person: Tomas Okafor}
  - {to: j@example.org, paths: [drivers/widget/wx200.c]}`,
    );
    const late = await run(folder, "digest", "--send", "--dry-run");
    expect(late.out).toContain("patchtrail digest --send --week 2025-W09 sends the digests");
    const first = await run(folder, "digest", "--send", ...WEEK);
    const words = first.out.replaceAll(/\s+/g, " ");
    expect(words).toContain("b@example.org: nothing about widget-dev, only drivers/nothing/");
    expect(words).toContain("no mail of a list gone-dev is stored");
    expect(words).toContain("nobody called nobody-at-all wrote a mail");
    const to = server.received.map((mail) => mail.to.join());
    expect(to.filter((each) => each === "a@example.org")).toHaveLength(1);
    expect(to.filter((each) => "b@ c@ d@ e@ f@ j@".includes(each.slice(0, 2)))).toEqual([]);
    const mailTo = (name: string) =>
      server.received.find((mail) => mail.to[0] === `${name}@example.org`)?.parsed;
    for (const name of ["g", "h"]) {
      expect(mailTo(name)?.text).toContain("* widget: show the queue state in debugfs");
      expect(mailTo(name)?.text).toContain("  Mails       4  from 2 people");
      expect(mailTo(name)?.text).not.toContain("wx200");
    }
    expect(mailTo("g")?.subject).toBe("widget-dev: week 2025-W08, only drivers/widget/debugfs.c");
    expect(mailTo("a")?.text).toContain("wx200");
    expect(mailTo("i")?.subject).toMatch(/^2025-W08: you owe (\d+ things?|nothing), you are owed /);
    expect(mailTo("i")?.html).toMatch(/<h1[^>]*>Tomas Okafor: week 2025-W08<[^]*wx200/);
    for (const { parsed } of server.received) expect(checkHtml(String(parsed.html))).toEqual([]);
    expect(mailTo("i")?.text).toMatch(/^Tomas Okafor: week 2025-W08\n[^]*Owes\n[^]*wx200/);
    await run(folder, "digest", "--send", ...WEEK);
    expect(server.received).toHaveLength(to.length);
    await server.close();
  });
});

test("a series that went to two lists is told of once to who asked for its files", async () => {
  await withFolder((folder) => {
    setUp(folder, "", `subscriptions: [{to: a@example.org, paths: [drivers/]}]`);
    quickly(folder, "ingest", "--list", "another-dev", bundle);
    const look = () => quickly(folder, "digest", "--dry-run", "--json", ...WEEK).out;
    const due = jsonLines(look());
    expect(jsonLines(look())).toEqual(due);
    expect(due.map(({ about, quiet }) => [about, quiet])).toEqual([
      ["another-dev, only drivers/", null],
      ["widget-dev, only drivers/", "nothing was written"],
    ]);
  });
});

test("a refusal is told with its reason, and greylisting comes back later", async () => {
  await withFolder(async (folder) => {
    const server = await startMailServer({
      onRcptTo: ({ address }, _, done) =>
        done(
          address.startsWith("gone") ? refusal(550, "no such user") : refusal(450, "greylisted"),
        ),
    });
    setUp(
      folder,
      plain(server.port),
      `outbox: {approve: auto}
subscriptions:
  - {to: gone@example.org, list: widget-dev}
  - {to: slow@example.org, list: widget-dev}`,
    );
    const sent = await run(folder, "digest", "--send", ...WEEK);
    expect(sent.status).toBe(1);
    const list = (await run(folder, "outbox")).out;
    expect(list).toMatch(/failed {4}mail to gone@example\.org[^]*550 no such user/);
    expect(list).toMatch(/approved {2}mail to slow@example\.org[^]*450 greylisted[^]*1 try; next/);
    expect((await run(folder, "outbox", "send")).out).toContain("Nothing is due");
    expect((await run(folder, "doctor")).out).toContain(
      "1 of the outbox failed or have no outcome",
    );
    await server.close();
  });
});

test.each([
  [["outbox", "show", "7"], "there is no delivery 7", 1],
  [["outbox", "approve"], "nothing is named", 2],
  [["outbox", "approve", "x"], "whole number", 2],
  [["digest", "--send"], "nobody has subscribed", 2],
  [["digest", "widget-dev", "--send"], "takes no list", 2],
])("%j is refused in words", async (args, words, status) => {
  await withFolder((folder) => {
    const outcome = quickly(folder, "--db", "x.db", ...args);
    expect(outcome.err).toContain(words);
    expect(outcome.status).toBe(status);
  });
});
