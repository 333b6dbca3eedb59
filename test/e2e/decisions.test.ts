import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailText } from "../support/bad-input.ts";
import { exportAll, jsonLines, quickly, withFolder } from "../support/cli.ts";

const samples = path.resolve("samples");
const ARCHIVES: [list: string, archive: string][] = [
  ["widget-dev", "widget-dev.bundle"],
  ["gfx-dev", "gfx-dev.mbox"],
  ["gfx-dev", "gfx-dev-2025-01.mbox.gz"],
  ["gfx-dev", "maildir"],
  ["gfx-dev", "eml"],
  ["widget-dev", "pipermail"],
];
/** Holds what most tests begin with, ingested once. */
let begun: string;
beforeAll(() => {
  begun = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  new Place(begun).ingest();
}, 90_000);
afterAll(() => rmSync(begun, { recursive: true }));

const DMA = "widget: wx200: add DMA support";
const IOCTL = "widget: add an ioctl to read raw registers";
const FROB = "widget: frob: share the timeline helper";

/** A copy of the database that most tests begin with. */
function samplesIn(folder: string): Place {
  copyFileSync(path.join(begun, "a.db"), path.join(folder, "a.db"));
  return new Place(folder);
}

/** Runs commands on one database of a folder. */
class Place {
  readonly folder: string;
  readonly database: string;

  constructor(folder: string, database = "a.db") {
    this.folder = folder;
    this.database = database;
  }

  run(...args: string[]) {
    return quickly(this.folder, "--db", this.database, ...args);
  }

  /** What a command that must work prints. */
  out(...args: string[]): string {
    const { status, out, err } = this.run(...args);
    expect([args, status, err]).toEqual([args, 0, ""]);
    return out;
  }

  ingest(archives: readonly [string, string][] = ARCHIVES): this {
    for (const [list, archive] of archives)
      this.out("ingest", "--list", list, path.join(samples, archive));
    return this;
  }

  series(title: string): { id: string; versions: number[] }[] {
    return jsonLines(this.out("export", "series"))
      .filter((row) => row["title"] === title)
      .map((row) => ({ id: String(row["lineage"]), versions: row["versions"] as number[] }));
  }

  id(title: string): string {
    const [first] = this.series(title);
    if (first === undefined) throw new Error(`no series is called ${title}`);
    return first.id;
  }

  todo(words: string): Record<string, unknown> {
    const found = jsonLines(this.out("export", "todos")).find((row) =>
      String(row["text"]).includes(words),
    );
    if (found === undefined) throw new Error(`no TODO says ${words}`);
    return found;
  }

  all(): string {
    return exportAll(this.folder, this.database) + this.out("export", "decisions");
  }
}

