import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Query } from "../../../src/model/query.ts";
import { TEXT_FIELDS } from "../../../src/model/query.ts";
import { SERIES_STATES } from "../../../src/model/series.ts";
import { TODO_KINDS, TODO_STATES } from "../../../src/model/todo.ts";
import { parseQuery } from "../../../src/search/parse.ts";
import { renderQuery } from "../../../src/search/render.ts";
import { hasWord, inflections } from "../../../src/search/words.ts";
import { DAY, MONDAY } from "../../support/messages.ts";

const parse = (text: string) => parseQuery(text, MONDAY + DAY / 2);
const shown = (text: string) => {
  const { query, fault } = parse(text);
  return query === null ? `fault at ${fault.from}: ${fault.message}` : renderQuery(query);
};
/** What a query's fault points at, and what it proposes. */
const faultOf = (text: string) => {
  const { fault } = parse(text);
  return fault === null ? null : [text.slice(fault.from, fault.to), fault.message, fault.hint];
};

describe("the shape of a query", () => {
  test.each([
    ["eeh vfio", "eeh vfio"],
    ["eeh AND vfio", "eeh vfio"],
    ["a b OR c d", "a b OR c d"],
    ["a (b OR c) d", "a (b OR c) d"],
    ["a NOT b", "a -b"],
    ["NOT (a b)", "-(a b)"],
    ["NOT NOT a", "a"],
    ["-(-a)", "a"],
    ["(((a)))", "a"],
    ["(a OR b) OR c", "a OR b OR c"],
    ["+a -b", "a -b"],
    ["and or not", "and or not"],
    ['"and" "OR"', 'and "OR"'],
    ["foo - bar == baz --", "foo bar baz"],
    ["s:(hotplug OR memory) x", '(s:"hotplug" OR s:"memory") x'],
    ["s:(a f:b)", 's:"a" f:"b"'],
  ])("%s means %s", (text, meant) => {
    expect(shown(text)).toBe(meant);
    expect(shown(meant)).toBe(meant);
  });

  test.each([
    "kfree_sensitive",
    "arch/powerpc/kernel/eeh.c",
    "CONFIG_PPC_64S_HASH_MMU",
    "0xdeadbeef",
    "foo->bar()",
    "std::move",
    "ada@example.org",
    "https://example.org/a/b",
    "mm:",
    "drm/amdgpu:",
    "a.b(c,d)",
  ])("the code token %s is one word as it is typed", (text) => {
    expect(parse(text).query).toEqual({ kind: "text", field: "any", text, prefix: false });
    const [, inside] = /^\((.*)\)$/.exec(`(${text})`) ?? [];
    expect(parse(`(${inside})`).query).toEqual(parse(text).query);
  });

  test("prefixes of lore, and what other programs call the same", () => {
    expect(shown("from:ada subject:x to:bob cc:eve mid:a@b list:dev")).toBe(
      'f:"ada" s:"x" t:"bob" c:"eve" m:"a@b" l:"dev"',
    );
    expect(shown("nq:own q:quote dfn:a.c dfa:old dfb:new n:x.patch tc:dev a:ada bs:word")).toBe(
      'nq:"own" q:"quote" dfn:"a.c" dfa:"old" dfb:"new" n:"x.patch" tc:"dev" a:"ada" bs:"word"',
    );
    expect(shown("m:<a@example.org>")).toBe('m:"a@example.org"');
    expect(shown("m:https://lore.kernel.org/dev/a%40example.org/")).toBe('m:"a@example.org"');
    expect(shown("dfpost:ABCDEF1 patchid:AbC12 changeid:x-1")).toBe(
      'dfpost:abcdef1 patchid:"abc12" changeid:"x-1"',
    );
  });

  test("filters of what became of a mail", () => {
    expect(shown("is:merged state:applied is:OPEN is:cover next:reviewer v:v7 v:2..")).toBe(
      "is:accepted is:accepted is:open is:cover next:reviewers v:7 v:2..",
    );
    expect(shown('has:todo todo:carried kind:promise owner:"Ada Example" said:bob')).toBe(
      'has:todo todo:carried kind:promise owner:"Ada Example" said:"bob"',
    );
  });

  test("words that go on, and words in all their forms", () => {
    expect(parse("kfree_s*").query).toMatchObject({ text: "kfree_s", prefix: true });
    expect(parse("arch/powerpc/ke*").query).toMatchObject({ prefix: true });
    expect(parse('s:"memory hot"*').query).toMatchObject({ field: "subject", prefix: true });
    expect(parse("char *p").query).toMatchObject({ kind: "and" });
    expect(parse("~dropping").query).toMatchObject({ kind: "inflected", word: "dropping" });
  });
});

