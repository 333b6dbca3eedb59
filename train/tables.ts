import { KINDS } from "../src/todo/todo-model.ts";
import { TODO_THRESHOLD } from "../src/todo/trained-scorer.ts";
import type { Figures } from "./evaluate.ts";

const three = (value: number): string => value.toFixed(3);

const HEAD = "precision | recall | F1 | kind | owner | mails";
const RULE = "---:|---:|---:|---:|---:|---:|";
const cells = (figures: Figures): string =>
  [figures.precision, figures.recall, figures.f1, figures.kind, figures.owner, figures.mails]
    .map(three)
    .join(" | ");

/** Figures of models that each lack a part. */
export function ablationTable(rows: readonly (readonly [string, Figures])[]): string {
  const lines = rows.map(([name, figures]) => `| ${name} | ${cells(figures)} |`);
  return [`| model | ${HEAD} |`, `|---|${RULE}`, ...lines].join("\n");
}

/** Figures by how many of the mails were learned from. */
export function curveTable(rows: readonly (readonly [number, Figures])[], mails: number): string {
  const lines = rows.map(
    ([part, figures]) => `| ${Math.round(mails * 0.8 * part)} | ${cells(figures)} |`,
  );
  return [`| mails learned from | ${HEAD} |`, `|---:|${RULE}`, ...lines].join("\n");
}

/** Figures by threshold. */
export function thresholdTable(rows: readonly (readonly [number, Figures])[]): string {
  const lines = rows.map(([threshold, figures]) => `| ${threshold} | ${cells(figures)} |`);
  return [`| at least | ${HEAD} |`, `|---:|${RULE}`, ...lines].join("\n");
}

/** Recall of each kind, what kinds are taken for each other, and how far confidences hold. */
export function kindTables({ byKind, confusion, calibration }: Figures): string {
  const found = KINDS.map((kind) => {
    const [right = 0, all = 0] = byKind.get(kind) ?? [];
    const taken = KINDS.map((other) => String(confusion.get(`${kind}/${other}`) ?? 0));
    return `| ${kind} | ${three(right / Math.max(1, all))} | ${all} | ${taken.join(" | ")} |`;
  });
  const bands = calibration.flatMap(([right, all], tenth) =>
    all === 0
      ? []
      : [
          `| ${(tenth / 10).toFixed(1)} to ${((tenth + 1) / 10).toFixed(1)} | ${all} | ${three(right / all)} |`,
        ],
  );
  return [
    `| kind | recall | annotated | ${KINDS.map((kind) => `found as ${kind}`).join(" | ")} |`,
    "|---|---:|---:|---:|---:|---:|---:|",
    ...found,
    "",
    "| confidence | found | right |",
    "|---|---:|---:|",
    ...bands,
  ].join("\n");
}

interface CardFacts {
  readonly date: string;
  readonly mails: number;
  readonly items: number;
  readonly labelled: number;
  readonly sentences: number;
  readonly words: number;
  readonly features: number;
  readonly bytes: number;
}

/** What the model is, what it learned from, how well it does and where it fails. */
export function modelCard(facts: CardFacts, figures: Figures): string {
  const { date, mails, items, labelled, sentences, words, features, bytes } = facts;
  return `# The model that finds TODOs

Written by \`npm run train\`, ${date}. The model itself is \`src/todo/trained.ts\` (${(bytes / 1e6).toFixed(2)} MB): ids
of features (hashes) and their weights; no sentence and no word of a mail can be read back from it.

**Use.** Judges each sentence that people write in covers, patches and replies on mailing lists of
patches, in English: TODO or not, which kind, how sure. Mail in other languages is not judged well.

**Data.** ${mails} annotated mails with ${items} items in ${labelled} sentences, from kernel lists. Word vectors:
${words} words in ${sentences} distinct sentences of the same lists, without annotations; annotated mails left out.

**Features.** ${features}: cues of words, form, place and person (\`src/todo/cues.ts\`), words and word
pairs, the words of the sentences beside it, the mean of the word vectors. A softmax regression and
two small networks with one hidden layer score each sentence, half each. Confidence is calibrated on
mails unseen in training (Platt).

**Figures**, five-fold cross-validation over mails, confidence at least ${TODO_THRESHOLD}:

| ${HEAD} |
|${RULE}
| ${cells(figures)} |

${kindTables(figures)}

"mails" is the share of mails where the model tells rightly whether there is any TODO. More tables
and the commands that make them: \`docs/todo-model.md\`.

**Limits.** Gaps are found worst: many are plain statements of fact that only the work at hand
turns into loose ends. Irony, questions that expect no answer, and explanations beside a request
are taken for TODOs now and then. Trained on mail about one system in C; other projects' words for
the same things are met through the vectors alone.
`;
}