describe("links by hand", () => {
  test("a link joins strangers, an unlink parts them again, and both are explained", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const [a, b] = [place.id(IOCTL), place.id(FROB)];
      const ioctl = mailCalled(place, `[PATCH] ${IOCTL}`);
      const before = place.all();
      expect(place.out("series", "link", a, b, "--dry-run")).toMatch(
        /^would be linked by hand: v1/,
      );
      expect(place.all()).toBe(before);

      const said = place.out("series", "link", a, b, "--note", "one idea", "--by", "carla");
      expect(said.split("\n")).toHaveLength(3);
      expect(said).toMatch(/^linked by hand: v1 of .*\nnow: s[0-9a-f]{10} with v1, v1\n$/);
      expect(place.series(FROB)).toEqual([{ id: a, versions: [1, 1] }]);
      expect(place.out("series", a, "--evidence")).toContain(
        "manual: linked by hand by carla: one idea",
      );
      const mail = mailCalled(place, `[PATCH] ${FROB}`);
      expect(place.out("series", "link", ioctl, mail)).toContain("nothing to change");

      expect(place.out("series", "unlink", a, mail)).toContain("unlinked by hand");
      expect(place.series(FROB)).toEqual([{ id: b, versions: [1] }]);
      const links = jsonLines(place.out("export", "links"));
      const link = links.find(({ newer }) => newer === mail);
      expect(link).toMatchObject({ decision: "possible", evidence: [{ kind: "manual" }] });

      expect(place.out("decisions", "drop", "1", "2")).toMatch(
        /^dropped: 1, linked .*\ndropped: 2/,
      );
      expect(place.all()).toBe(before);
    });
  });

  test("a split holds against all that the mails say, and a link lifts it", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const id = place.id(DMA);
      const before = exportAll(folder, "a.db");
      expect(place.out("series", "split", id, "v3")).toMatch(
        /^unlinked by hand: v3, v4 from v1, v2 of .* \(4 decisions\)\nnow: .* with v1, v2; .* with v3, v4\n$/,
      );
      expect(place.series(DMA).map(({ versions }) => versions)).toEqual([
        [1, 2],
        [3, 4],
      ]);
      const [, later] = place.series(DMA);
      expect(place.out("series", "link", id, later?.id ?? "")).toContain("overruled");
      expect(place.series(DMA)).toEqual([{ id, versions: [1, 2, 3, 4] }]);
      place.out("decisions", "drop", ...Array.from({ length: 8 }, (_, at) => String(at + 1)));
      expect(exportAll(folder, "a.db")).toBe(before);
    });
  });

  test("one revision parted from all others is not brought back by those between", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const id = place.id(DMA);
      place.out("series", "unlink", id, "v2");
      const versions = place.series(DMA).map((each) => String(each.versions));
      expect(versions.sort()).toEqual(["1,3,4", "2"]);
    });
  });

  test("what may be several revisions is refused with the choices", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const id = place.id(DMA);
      const refused: [args: string[], status: number, why: string][] = [
        [["unlink", id, id], 2, `one of: ${id}@v1, ${id}@v2, ${id}@v3, ${id}@v4`],
        [["link", `${id}@v9`, id], 1, `there are: ${id}@v1`],
        [["link", id, "no@where"], 1, "nothing stored is a series or a mail called no@where"],
        [["link", id, `${id}@v3`], 2, "one series already"],
        [["split", id, "v1"], 2, "nothing is before it"],
        [["split", id, place.id(IOCTL)], 2, "is no revision of"],
        [["link", id, id, "--json"], 2, "unknown option '--json'"],
      ];
      for (const [args, status, why] of refused) {
        const run = place.run("series", ...args);
        expect([args, run.status, run.out]).toEqual([args, status, ""]);
        expect(run.err).toContain(why);
      }
      expect(place.out("decisions")).toBe("Nothing was decided by hand.\n");
    });
  });
});

function mailCalled(place: Place, subject: string): string {
  const rows = jsonLines(place.out("export", "messages"));
  return String(rows.find((row) => row["subject"] === subject)?.["message_id"]);
}

/** Text without its line breaks. */
const flat = (text: string) => text.replaceAll(/\s+/g, " ").trim();

describe("TODOs by hand", () => {
  test("dismissed, done, reopened and given away; lists, status and digest follow", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const words =
        "While at it: once this is in I'll send a follow-up that lets the PIO path use the same completion.";
      const id = String(place.todo(words)["id"]);
      const digest = () => flat(place.out("digest", "widget-dev", "--week", "2025-W09"));
      expect(place.out("todos")).toContain(id);
      expect(digest()).toContain(words);
      const before = place.all();
      expect(place.out("todos", "dismiss", id, "--dry-run")).toMatch(/^would be dismissed: /);
      expect(place.all()).toBe(before);

      expect(flat(place.out("todos", "dismiss", id, "--note", "not ours"))).toBe(
        `dismissed: "${words}" (${id}, was carried)`,
      );
      expect(place.todo(words)).toMatchObject({
        state: "dismissed",
        evidence: "dismissed by hand: not ours",
        evidence_message_id: null,
      });
      expect(place.out("todos")).not.toContain(id);
      expect(digest()).not.toContain(words);

      place.out("todos", "done", id);
      expect(place.todo(words)).toMatchObject({
        state: "resolved",
        evidence: "marked done by hand",
      });
      place.out("todos", "reopen", id);
      expect(place.todo(words)).toMatchObject({ state: "carried" });

      expect(place.out("todos", "assign", id, "Olga")).toContain("given to Olga Petrenko");
      expect(place.todo(words)).toMatchObject({ owner: "other", owner_name: "Olga Petrenko" });
      expect(flat(place.out("status", "--person", "Olga Petrenko"))).toContain(words);
      place.out("todos", "assign", id, "--nobody");
      expect(place.todo(words)).toMatchObject({ owner: "unknown", owner_name: null });

      const after = place.all();
      place.out("rebuild");
      expect(place.all()).toBe(after);
    });
  });

  test("a question settled by mails is opened again; wrong ids change nothing", async () => {
    await withFolder((folder) => {
      const place = samplesIn(folder);
      const question = place.todo("What happens when the system suspends");
      expect(question["state"]).toBe("answered");
      const id = String(question["id"]);
      const wrong = place.run("todos", "reopen", id, "t0123456789");
      expect([wrong.status, wrong.out]).toEqual([1, ""]);
      expect(wrong.err).toContain("there is no TODO t0123456789");
      expect(place.run("todos", "assign", id).status).toBe(2);
      expect(place.run("todos", "assign", id, "Nobody Known").status).toBe(1);
      expect(place.out("decisions")).toBe("Nothing was decided by hand.\n");
      place.out("todos", "reopen", id);
      expect(place.todo("What happens when the system suspends")["state"]).toBe("carried");
    });
  });
});

