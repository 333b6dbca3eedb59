import { expect, test } from "vitest";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

/** What samples/README.md promises a reader. */
test("the sample archives give the series, states and TODOs that their README promises", async () => {
  await withFolder((folder) => {
    const first = quickly(folder, "--db", "demo.db", "demo");
    expect(first.err).toBe("");
    expect(first.status).toBe(0);
    for (const words of [
      "widget-dev: week 2025-W09",
      "gfx-dev: week 2025-W09",
      "The locking of the debugfs file is TBD and I'll figure it out",
      "What it would do on GitHub (nothing is sent):",
      "npx patchtrail init",
    ]) {
      expect(first.out).toContain(words);
    }
    const again = quickly(folder, "--db", "demo.db", "demo");
    expect(again.status).toBe(0);
    expect(again.out.match(/ 0 new,/g)?.length).toBe(again.out.match(/ mails?, \d+ new,/g)?.length);

    const series = jsonLines(quickly(folder, "--db", "demo.db", "export", "series").out);
    const stateOf = (title: string) => {
      const found = series.filter((row) => row["title"] === title);
      return found.map((row) => [String(row["versions"]), row["state"]]);
    };
    expect(stateOf("widget: wx200: add DMA support")).toEqual([["1,2,3,4", "changes-requested"]]);
    expect(stateOf("widget: show the queue state in debugfs")).toEqual([["1,2", "accepted"]]);
    expect(stateOf("widget: load firmware asynchronously")[0]?.[0]).toBe("1,1");
    expect(stateOf("drm/frob: report memory usage through fdinfo")[0]?.[0]).toBe("1,2");
    expect(stateOf("widget: add an ioctl to read raw registers")).toEqual([["1", "rejected"]]);
    expect(stateOf("drm/frob: fix hang on suspend with two displays")[0]?.[0]).toBe("1,2,3");
    expect(series).toHaveLength(15);

    const todos = jsonLines(quickly(folder, "--db", "demo.db", "export", "todos").out);
    const tbd = todos.find((row) =>
      String(row["text"]).startsWith("The locking of the debugfs file is TBD"),
    );
    expect(tbd).toMatchObject({
      owner_name: "Aiko Tanabe",
      raised_on: 1,
      patch: 2,
      state: "outlived",
    });
    const promised = todos.find((row) =>
      String(row["text"]).includes("send a follow-up that lets the PIO"),
    );
    expect(promised).toMatchObject({ said_by: "Tomas Okafor", raised_on: 1, state: "carried" });
    expect(todos.some((row) => /robot/i.test(String(row["said_by"])))).toBe(false);

    const asked = ["--state", "carried,outlived", "--limit", "2", "--sort", "confidence"];
    const listed = quickly(folder, "--db", "demo.db", "todos", ...asked, "--json");
    const document = JSON.parse(listed.out) as { todos: { state: string }[]; total: number };
    expect(document).toMatchObject({ format: 1 });
    expect(document.todos).toHaveLength(2);
    expect(document.total).toBeGreaterThan(2);
    for (const { state } of document.todos) expect(["carried", "outlived"]).toContain(state);

    const messages = jsonLines(quickly(folder, "--db", "demo.db", "export", "messages").out);
    expect(messages).toHaveLength(116);
    expect(messages.filter((row) => (row["lists"] as string[]).length === 2)).toHaveLength(2);
  });
});
