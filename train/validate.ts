import { createHash } from "node:crypto";
import { verdictOf } from "../src/todo/classify.ts";
import { joinFinds } from "../src/todo/find.ts";
import { ownerOf } from "../src/todo/owner.ts";
import type { SentenceScore } from "../src/todo/scorer.ts";
import { type Calibration, todoOdds } from "../src/todo/todo-model.ts";
import type { Prediction } from "./evaluate.ts";
import { fitWeights, type FitOptions, type LabelledMail, sharesOf } from "./fit.ts";

const FOLDS = 5;

/** The fold of a mail: by its id alone, so that more rows move none. */
export function foldOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) % FOLDS;
}

export interface ValidateOptions extends FitOptions {
  /** Share of the training mails that is used, for the learning curve. */
  readonly part?: number;
}

function trainingMails(mails: readonly LabelledMail[], skipped: number, part: number) {
  return mails.filter(({ id }) => {
    if (foldOf(id) === skipped) return false;
    const place = createHash("sha256").update(`part ${id}`).digest().readUInt32BE(0);
    return place / 2 ** 32 < part;
  });
}

/** Shares of the classes for each sentence of a mail, by the mail's id. */
type SharesById = ReadonlyMap<string, readonly Float64Array[]>;

/** Judges every mail by weights that were trained on the other folds alone. */
export function crossValidate(
  mails: readonly LabelledMail[],
  features: number,
  options: ValidateOptions,
): SharesById {
  const judged = new Map<string, Float64Array[]>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const training = trainingMails(mails, fold, options.part ?? 1);
    const weights = fitWeights(training, features, options);
    for (const mail of mails)
      if (foldOf(mail.id) === fold) judged.set(mail.id, sharesOf(weights, mail));
  }
  return judged;
}

/** Logistic regression of the truth on the log-odds of unseen mails. @see Platt 1999 */
export function calibrate(mails: readonly LabelledMail[], judged: SharesById): Calibration {
  const points = mails.flatMap(({ id, labels }) =>
    (judged.get(id) ?? []).map((shares, at) => ({
      x: todoOdds(shares),
      y: labels[at] === 0 ? 0 : 1,
    })),
  );
  let [slope, shift] = [1, 0];
  for (let round = 0; round < 25; round += 1) {
    let [gs, gb, hss, hsb, hbb] = [0, 0, 1e-6, 0, 1e-6];
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(slope * x + shift)));
      const h = p * (1 - p);
      gs += (y - p) * x;
      gb += y - p;
      hss += h * x * x;
      hsb += h * x;
      hbb += h;
    }
    const det = hss * hbb - hsb * hsb;
    slope += (gs * hbb - gb * hsb) / det;
    shift += (gb * hss - gs * hsb) / det;
  }
  return { slope, shift };
}

/** What the product would list at a threshold, joined and with owners as it does. */
export function predictionsOf(
  mails: readonly LabelledMail[],
  judged: SharesById,
  { slope, shift, threshold }: Calibration & { readonly threshold: number },
): Map<string, Prediction[]> {
  const predictions = new Map<string, Prediction[]>();
  for (const { id, inputs, found } of mails) {
    const own = judged.get(id);
    if (own === undefined || found === null) continue;
    const scores = inputs.map((input, at): SentenceScore | null => {
      const verdict = verdictOf(input, own[at]!, slope * todoOdds(own[at]!) + shift);
      return verdict === null ? null : { ...verdict, reasons: [] };
    });
    predictions.set(
      id,
      joinFinds(inputs, scores, threshold).map(({ input, score, text }) => ({
        text,
        kind: score.kind,
        owner: ownerOf(score.kind, input, found).role,
        confidence: score.confidence,
      })),
    );
  }
  return predictions;
}