test("a digest counts what was settled by hand in its week, and shows no week without it", async () => {
  await withFolder((folder) => {
    const place = samplesIn(folder);
    const words =
      "While at it: once this is in I'll send a follow-up that lets the PIO path use the same completion.";
    const subject = place.todo(words)["id"];
    const numbers = () =>
      /Open TODOs.*\n/.exec(place.out("digest", "widget-dev", "--week", "2025-W09"))?.[0];
    const [, open = 0, change = 0, raised = 0, settled = 0] =
      /(\d+) +([+-]\d+) over the week \((\d+) raised, (\d+) settled/
        .exec(numbers() ?? "")
        ?.map(Number) ?? [];
    expect(open).toBeGreaterThan(2);
    const decide = (kind: string, day: string) => {
      const decided_at = `${day}T10:00:00Z`;
      const line = { kind, subject, object: null, note: null, decided_by: null, decided_at };
      writeFileSync(path.join(folder, "one.jsonl"), JSON.stringify(line));
      place.out("decisions", "import", "one.jsonl");
      const then = numbers();
      place.out("decisions", "drop", "1");
      return then;
    };
    const told = (over: number, done: number) =>
      expect.stringMatching(
        new RegExp(
          ` ${open - 1} +[+]?${over} over the week \\(${raised} raised, ${done} settled\\)`,
        ),
      );
    expect(decide("todo-done", "2025-01-26")).toEqual(told(change, settled));
    expect(decide("todo-done", "2025-02-26")).toEqual(told(change - 1, settled + 1));
    expect(decide("todo-dismiss", "2025-02-27")).toEqual(told(change, settled));
  });
});

describe("decisions are kept for ever", () => {
  /** Decides something of every kind and writes the decisions to a file. */
  function decideAll(folder: string): { place: Place; whole: string } {
    const place = samplesIn(folder);
    place.out("series", "link", place.id(IOCTL), place.id(FROB), "--by", "carla");
    place.out("series", "split", place.id(DMA), "v3", "--note", "other work");
    const id = (words: string) => String(place.todo(words)["id"]);
    place.out("todos", "dismiss", id("Please send the locking on top."));
    place.out("todos", "done", id("The new parameter has to be documented"));
    place.out("todos", "reopen", id("What happens when the system suspends"));
    place.out("todos", "assign", id("Is 64 a sane default"), "Olga");
    writeFileSync(path.join(folder, "d.jsonl"), place.out("export", "decisions"));
    return { place, whole: place.all() };
  }

  test("rebuild and every order of decisions and mails give the very same data", async () => {
    await withFolder((folder) => {
      const { place, whole } = decideAll(folder);
      place.out("rebuild");
      expect(place.all()).toBe(whole);

      const early = new Place(folder, "early.db");
      expect(early.out("decisions", "import", "d.jsonl")).toContain("wait for mails");
      expect(early.out("decisions")).toContain("waits for its mails");
      expect(early.ingest(ARCHIVES.toReversed()).all()).toBe(whole);

      const between = new Place(folder, "between.db").ingest(ARCHIVES.slice(1, 4));
      between.out("decisions", "import", "d.jsonl");
      expect(between.ingest([...ARCHIVES.slice(4), ...ARCHIVES.slice(0, 1)]).all()).toBe(whole);

      copyFileSync(path.join(begun, "a.db"), path.join(folder, "late.db"));
      const late = new Place(folder, "late.db");
      expect(late.out("decisions", "import", "d.jsonl")).toMatch(/^imported: 9 of 9 decisions/);
      expect(late.all()).toBe(whole);
      expect(late.out("decisions", "import", "d.jsonl")).toMatch(/^imported: 0 of 9 decisions/);
      expect(late.all()).toBe(whole);
    });
  });

  test("a file with one bad line brings nothing in", async () => {
    await withFolder((folder) => {
      const { place } = decideAll(folder);
      const good = readFileSync(path.join(folder, "d.jsonl"), "utf8");
      writeFileSync(path.join(folder, "bad.jsonl"), `${good}{"kind":"link"}\n`);
      const fresh = new Place(folder, "fresh.db");
      const run = fresh.run("decisions", "import", "bad.jsonl");
      expect([run.status, run.out]).toEqual([2, ""]);
      expect(run.err).toContain("bad.jsonl: line 10 is no decision");
      expect(fresh.out("export", "decisions")).toBe("");
      expect(fresh.run("decisions", "import", "none.jsonl").err).toContain("none.jsonl");
      expect(place.run("decisions", "drop", "99").err).toContain("there is no decision 99");
    });
  });
});

describe("a decision follows its mail", () => {
  const diff = (name: string) =>
    `Words about ${name}.\n---\ndiff --git a/${name}.c b/${name}.c\n--- a/${name}.c\n+++ b/${name}.c\n@@ -1 +1 @@\n-old ${name}\n+new ${name}\n`;
  const mail = (name: string, subject: string, fields: Record<string, string> = {}) =>
    mailText(name, { Subject: subject, ...fields }, diff(name));
  const above = { References: "<cover@example.org>", "In-Reply-To": "<cover@example.org>" };
  const MAILS: Record<string, string> = {
    cover: mailText("cover", {
      Subject: "[PATCH 0/2] gears",
      Date: "Tue, 18 Feb 2025 09:59:00 +0000",
    }),
    one: mail("one", "[PATCH 1/2] gears: oil them", above),
    two: mail("two", "[PATCH 2/2] gears: count them", above),
    other: mail("other", "[PATCH] levers: pull them", {
      From: "Ben Example <ben@example.org>",
      Date: "Fri, 21 Feb 2025 10:00:00 +0000",
    }),
    patch: mail("patch", "[PATCH] pulleys: turn them", {
      From: "Cem Example <cem@example.org>",
      Date: "Mon, 24 Feb 2025 10:00:00 +0000",
    }),
    reply: mailText("reply", {
      Subject: "Re: [PATCH] pulleys: turn them",
      From: "Dee Example <dee@example.org>",
      Date: "Tue, 25 Feb 2025 10:00:00 +0000",
      References: "<patch@example.org>",
      "In-Reply-To": "<patch@example.org>",
    }),
  };
  const joined = (place: Place) =>
    jsonLines(place.out("export", "series")).map((row) => row["versions"]);

  test("through a cover that comes late and a patch known from its replies", async () => {
    await withFolder((folder) => {
      for (const [name, text] of Object.entries(MAILS))
        writeFileSync(path.join(folder, `${name}.eml`), text);
      const place = new Place(folder);
      for (const name of ["two", "one", "reply", "other"]) place.out("ingest", `${name}.eml`);
      place.out("series", "link", "one@example.org", "other@example.org");
      place.out("series", "link", "other@example.org", "reply@example.org");
      expect(joined(place)).toEqual([[1, 1, 1]]);
      const decisions = place.out("export", "decisions");
      expect(decisions).not.toContain("cover@example.org");
      for (const name of ["cover", "patch"]) place.out("ingest", `${name}.eml`);
      expect(joined(place)).toEqual([[1, 1, 1]]);
      expect(place.out("export", "revisions")).toContain('"cover":"cover@example.org"');
      const whole = place.all();
      expect(place.out("decisions")).not.toContain("waits");
      place.out("rebuild");
      expect(place.all()).toBe(whole);

      writeFileSync(path.join(folder, "d.jsonl"), decisions);
      const other = new Place(folder, "b.db");
      other.out("decisions", "import", "d.jsonl");
      other.out("ingest", ...Object.keys(MAILS).map((name) => `${name}.eml`));
      expect(other.all()).toBe(whole);
    });
  });

  test("that is still to come, when told so", async () => {
    await withFolder((folder) => {
      for (const [name, text] of Object.entries(MAILS))
        writeFileSync(path.join(folder, `${name}.eml`), text);
      const place = new Place(folder);
      place.out("ingest", "other.eml");
      const refused = place.run("series", "link", "other@example.org", "patch@example.org");
      expect(refused.err).toContain("--unseen");
      expect(
        place.out("series", "link", "other@example.org", "patch@example.org", "--unseen"),
      ).toContain("patch@example.org (not stored yet)");
      expect(joined(place)).toEqual([[1]]);
      place.out("ingest", "patch.eml");
      expect(joined(place)).toEqual([[1, 1]]);
    });
  });
});
