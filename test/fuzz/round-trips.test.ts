import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDecisions } from "../../src/app/decide/decisions-file.ts";
import { frameMails } from "../../src/archive/mbox.ts";
import { loadConfig } from "../../src/config/load.ts";
import { parseAttribution } from "../../src/mail/attribution.ts";
import { parseMailDate } from "../../src/mail/date.ts";
import { decodeEncodedWords } from "../../src/mail/encoded-words.ts";
import { unflow } from "../../src/mail/flowed.ts";
import { htmlToMailText, stripTags } from "../../src/mail/html.ts";
import { parseMailboxes } from "../../src/mail/mailbox.ts";
import { parseReferences } from "../../src/mail/message-id.ts";
import { parseMessage } from "../../src/mail/parse-message.ts";
import { decodeTransfer } from "../../src/mail/transfer.ts";
import { DECISION_KINDS, LINK_DECISIONS } from "../../src/model/decision.ts";
import { parseDiff } from "../../src/patch/diff.ts";
import { readQuotedPath } from "../../src/patch/diff-paths.ts";
import { matchesPath } from "../../src/patch/path-pattern.ts";
import { parsePatchSubject } from "../../src/patch/subject.ts";
import { parseTrailers } from "../../src/patch/trailers.ts";
import { escapeHtml } from "../../src/report/escape-html.ts";
import {
  commentMarker,
  commentMarkerIn,
  issueMarker,
  parseIssueMarker,
} from "../../src/report/issue-marker.ts";
import { archived } from "./support/mail-laws.ts";

const SEED = Number(process.env["PATCHTRAIL_FUZZ_SEED"] ?? 20_250_218);
fc.configureGlobal({
  seed: SEED,
  interruptAfterTimeLimit: Number(process.env["PATCHTRAIL_FUZZ_SECONDS"] ?? 1) * 1000,
});

const word = fc.stringMatching(/^[a-z]{2,9}$/);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => all.join(" "));
const name = fc.array(fc.stringMatching(/^[A-Z][a-z]{2,8}$/), { minLength: 2, maxLength: 3 }).map((all) => all.join(" ")); // prettier-ignore
const address = fc.tuple(word, word).map(([user, host]) => `${user}@${host}.example.org`);
/** Text of any language without what encodings or mail itself take away. */
const anyLine = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ""));
const bytes = fc.uint8Array({ maxLength: 3_000 }).map((all) => Buffer.from(all));

async function framed(mbox: string | Buffer, size: number): Promise<string[]> {
  const whole = Buffer.from(mbox as string, "latin1");
  const source = (async function* () {
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  })();
  const raws: string[] = [];
  for await (const { raw } of frameMails(source, "mbox", () => false))
    raws.push(raw.toString("latin1"));
  return raws;
}

