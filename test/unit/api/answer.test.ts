import { expect, test } from "vitest";
import { respond } from "../../../src/api/answer.ts";

const AT = "http://localhost/x?limit=2&cursor=old";

test("a file name holds nothing that a header or a file system could misread", () => {
  const nameOf = (fileName: string) =>
    respond(new Request(AT), {
      kind: "text",
      body: "",
      contentType: "text/plain",
      fileName,
    }).headers.get("Content-Disposition");
  expect(nameOf('a"\r\nX-Evil: 1;/../b@c.eml')).toBe('inline; filename="a_X-Evil_1_.._b@c.eml"');
  expect(nameOf("../../etc/passwd")).toBe('inline; filename="_.._etc_passwd"');
  expect(nameOf("ü/")).toBe('inline; filename="_"');
  expect(nameOf("a".repeat(500))?.length).toBeLessThan(130);
});

test("the next page keeps what was asked for", () => {
  const { headers } = respond(new Request(AT), {
    kind: "json",
    body: {},
    next: { at: 1, id: "a" },
  });
  expect(headers.get("Link")).toMatch(/^<\?limit=2&cursor=[\w-]+>; rel="next"$/);
  expect(
    respond(new Request(AT), { kind: "json", body: {}, next: null }).headers.get("Link"),
  ).toBeNull();
});

test("a stream is not opened for HEAD or where the client has it", () => {
  const answer = {
    kind: "stream" as const,
    open: () => {
      throw new Error("opened");
    },
    contentType: "application/gzip",
    fileName: "t.mbox.gz",
    tag: "a 1",
  };
  const head = respond(new Request(AT, { method: "HEAD" }), answer);
  expect(head.headers.get("Content-Type")).toBe("application/gzip");
  const etag = head.headers.get("ETag") ?? "";
  expect(etag).toMatch(/^W\//);
  expect(respond(new Request(AT, { headers: { "If-None-Match": etag } }), answer).status).toBe(304);
});
