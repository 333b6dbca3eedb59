import { describe, expect, test } from "vitest";
import { parseDiff } from "../../../src/patch/diff.ts";
import { findAddedMarkers } from "../../../src/patch/markers.ts";

/** Markers of one file whose hunk holds these lines. */
function markersIn(path: string, lines: readonly string[]) {
  const removed = lines.filter((line) => !line.startsWith("+")).length;
  const added = lines.filter((line) => !line.startsWith("-")).length;
  const head = `--- a/${path}\n+++ b/${path}\n@@ -1,${removed} +1,${added} @@\n`;
  return findAddedMarkers(parseDiff(head + lines.join("\n")));
}

describe("findAddedMarkers", () => {
  test.each([
    ["core.c", "+\t/* TODO: wait for the reply */"],
    ["core.c", "+\topen(w); // FIXME this leaks"],
    ["core.c", "+ * XXX: what if it is gone?"],
    ["core.c", "+\t/* Todo: small letters with a colon */"],
    ["core.rs", "+    // HACK around the widget"],
    ["entry.S", "+\tnop\t# XXX fill the slot"],
    ["widget.ld", "+\t/* FIXME: align the section */"],
    ["run.sh", "+go on # FIXME: quote this"],
    ["run.py", "+    # TODO(jane): sort"],
    ["Kconfig", "+\t# FIXME depends on WIDGET"],
    ["Makefile", "+# TBD"],
    ["widget.yaml", "+  # TODO: describe the reset line"],
    ["widget.rst", "+TODO: write this chapter."],
    ["core.c", "+\tTODO: goes on from a comment above the hunk"],
  ])("finds in %s: %s", (path, line) => {
    expect(markersIn(path, [line])).toEqual([{ path, line: 1, text: line.slice(1).trim() }]);
  });

  test.each([
    ["core.c", "+\tcall(WIDGET_TODO);"],
    ["core.c", '+\tprintf("TODO: %d", x);'],
    ["core.c", '+\tget("http://example.org/TODO");'],
    ["core.c", "+#define TODO 1"],
    ["core.c", "+\t/* a todo list */"],
    ["run.py", '+    mkstemp("XXX")'],
    ["core.c", " \t/* TODO: was there before */"],
  ])("finds nothing in %s: %s", (path, line) => {
    expect(markersIn(path, [line])).toEqual([]);
  });

  test("knows a comment that began lines above", () => {
    const lines = ["+/*", "+   the lock is", "+   fine, HACK or not", "+*/", "+int HACK;"];
    expect(markersIn("core.c", lines)).toMatchObject([{ line: 3 }]);
  });

  test("gives the line number in the new file", () => {
    const lines = [" int a;", "-int b;", "+int c;", "+/* TODO: d */"];
    expect(markersIn("core.c", lines)).toMatchObject([{ line: 3 }]);
  });

  test("passes over a mark that only moved, also from file to file, but counts", () => {
    const from = "--- a/a.c\n+++ b/a.c\n@@ -1 +0,0 @@\n-/* TODO: lock */\n";
    const to = "--- a/b.c\n+++ b/b.c\n@@ -0,0 +1,2 @@\n+/* TODO: lock */\n";
    expect(findAddedMarkers(parseDiff(from + to))).toEqual([]);
    expect(findAddedMarkers(parseDiff(`${from}${to}+/* TODO: lock */\n`))).toHaveLength(1);
  });

  test("is bounded", () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `+// TODO: number ${at}`);
    expect(markersIn("core.c", lines).length).toBeLessThanOrEqual(200);
  });
});

test.each([
  ["core.c", "+#\tTODO: no comment in C", false],
  ["entry.S", "+\tnop ; TODO fill", true],
  ["core.c", "+\tnop ; TODO fill", false],
  ["notes.xyz", "+; TODO fill", true],
  ["notes.xyz", "+<!-- TODO fill -->", true],
  ["notes.xyz", "+call TODO", false],
  ["run.sh", "+// TODO in a shell", false],
])("in %s %s is a marker: %s", (path, line, is) => {
  expect(markersIn(path, [line])).toHaveLength(is ? 1 : 0);
});