describe("parse(render(x)) = x", () => {
  test("mbox: mails with From_ lines of every kind in them, in pieces of every size", async () => {
    const line = fc.oneof(
      fc.constantFrom("From a@b Tue Feb 18 10:00:00 2025", ">From x", ">>From y", "From there", ""),
      words,
    );
    const mail = fc
      .array(line, { maxLength: 8 })
      .map((lines) => `Subject: x\n\n${lines.join("\n")}\nend\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(mail, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 900 }), async (mails, size) => {
        const escaped = mails.map((each) => each.replaceAll(/^(>*From )/gm, ">$1"));
        const mbox = escaped.map((each) => `From a@example.org Tue Feb 18 10:00:00 2025\n${each}\n`).join("");
        expect(await framed(mbox, size)).toEqual(mails);
      }),
    ); // prettier-ignore
  });

  test("mbox: Content-Length over bytes of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 4 }), async (bodies) => {
        const mails = bodies.map((body) => `Subject: x\nContent-Length: ${body.length + 1}\n\n${body.toString("latin1")}\n`);
        const mbox = mails.map((each) => `From a@example.org Tue Feb 18 10:00:00 2025\n${each}\n`).join("");
        const read = await framed(mbox, 500);
        expect(read.length).toBe(mails.length);
      }),
    ); // prettier-ignore
  });

  test("base64 and quoted-printable", () => {
    fc.assert(
      fc.property(bytes, (body) => {
        const base64 = body.toString("base64").replaceAll(/(.{76})/g, "$1\r\n");
        expect(decodeTransfer(Buffer.from(base64), "base64")).toEqual(body);
        const quoted = [...body].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
        const folded = quoted.map((each, at) => (at % 25 === 24 ? `${each}=\n` : each)).join("");
        expect(decodeTransfer(Buffer.from(folded), "quoted-printable")).toEqual(body);
      }),
    ); // prettier-ignore
  });

  test("encoded words, whole and cut anywhere between two", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), fc.boolean(), (text, cut, asBase64) => {
        const raw = Buffer.from(text);
        const encode = (part: Buffer) =>
          asBase64
            ? `=?UTF-8?B?${part.toString("base64")}?=`
            : `=?utf-8?q?${[...part].map((byte) => `=${byte.toString(16).padStart(2, "0")}`).join("")}?=`;
        const at = raw.length === 0 ? 0 : cut % raw.length;
        expect(decodeEncodedWords(encode(raw))).toBe(text);
        expect(decodeEncodedWords(`${encode(raw.subarray(0, at))}\r\n ${encode(raw.subarray(at))}`)).toBe(text);
      }),
    ); // prettier-ignore
  });

  test("dates of RFC 5322 in every zone", () => {
    const zone = fc.tuple(
      fc.constantFrom("+", "-"),
      fc.integer({ min: 0, max: 14 }),
      fc.constantFrom(0, 30, 45),
    );
    const time = fc.integer({ min: Date.UTC(1991, 0) / 1000, max: Date.UTC(2030, 0) / 1000 });
    fc.assert(
      fc.property(time, zone, (seconds, [sign, hours, minutes]) => {
        const offset = (sign === "-" ? -1 : 1) * (hours * 3_600 + minutes * 60);
        const local = new Date((seconds + offset) * 1000).toUTCString().replace(" GMT", "");
        const shown = `${sign}${String(hours).padStart(2, "0")}${String(minutes).padStart(2, "0")}`;
        expect(parseMailDate(`${local} ${shown} (X)`)).toEqual({ at: seconds, diagnostics: [] });
      }),
    ); // prettier-ignore
  });

  test("subjects of patches", () => {
    const subject = fc.record({
      reply: fc.boolean(),
      rfc: fc.boolean(),
      version: fc.option(fc.integer({ min: 2, max: 99 })),
      position: fc.integer({ min: 0, max: 40 }),
      title: words,
    });
    fc.assert(
      fc.property(subject, ({ reply, rfc, version, position, title }) => {
        const prefix = `${rfc ? "RFC " : ""}PATCH${version === null ? "" : ` v${version}`} ${String(position).padStart(2, "0")}/40`;
        const read = parsePatchSubject(`${reply ? "Re: " : ""}[${prefix}] area: ${title}`);
        expect(read).toMatchObject({ reply, patch: true, rfc, version, position, total: 40, title: `area: ${title}` });
      }),
    ); // prettier-ignore
  });

  test("paths as git quotes them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (text) => {
        const path = text.replaceAll(/\p{Cs}/gu, "x");
        const quoted = [...Buffer.from(path)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
        expect(readQuotedPath(`"${quoted.join("")}"`)).toBe(path);
      }),
    ); // prettier-ignore
  });

  test("diffs, hunk by hunk", () => {
    const line = fc.tuple(fc.constantFrom(" ", "+", "-"), fc.oneof(words, fc.constantFrom("-- a/x", "++ b/x", "@@ -1 +1 @@", ""))).map(([mark, text]) => mark + text); // prettier-ignore
    const hunk = fc.array(line, { minLength: 1, maxLength: 12 });
    const render = (lines: readonly string[]) => {
      const size = (mark: string) =>
        lines.filter((each) => each[0] === " " || each[0] === mark).length;
      return [`@@ -1,${size("-")} +1,${size("+")} @@ f`, ...lines].join("\n");
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.array(hunk, { minLength: 1, maxLength: 3 })), { maxLength: 4 }), (files) => {
        const text = files.map(([file, hunks]) => `diff --git a/${file}.c b/${file}.c\n--- a/${file}.c\n+++ b/${file}.c\n${hunks.map(render).join("\n")}\n`).join("");
        const read = parseDiff(`Some words.\n---\n${text}-- \n2.43.0\n`);
        expect(read.map(({ path, hunks }) => [path, hunks.map(({ lines }) => lines)])).toEqual(
          files.map(([file, hunks]) => [`${file}.c`, hunks]),
        );
      }),
    ); // prettier-ignore
  });

  test("trailers with people", () => {
    const token = fc.constantFrom("Reviewed-by", "Acked-by", "Tested-by", "Signed-off-by", "Co-developed-by", "Cc"); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.tuple(token, name, address), { maxLength: 12 }), (all) => {
        const lines = all.map(([token, name, email]) => `${token}: ${name} <${email}>`);
        const read = parseTrailers(lines).map(({ token, person }) => [token, person?.name, person?.email]);
        expect(read).toEqual(all);
      }),
    ); // prettier-ignore
  });

  test("attributions", () => {
    fc.assert(
      fc.property(name, address, (name, email) => {
        for (const line of [
          `On Mon, 17 Feb 2025 at 10:00, ${name} <${email}> wrote:`,
          `On 17/02/2025 10:00, ${name} <${email}> wrote:`,
          `* ${name} <${email}> [2025-02-17 10:00:00]:`,
        ])
          expect(parseAttribution([line])).toEqual({ name, email });
      }),
    );
  });

  test("mailboxes and references", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, address), { minLength: 1, maxLength: 30 }), (people) => {
        const header = people.map(([name, email]) => `"${name}" <${email}>`).join(",\n\t");
        expect(parseMailboxes(header)).toEqual(people.map(([name, email]) => ({ name, email })));
        const ids = [...new Set(people.map(([, email]) => email))];
        expect(parseReferences([ids.map((id) => `<${id}>`).join("\n ")])).toEqual(ids);
      }),
    );
  });

  test("HTML that we write ourselves", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(stripTags(escapeHtml(line))).toBe(line);
        expect(htmlToMailText(`<p>${escapeHtml(line)}</p>`).trim()).toBe(line.replaceAll(/[\s\u00a0]+/g, " ").trim());
      }),
    ); // prettier-ignore
  });

  test("flowed text", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 9 }), (paragraphs) => {
        const flowed = paragraphs.map((text) => text.replaceAll(" ", " \n")).join("\n");
        expect(unflow(flowed, false)).toBe(paragraphs.join("\n"));
      }),
    );
  });

  test("markers in issues", () => {
    fc.assert(
      fc.property(address, fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 2 }), (id, told) => {
        const subject = `series/${id}`;
        const body = `x\n${issueMarker({ subject, told })}\ny`;
        expect(parseIssueMarker(body)).toEqual({ subject, told: [...new Set(told)] });
        expect(commentMarkerIn(`x ${commentMarker(told[0]!)} y`)).toBe(commentMarker(told[0]!));
      }),
    ); // prettier-ignore
  });

  test("decisions as they are exported", () => {
    const text = fc.string({ unit: "binary", maxLength: 50 });
    const decision = fc.record({ kind: fc.constantFrom(...DECISION_KINDS), subject: address, other: address, note: fc.option(text), decided_by: fc.option(text), at: fc.integer({ min: 0, max: 4e9 }) }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 5 }), (all) => {
        const rows = all.map(({ other, at, ...rest }) => ({
          ...rest,
          object: LINK_DECISIONS.some((kind) => kind === rest.kind) ? other : null,
          decided_at: new Date(at * 1000).toISOString(),
        }));
        const read = parseDecisions(rows.map((row) => JSON.stringify(row)).join("\n"), "x");
        expect(read.map(({ kind, subject, note, decidedAt }) => [kind, subject, note, decidedAt])).toEqual(
          all.map(({ kind, subject, note, at }) => [kind, subject, note, at]),
        );
      }),
    ); // prettier-ignore
  });

  test("list names of a configuration, in YAML as in JSON", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), (names) => {
        const lists = names.map((name) => ({ name, archives: [{ path: `/archives/${name}.mbox` }] }));
        const read = loadConfig(JSON.stringify({ lists }), "x.yaml", {});
        expect(read.lists.map((list) => list.name)).toEqual(names);
      }),
    ); // prettier-ignore
  });

  test("a path is under its own folder and beside it", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), (parts) => {
        const path = parts.join("/");
        const folder = parts.slice(0, -1).join("/");
        for (const pattern of [path, `${folder}/`, folder, `${folder}/*`, "**", `**/${parts.at(-1)}`])
          expect([pattern, matchesPath(pattern, path)]).toEqual([pattern, true]);
        expect(matchesPath(`${path}x`, path)).toBe(false);
      }),
    ); // prettier-ignore
  });

  test("whole mails, their text in every encoding and shape", async () => {
    const shape = fc.constantFrom("plain", "mixed", "nested");
    const encoding = fc.constantFrom("8bit", "base64");
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 6 }), address, shape, encoding, async (lines, id, shape, encoding) => {
        const text = `begins\n${lines.map((line) => line.trimEnd()).join("\n")}\nends\n`;
        const part = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${encoding === "8bit" ? text : Buffer.from(text).toString("base64")}`;
        const mixed = (inner: string, cut: string) => `Content-Type: multipart/mixed; boundary="${cut}"\n\n--${cut}\n${inner}\n--${cut}--\n`;
        const whole = shape === "plain" ? part : shape === "mixed" ? mixed(part, "c u t") : mixed(mixed(part, "in"), "out");
        const raw = Buffer.from(`From: Ada Example <ada@example.org>\nMessage-ID: <${id}>\nSubject: x\nMIME-Version: 1.0\n${whole}`);
        const read = await parseMessage(archived(raw), { zone: null });
        expect([read.messageId, read.body]).toEqual([id, text]);
      }),
    ); // prettier-ignore
  });
});