describe("a query that is wrong is answered with the place and a way out", () => {
  test.each([
    ["eeh is:merg", "is:merg", "is: does not know merg", "did you mean is:merged?"],
    ["stat:open", "stat:", "there is no stat:", "did you mean state:"],
    ["kind:promis", "kind:promis", "does not know promis", "kind:promise"],
    ["next:me", "next:me", "does not know me", "author, reviewers"],
    ['a "b c', '"', "no partner", 'another "'],
    ["a (b OR c", "(", "never closed", null],
    ["a b) c", ")", "never opened", null],
    ["()", "()", "empty", null],
    ["a OR", "OR", "both sides", "quotation marks"],
    ["OR a", "OR", "both sides", "quotation marks"],
    ["AND", "AND", "both sides", "quotation marks"],
    ["a OR == b OR", "OR", "both sides", "quotation marks"],
    ["NOT", "NOT", "behind it", "quotation marks"],
    ["s: foo", "s:", "nothing stands right behind s:", "s:word"],
    ["*", "*", "beginning of a word", null],
    ["a*", "a*", "at least 2", null],
    ["v:x", "v:x", "no version", "v:7"],
    ["v:3..2", "v:3..2", "no version", "v:7"],
    ["d:someday", "d:someday", "no date", "2.weeks.ago"],
    ["d:20250131..20250101", "d:20250131..20250101", "before it begins", "20250101.."],
    ["dfpre:xyz", "dfpre:xyz", "no id of a blob", null],
    ["", "", "names no word", "for example"],
    ["-- ==", "-- ==", "names no word", "for example"],
    ["a\0b", "\0", "no NUL", null],
  ])("%j", (text, place, message, hint) => {
    const fault = faultOf(text);
    expect(fault?.[0]).toBe(place);
    expect(fault?.[1]).toContain(message);
    if (hint === null) expect(fault?.[2]).toBeNull();
    else expect(fault?.[2]).toContain(hint);
  });

  test.each([
    ["ten thousand terms", "a ".repeat(10_000)],
    ["more terms than allowed", "ab ".repeat(150)],
    ["more words that go on than allowed", "ab* ".repeat(11)],
    ["nested parentheses", "(".repeat(900) + ")".repeat(50)],
    ["closed nested parentheses", `${"(".repeat(450)}a${")".repeat(450)}`],
    ["scopes in scopes", "s:(".repeat(300)],
    ["stars", "* ".repeat(400)],
    ["quotation marks", '"'.repeat(999)],
    ["NULs", "\0".repeat(999)],
    ["half a surrogate", "\ud800 (".repeat(200)],
    ["parentheses within words", "f(".repeat(400)],
  ])("%s are refused at once", (_, text) => {
    const before = process.cpuUsage();
    expect(parse(text).fault).not.toBeNull();
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(100);
  });

  test("any text is a query or a fault within it", () => {
    const pieces = ["(", ")", '"', "-", "s:", "d:", "OR", "AND", "NOT", "*", "~", " ", "is:", "a"];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string()))
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, (typed) => {
        const { query, fault } = parse(typed);
        if (query !== null) {
          expect(parse(renderQuery(query)).query).toEqual(query);
          return;
        }
        expect(fault.from).toBeGreaterThanOrEqual(0);
        expect(fault.to).toBeLessThanOrEqual(typed.length);
        expect(fault.from).toBeLessThanOrEqual(fault.to);
      }),
      { numRuns: 2_000 },
    );
  });
});

