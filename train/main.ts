import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { FEATURE_FAMILIES, type FeatureFamily, type WordVectors } from "../src/todo/features.ts";
import { TODO_THRESHOLD } from "../src/todo/trained-scorer.ts";
import { packModel, sourceOf } from "./encode.ts";
import { evaluate, type Figures } from "./evaluate.ts";
import { addFeatures, fitWeights, labelMail, type LabelledMail } from "./fit.ts";
import { readGold } from "./gold.ts";
import { readSentences, situateMails } from "./mails.ts";
import * as tables from "./tables.ts";
import { calibrate, crossValidate, predictionsOf, type ValidateOptions } from "./validate.ts";
import { learnVectors, NO_VECTORS } from "./vectors.ts";

const USAGE = `usage: npm run train -- --gold FOLDER [--corpus ARCHIVE]… [--date YYYY-MM-DD]
       npm run train -- --gold FOLDER [--corpus ARCHIVE]… --cv | --ablate | --curve

FOLDER holds dev.jsonl (annotations) and dev.mbox (their mails and threads). Archives are anything
that \`patchtrail ingest\` reads; words are learned from them, without annotations.`;

interface Material {
  readonly mails: readonly LabelledMail[];
  readonly vectors: WordVectors;
  readonly sentences: number;
}

async function loadMaterial(folder: string, corpus: readonly string[]): Promise<Material> {
  const gold = readGold(path.join(folder, "dev.jsonl"));
  const situated = await situateMails(path.join(folder, "dev.mbox"), gold);
  const mails = Array.from(gold, ([id, mail]) => labelMail(id, mail, situated.get(id) ?? null));
  const own = corpus.length > 0 ? corpus : [path.join(folder, "dev.mbox")];
  const sentences = await readSentences(own, gold);
  return { mails, vectors: learnVectors(sentences), sentences: sentences.length };
}

const ALL: ValidateOptions = { networks: true };

/** Figures at the threshold of the product, for mails unseen in training. */
function measure(
  { mails, vectors }: Material,
  options: ValidateOptions & { readonly without?: readonly FeatureFamily[] },
) {
  const without = new Set(options.without);
  const known = without.has("meaning") ? NO_VECTORS : vectors;
  const rows = addFeatures(mails, known, without);
  const judged = crossValidate(mails, rows.ids.length, options);
  const calibration = calibrate(mails, judged);
  const gold = new Map(mails.map((mail) => [mail.id, mail.gold]));
  const at = (threshold: number): Figures =>
    evaluate(gold, predictionsOf(mails, judged, { ...calibration, threshold }));
  return { at, calibration, rows };
}

function train(material: Material, date: string): void {
  const { at, calibration, rows } = measure(material, ALL);
  const { mails, vectors } = material;
  const packed = packModel({
    sentences: { vectors, rows, ...fitWeights(mails, rows.ids.length, ALL) },
    ...calibration,
  });
  const source = sourceOf(packed);
  writeFileSync("src/todo/trained.ts", source);
  const facts = {
    date,
    mails: mails.length,
    items: mails.reduce((sum, { gold }) => sum + gold.items.length, 0),
    labelled: mails.reduce((sum, { inputs }) => sum + inputs.length, 0),
    sentences: material.sentences,
    words: vectors.rows.ids.length,
    features: rows.ids.length,
    bytes: Buffer.byteLength(source),
  };
  writeFileSync("models/todo.md", tables.modelCard(facts, at(TODO_THRESHOLD)));
  console.log(`src/todo/trained.ts: ${source.length} bytes, ${rows.ids.length} features`);
}

function ablate(material: Material): void {
  const rows: [string, Figures][] = [["all", measure(material, ALL).at(TODO_THRESHOLD)]];
  const add = (name: string, options: Parameters<typeof measure>[1]) =>
    rows.push([name, measure(material, options).at(TODO_THRESHOLD)]);
  add("without networks", { networks: false });
  for (const family of FEATURE_FAMILIES) add(`without ${family}`, { ...ALL, without: [family] });
  const bare = FEATURE_FAMILIES.filter((family) => family !== "word");
  add("words alone, without networks", { networks: false, without: bare });
  console.log(tables.ablationTable(rows));
}

function curve(material: Material): void {
  const rows = [0.25, 0.5, 0.75, 1].map((part): [number, Figures] => [
    part,
    measure(material, { ...ALL, part }).at(TODO_THRESHOLD),
  ]);
  console.log(tables.curveTable(rows, material.mails.length));
}

function validate(material: Material): void {
  const { at } = measure(material, ALL);
  console.log(
    tables.thresholdTable([0.3, 0.35, 0.4, TODO_THRESHOLD, 0.45, 0.5, 0.6].map((t) => [t, at(t)])),
  );
  console.log(tables.kindTables(at(TODO_THRESHOLD)));
}

const { values } = parseArgs({
  options: {
    gold: { type: "string" },
    corpus: { type: "string", multiple: true, default: [] },
    date: { type: "string", default: "unknown" },
    cv: { type: "boolean", default: false },
    ablate: { type: "boolean", default: false },
    curve: { type: "boolean", default: false },
  },
});
if (values.gold === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const material = await loadMaterial(values.gold, values.corpus);
  if (values.cv) validate(material);
  if (values.ablate) ablate(material);
  if (values.curve) curve(material);
  if (!values.cv && !values.ablate && !values.curve) train(material, values.date);
}
