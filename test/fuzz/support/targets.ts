import { parseDecisions } from "../../../src/app/decide/decisions-file.ts";
import { ByteReader } from "../../../src/archive/byte-reader.ts";
import { linksOf, mhonarcPages, pipermailPeriods } from "../../../src/archive/crawl-links.ts";
import { fromLineTime } from "../../../src/archive/from-line.ts";
import { readBlobs, type Wanted } from "../../../src/archive/git-log.ts";
import { frameMails, type MboxDialect } from "../../../src/archive/mbox.ts";
import { linkedFiles, listOfPageText, listOfPipermailPage } from "../../../src/archive/pages.ts";
import { sniff } from "../../../src/archive/sniff.ts";
import { readCommits } from "../../../src/archive/tree-log.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { configTemplate } from "../../../src/config/template.ts";
import { TrackerError } from "../../../src/errors.ts";
import { findAttribution, parseAttribution } from "../../../src/mail/attribution.ts";
import { parseMailDate, parsePageDate } from "../../../src/mail/date.ts";
import { decodeEncodedWords, decodeHeaderValue } from "../../../src/mail/encoded-words.ts";
import { htmlToMailText, stripTags } from "../../../src/mail/html.ts";
import { parseMailboxes } from "../../../src/mail/mailbox.ts";
import { parseMessageId, parseReferences } from "../../../src/mail/message-id.ts";
import { findDeclaredLinks } from "../../../src/patch/declared.ts";
import { readCommitMessage } from "../../../src/patch/commit-facts.ts";
import { parseDiff, readPatchContent } from "../../../src/patch/diff.ts";
import { matchesPath } from "../../../src/patch/path-pattern.ts";
import { normaliseTitle, parsePatchSubject } from "../../../src/patch/subject.ts";
import { parsePerson, parseTrailers } from "../../../src/patch/trailers.ts";
import { readRangeDiff } from "../../../src/range-diff/read-range-diff.ts";
import { inertBlock, inertLine, inertMarkdown } from "../../../src/report/inert.ts";
import { parseIssueMarker, partOf } from "../../../src/report/issue-marker.ts";
import { splitSentences } from "../../../src/todo/sentences.ts";
import { parseQuery } from "../../../src/search/parse.ts";
import { renderQuery } from "../../../src/search/render.ts";
import { readWholeMail } from "./mail-laws.ts";
import * as seeds from "./seeds.ts";

/** A parser, and what must hold of it whatever comes in. */
export interface Target {
  readonly name: string;
  /** Throws, or rejects, where a law is broken. */
  readonly run: (input: Buffer) => void | Promise<void>;
  readonly seeds: readonly Buffer[];
  readonly dictionary: readonly string[];
}

function must(holds: boolean, law: string): void {
  if (!holds) throw new Error(law);
}

/** Refusing is an answer where people wrote the input; any other error is a fault of ours. */
function mayRefuse(use: () => unknown): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
  }
}

async function* inPieces(input: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < input.length; at += size) yield input.subarray(at, at + size);
}

/** Where a mail ends may not depend on how its bytes arrive, and no byte comes from nowhere. */
async function frame(input: Buffer, dialect: MboxDialect): Promise<void> {
  const framed = async (size: number) => {
    const raws: string[] = [];
    for await (const { raw } of frameMails(inPieces(input, size), dialect, () => false))
      raws.push(raw.toString("latin1"));
    return raws;
  };
  const whole = await framed(Math.max(1, input.length));
  const pieces = await framed(Math.max(7, input.length >> 4));
  must(whole.length === pieces.length, "another number of mails from other pieces");
  must(
    whole.every((raw, at) => raw === pieces[at]),
    "other mails from other pieces",
  );
  must(whole.join("").length <= input.length, "more bytes came out than went in");
}

const HASH = "0123456789abcdef0123456789abcdef01234567";

async function readGit(input: Buffer): Promise<void> {
  const source = () => inPieces(input, Math.max(3, input.length >> 3));
  for await (const commit of readCommits(new ByteReader(source()), new ByteReader(source()))) {
    must(/^[0-9a-f]{40,64}$/.test(commit.commit), "a commit without a hash");
    readCommitMessage(commit.message);
  }
  const queue = Array.from({ length: 3 }, (_, at): Wanted => ({
    commit: HASH,
    time: at,
    kind: "mail",
    guess: at === 1,
  }));
  try {
    for await (const { bytes } of readBlobs(source(), queue))
      must((bytes?.length ?? 0) <= input.length, "a blob longer than what came");
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
  }
}

const ofText =
  (run: (text: string) => void): Target["run"] =>
  (input) =>
    run(input.toString("utf8"));

