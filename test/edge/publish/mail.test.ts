import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import { createMailPublisher } from "../../../src/publish/mail.ts";
import { withFolder } from "../../support/cli.ts";
import { aDelivery, aMailConfig } from "../../support/deliveries.ts";
import { type MailServer, refusal, startMailServer } from "../../support/mail-server.ts";

let server: MailServer | undefined;
const handOver = vi.fn(async () => {});
afterEach(async () => {
  handOver.mockClear();
  await server?.close();
  server = undefined;
});

async function send(port: number, user: string | null = null, password: string | null = null) {
  const smtp = { host: "127.0.0.1", port, security: "none" as const, user };
  const publisher = createMailPublisher(aMailConfig(port, { smtp }), password);
  if (publisher === null) throw new Error("mail is configured");
  try {
    return await publisher.send(aDelivery(), handOver);
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
}

test("a mail is handed over and called by its Message-ID", async () => {
  server = await startMailServer();
  const sent = await send(server.port);
  const [mail] = server.received;
  expect(mail?.from).toBe("digest@lists.example.org");
  expect(mail?.to).toEqual(["ada@example.org"]);
  expect(sent).toEqual({ remoteId: mail?.parsed.messageId?.slice(1, -1) });
  expect(mail?.parsed.text).toContain("Nothing moved.");
});

const fails = (code: number) => ({
  RCPT: {
    onRcptTo: (_: unknown, __: unknown, done: (e?: Error) => void) =>
      done(refusal(code, "not here")),
  },
  MAIL: {
    onMailFrom: (_: unknown, __: unknown, done: (e?: Error) => void) =>
      done(refusal(code, "not you")),
  },
});

test.each([
  ["an unknown recipient", fails(550).RCPT, { retry: false, channelDown: false }],
  ["greylisting", fails(450).RCPT, { retry: true, channelDown: false }],
  ["a sender that is refused", fails(550).MAIL, { retry: true, channelDown: true }],
  [
    "a server that is shut",
    { onConnect: (_: unknown, done: (e?: Error) => void) => done(refusal(554, "go away")) },
    { retry: true, channelDown: true },
  ],
  ["a mail that is too big", { size: 10 }, { retry: false }],
])("%s", async (_, options, expected) => {
  server = await startMailServer(options);
  const error = await send(server.port);
  expect(error).toMatchObject({ ...expected, mayHaveArrived: false });
  expect(server.received).toEqual([]);
});

test.each([
  [554, { retry: false, mayHaveArrived: false }],
  [451, { retry: true, mayHaveArrived: false }],
])("a mail that is refused with %i once it is there", async (code, expected) => {
  server = await startMailServer({}, () => {
    throw refusal(code, "no such mail");
  });
  expect(await send(server.port)).toMatchObject(expected);
});

test("without leave to hand it over nothing is sent", async () => {
  server = await startMailServer();
  handOver.mockRejectedValueOnce(new Error("no longer ours"));
  expect(await send(server.port)).toMatchObject({ mayHaveArrived: false });
  expect(server.received).toEqual([]);
});

test("only what was not handed over is known not to have arrived", async () => {
  const publisher = createMailPublisher(aMailConfig(25), null);
  expect(await publisher?.find(aDelivery({ handedOver: true }))).toBe("unknown");
  expect(await publisher?.find(aDelivery({ handedOver: false }))).toBe("absent");
});

test("nobody there: to be tried again, and the way out is shut", async () => {
  server = await startMailServer();
  const { port } = server;
  await server.close();
  server = undefined;
  expect(await send(port)).toMatchObject({ retry: true, channelDown: true, mayHaveArrived: false });
});

/** A server that cuts the connection after it read so much of the dialogue. */
async function cutAfter(pattern: RegExp): Promise<net.Server & { port: number }> {
  const cutting = net.createServer((socket) => {
    let heard = "";
    let inData = false;
    socket.on("error", () => {});
    socket.write("220 ready\r\n");
    socket.on("data", (chunk) => {
      heard += String(chunk);
      if (pattern.test(heard)) return socket.destroy();
      if (inData) return;
      for (const line of String(chunk).split("\r\n").slice(0, -1)) {
        inData = line === "DATA";
        socket.write(inData ? "354 go on\r\n" : "250 fine\r\n");
      }
      return undefined;
    });
  });
  await new Promise<void>((resolve) => cutting.listen(0, "127.0.0.1", () => resolve()));
  return Object.assign(cutting, { port: (cutting.address() as AddressInfo).port });
}

test.each([
  ["MAIL FROM", /MAIL FROM/, { retry: true, mayHaveArrived: false }],
  ["DATA, before the mail", /DATA\r\n/, { retry: true, mayHaveArrived: false }],
  ["the whole mail", /\r\n\.\r\n/, { retry: false, mayHaveArrived: true }],
])("a connection cut after %s", async (_, pattern, expected) => {
  const cutting = await cutAfter(pattern);
  expect(await send(cutting.port)).toMatchObject(expected);
  // What is announced as handed over is never sent again by itself: not a moment too early.
  expect(handOver).toHaveBeenCalledTimes(expected.mayHaveArrived ? 1 : 0);
  cutting.close();
});

test("what the server repeats of a password is kept out of the error", async () => {
  const secret = "correct horse";
  server = await startMailServer({
    allowInsecureAuth: true,
    onAuth: (auth, _, done) => done(refusal(535, `no ${auth.password} for you`)),
  });
  const error = await send(server.port, "digest", secret);
  expect(error).toMatchObject({ retry: true, channelDown: true });
  expect((error as Error).message).toContain("no … for you");
  expect(inspect(error, { depth: 9 })).not.toContain(secret);
});

test("a server that talks too long is cut short", async () => {
  const talkative = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.write(`554 ${"no ".repeat(10_000)}\r\n`);
  });
  await new Promise<void>((resolve) => talkative.listen(0, "127.0.0.1", () => resolve()));
  const error = await send((talkative.address() as AddressInfo).port);
  expect((error as Error).message.length).toBeLessThan(600);
  talkative.close();
});

test("a server that takes no log-in is not sent to without one", async () => {
  server = await startMailServer({ disabledCommands: ["AUTH", "STARTTLS"] });
  expect(await send(server.port, "digest", "x")).toMatchObject({ retry: true, channelDown: true });
  expect(server.received).toEqual([]);
});

test.each([
  ["exit 0", { remoteId: expect.stringContaining("@lists.example.org") as string }],
  ["exit 75", { retry: true, mayHaveArrived: false }],
  ["exit 67", { retry: false, mayHaveArrived: false }],
  ["kill -9 $$", { retry: false, mayHaveArrived: true }],
])("a program like sendmail that ends with %s", async (end, expected) => {
  await withFolder(async (folder) => {
    const program = path.join(folder, "sendmail");
    writeFileSync(program, `#!/bin/sh\necho "$@" > ${folder}/args\ncat > ${folder}/mail\n${end}\n`);
    chmodSync(program, 0o755);
    const publisher = createMailPublisher(aMailConfig(0, { smtp: null, sendmail: program }), null);
    const result = await publisher?.send(aDelivery(), handOver).catch((error: unknown) => error);
    expect(result).toMatchObject(expected);
    expect(existsSync(path.join(folder, "mail"))).toBe(true);
    expect(readFileSync(path.join(folder, "args"), "utf8")).toBe(
      "-i -f digest@lists.example.org ada@example.org\n",
    );
  });
});
