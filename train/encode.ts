import type { PackedMatrix, PackedModel } from "../src/todo/model-codec.ts";
import type { TodoModel } from "../src/todo/todo-model.ts";

function base64(bytes: ArrayBufferView): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** Five figures are more than training is exact to, and keep the file the same everywhere. */
function short(values: Iterable<number>): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(5)));
}

function packMatrix(values: Float32Array, width: number): PackedMatrix {
  const largest = new Float64Array(width);
  for (const [at, value] of values.entries())
    largest[at % width] = Math.max(largest[at % width]!, Math.abs(value));
  const scales = short(largest.map((value) => value / 127));
  const bytes = Int8Array.from(values, (value, at) => {
    const scale = scales[at % width]!;
    return scale === 0 ? 0 : Math.max(-127, Math.min(127, Math.round(value / scale)));
  });
  return { bytes: base64(bytes), scales };
}

/** A trained model as it is written down. */
export function packModel({ sentences, slope, shift }: TodoModel): PackedModel {
  return {
    vectors: {
      words: base64(sentences.vectors.rows.ids),
      values: packMatrix(sentences.vectors.values, sentences.vectors.size),
    },
    features: base64(sentences.rows.ids),
    weights: packMatrix(sentences.weights, sentences.bias.length),
    bias: short(sentences.bias),
    networks: sentences.networks.map((network) => ({
      input: packMatrix(network.input, network.size),
      inputBias: short(network.inputBias),
      output: short(network.output),
      outputBias: short(network.outputBias),
    })),
    slope: Number(slope.toPrecision(5)),
    shift: Number(shift.toPrecision(5)),
  };
}

/** The source file that holds a model; the same model gives the same bytes. */
export function sourceOf(model: PackedModel): string {
  return [
    'import type { PackedModel } from "./model-codec.ts";',
    "",
    "/** Written by `npm run train`; see models/todo.md. */",
    `export const TRAINED: PackedModel = ${JSON.stringify(model)};`,
    "",
  ].join("\n");
}