const LIST: readonly Target[] = [
  { name: "mime", run: (input) => readWholeMail(input, "rfc822"), ...seeds.mails },
  {
    name: "pipermail-text",
    run: (input) => readWholeMail(input, "pipermail-text"),
    ...seeds.mboxes,
  },
  {
    name: "pipermail-page",
    run: (input) => readWholeMail(input, "pipermail-page"),
    ...seeds.pipermailPages,
  },
  {
    name: "mhonarc-page",
    run: (input) => readWholeMail(input, "mhonarc-page"),
    ...seeds.mhonarcPages,
  },
  { name: "page-text", run: (input) => readWholeMail(input, "page-text"), ...seeds.pageTexts },
  { name: "mbox", run: (input) => frame(input, "mbox"), ...seeds.mboxes },
  { name: "mbox-pipermail", run: (input) => frame(input, "pipermail"), ...seeds.mboxes },
  { name: "git-output", run: readGit, ...seeds.gitOutputs },
  {
    name: "pages",
    run: (input) => {
      const url = "https://lists.example.org/archives/widget-dev/";
      const links = linksOf(input, url);
      pipermailPeriods(links);
      mhonarcPages(links);
      for (const { fileName } of linkedFiles(input))
        must(!/[/\\\0]|^\./.test(fileName), "a linked file leads out of its folder");
      listOfPipermailPage(input);
      listOfPageText(input);
      sniff(input);
    },
    ...seeds.indexPages,
  },
  {
    name: "subject",
    run: ofText((text) => {
      const { version, position, total } = parsePatchSubject(text);
      for (const number of [version, position, total])
        must(number === null || Number.isSafeInteger(number), "a number that is none");
      const key = normaliseTitle(text);
      must(key.length <= text.length * 3, "a key longer than its title");
    }),
    ...seeds.subjects,
  },
  {
    name: "diff",
    run: ofText((text) => {
      const files = parseDiff(text);
      const lines = files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
      must(lines.length <= text.split("\n").length, "more lines than there are");
      const { sketch } = readPatchContent(text);
      must(sketch.length <= 64, "a sketch too large");
    }),
    ...seeds.diffs,
  },
  {
    name: "trailers",
    run: ofText((text) => {
      const lines = text.split("\n");
      parseTrailers(lines);
      findDeclaredLinks(lines);
      for (const line of lines) parsePerson(line);
    }),
    ...seeds.trailers,
  },
  {
    name: "attribution",
    run: ofText((text) => {
      const lines = text.split("\n");
      findAttribution(lines);
      parseAttribution(lines);
    }),
    ...seeds.attributions,
  },
  {
    name: "html",
    run: ofText((text) => {
      htmlToMailText(text);
      stripTags(text);
    }),
    ...seeds.letters,
  },
  {
    name: "date",
    run: ofText((text) => {
      for (const read of [
        parseMailDate(text),
        parsePageDate(text, "Europe/Berlin"),
        parsePageDate(text, null),
      ])
        must(read.at === null || Number.isSafeInteger(read.at), "a time that is none");
      const time = fromLineTime(text);
      must(time === null || Number.isSafeInteger(time), "an envelope time that is none");
    }),
    ...seeds.dates,
  },
  {
    name: "encoded-words",
    run: ofText((text) => {
      decodeEncodedWords(text);
      decodeHeaderValue(Buffer.from(text).toString("latin1"));
    }),
    ...seeds.encodedWords,
  },
  {
    name: "addresses",
    run: ofText((text) => {
      for (const { email } of parseMailboxes(text))
        must(email === null || !/[\s\p{Cc}]/u.test(email), "an address with white space");
      const ids = [parseMessageId(text) ?? "", ...parseReferences([text])];
      for (const id of ids)
        must(!/[\s<>\p{Cc}]/u.test(id) && id.length <= 998, "an id that is none");
    }),
    ...seeds.addresses,
  },
  {
    name: "config",
    run: ofText((text) => mayRefuse(() => loadConfig(text, "fuzz.yaml", {}))),
    ...seeds.texts(configTemplate().replaceAll(/^# ?/gm, ""), configTemplate()),
  },
  {
    name: "decisions",
    run: ofText((text) => mayRefuse(() => parseDecisions(text, "fuzz.jsonl"))),
    ...seeds.decisions,
  },
  {
    name: "path-pattern",
    run: ofText((text) => {
      const [pattern = "", path = ""] = text.split("\n", 2);
      matchesPath(pattern, path);
      if (!/[*?]|^\//.test(path)) must(matchesPath(path, path), "a path that is not itself");
    }),
    ...seeds.patterns,
  },
  {
    name: "sentences",
    run: ofText(
      (text) =>
        void splitSentences({
          kind: "text",
          depth: 0,
          lines: text.split("\n"),
          firstLine: 1,
          quoted: null,
        } as never),
    ),
    ...seeds.prose,
  },
  {
    name: "range-diff",
    run: ofText((text) => void readRangeDiff(text, { older: [], newer: [] })),
    ...seeds.rangeDiffs,
  },
  {
    name: "issue-marker",
    run: ofText((text) => void [parseIssueMarker(text), partOf(text)]),
    ...seeds.issues,
  },
  {
    name: "query",
    run: ofText((text) => {
      const { query, fault } = parseQuery(text, 1_740_000_000);
      if (fault !== null) return;
      const again = parseQuery(renderQuery(query), 1_740_000_000);
      must(
        again.fault === null && renderQuery(again.query) === renderQuery(query),
        "a query that does not come back from its own words",
      );
    }),
    ...seeds.queries,
  },
  {
    name: "inert",
    run: ofText((text) => {
      must(!/(?!\t)[\p{Cc}\p{Cf}]/u.test(inertLine(text)), "a line that steers a terminal");
      must(!/(?!\n)[\p{Cc}\p{Cf}]/u.test(inertBlock(text)), "a block that steers a terminal");
      inertMarkdown(text);
    }),
    ...seeds.prose,
  },
];

/** Every parser of what strangers send, by name. A new parser gets its entry in the list above. */
export const TARGETS: ReadonlyMap<string, Target> = new Map(LIST.map((each) => [each.name, each]));
