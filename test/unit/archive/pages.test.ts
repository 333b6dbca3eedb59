import { describe, expect, test } from "vitest";
import {
  attachedFile,
  isPipermailTextName,
  linkedFiles,
  listOfPageText,
  listOfPipermailPage,
} from "../../../src/archive/pages.ts";

describe("files beside a MHonArc page", () => {
  test("are named by comments and links; the sender's name is the link's text", () => {
    const page = `<!--X-Derived: pgpA.pgp -->
<a href="pgpA.pgp" ><tt>signature.asc</tt></a>
<a href="0001.patch">0001-widget.patch</a> <a href="msg00001.html">Prev</a>`;
    expect(linkedFiles(Buffer.from(page))).toEqual([
      { fileName: "pgpA.pgp", name: "signature.asc" },
      { fileName: "0001.patch", name: "0001-widget.patch" },
    ]);
  });

  test.each([
    '<a href="../secret">x</a>',
    '<a href="/etc/passwd">x</a>',
    '<a href="sub/file">x</a>',
    '<a href="..">x</a>',
    '<a href=".hidden">x</a>',
    '<a href="%2e%2e%2fsecret">x</a>',
    '<a href="file:secret">x</a>',
    '<a href="a\\b">x</a>',
    "<!--X-Derived: ../secret -->",
    "<!--X-Derived: /etc/passwd -->",
    "<!--X-Derived: .. -->",
  ])("never lie elsewhere: %s", (page) => {
    expect(linkedFiles(Buffer.from(page))).toEqual([]);
  });

  test("get a type by their name", () => {
    const typeOf = (fileName: string) =>
      attachedFile({ fileName, name: fileName }, new Uint8Array()).contentType;
    expect([typeOf("a.patch"), typeOf("a.txt"), typeOf("a")]).toEqual([
      "text/x-patch",
      "text/plain",
      "application/octet-stream",
    ]);
  });

  test("a page of nothing but open links is read at once", () => {
    const start = performance.now();
    linkedFiles(Buffer.from('<a href="x">'.repeat(80_000)));
    linkedFiles(Buffer.from("<a ".repeat(300_000)));
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

test("a pipermail page names its list in the mailto link", () => {
  const page = '<LINK REL="made" HREF="mailto:Widget-dev%40lists.example.org?Subject=x">';
  expect(listOfPipermailPage(Buffer.from(page))).toBe("widget-dev");
  expect(listOfPipermailPage(Buffer.from("<html>"))).toBeNull();
});

test("a page copied as text names its list in the footer", () => {
  const text = "hi\n\nMore information about the Widget-dev mailing list\n";
  expect(listOfPageText(Buffer.from(text))).toBe("widget-dev");
  expect(listOfPageText(Buffer.from("hi\n"))).toBeNull();
});

test.each([
  ["2025-January.txt.gz", true],
  ["2025q1.txt", true],
  ["Week-of-Mon-20250106.txt", true],
  ["20250106.txt", true],
  ["notes.txt", false],
])("pipermail's own file name %s", (name, expected) => {
  expect(isPipermailTextName(name)).toBe(expected);
});
