import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { mirrorRemote } from "../../../src/archive/git-mirror.ts";

test("a web address at which no repository is may be an archive of pages", async () => {
  const server = createServer((_, answer) => answer.writeHead(404).end("no such page"));
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const folder = mkdtempSync(path.join(tmpdir(), "mirror-"));
  try {
    const { port } = server.address() as AddressInfo;
    await expect(mirrorRemote(`http://127.0.0.1:${port}/list/`, folder)).rejects.toMatchObject({
      code: "git-failed",
      hint: expect.stringContaining("format pipermail or mhonarc") as string,
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