const word = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("foo->bar()", "s:x", "OR", "-v", "~a", "a b", "x*", "(y)", "is:open", "t:"),
  )
  .map((text) =>
    text
      .replace(/["\0\u201c-\u201e]/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  )
  .filter(hasWord);
const stem = fc.stringMatching(/^[A-Za-z]{2,10}$/);
const field = fc.constantFrom(...TEXT_FIELDS);
const hex = fc.stringMatching(/^[0-9a-f]{4,12}$/);
const ends = fc
  .tuple(fc.option(fc.nat(4_000_000_000)), fc.option(fc.nat(4_000_000_000)))
  .filter(([from, to]) => (from ?? to) !== null && (from ?? 0) <= (to ?? Infinity))
  .map(([from, to]) => ({ from, to }));
const versions = fc
  .tuple(fc.option(fc.nat(99)), fc.option(fc.nat(99)))
  .filter(([from, to]) => (from ?? to) !== null && (from ?? 0) <= (to ?? Infinity))
  .map(([from, to]) => ({ kind: "version" as const, from, to }));
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), field, text: word, prefix: fc.constant(false) }),
  fc.record({ kind: fc.constant("text" as const), field, text: stem, prefix: fc.constant(true) }),
  fc.tuple(field, stem).map(([where, one]) => ({
    kind: "inflected" as const,
    field: where,
    word: one,
    forms: inflections(one),
  })),
  hex.map((id) => ({ kind: "blob" as const, side: "old" as const, id })),
  fc.tuple(hex, fc.boolean()).map(([value, prefix]) => ({
    kind: "id" as const,
    of: "patch" as const,
    value,
    prefix,
  })),
  stem.map((name) => ({ kind: "list" as const, name: name.toLowerCase() })),
  ends.map((range) => ({ kind: "time" as const, of: "sent" as const, ...range })),
  ends.map((range) => ({ kind: "time" as const, of: "received" as const, ...range })),
  versions,
  fc
    .constantFrom(...SERIES_STATES, "open" as const, "closed" as const)
    .map((is) => ({ kind: "state" as const, is })),
  fc
    .constantFrom("author" as const, "nobody" as const)
    .map((is) => ({ kind: "mover" as const, is })),
  fc.constantFrom("patch" as const, "reply" as const).map((is) => ({ kind: "mail" as const, is })),
  fc
    .constantFrom(...TODO_STATES, "open-ones" as const)
    .map((state) => ({ kind: "todo" as const, state })),
  fc.constantFrom(...TODO_KINDS).map((is) => ({ kind: "todo-kind" as const, is })),
  word.map((who) => ({ kind: "todo-person" as const, role: "said-by" as const, who })),
);

/** Joins queries as the parser does: none of its own kind within. */
function join(kind: "and" | "or", parts: readonly Query[]): Query {
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
}

const query: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthIdentifier: "query" },
    leaf,
    fc.array(tie("query"), { minLength: 2, maxLength: 3 }).map((parts) => join("and", parts)),
    fc.array(tie("query"), { minLength: 2, maxLength: 3 }).map((parts) => join("or", parts)),
    tie("query").map((part): Query => (part.kind === "not" ? part.part : { kind: "not", part })),
  ),
})).query;

test("what is rendered is read back as the same query", () => {
  fc.assert(
    fc.property(query, (one) => {
      const text = renderQuery(one);
      const { fault } = parse(text);
      if (fault?.message.startsWith("the query ")) return;
      expect(parse(text)).toEqual({ query: one, fault: null });
    }),
    { numRuns: 1_000 },
  );
});
