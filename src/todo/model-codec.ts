import { indexRows, type RowIndex } from "./row-index.ts";
import type { Network, TodoModel } from "./todo-model.ts";

/** Figures of a matrix as signed bytes, each column with its own scale. Base64. */
export interface PackedMatrix {
  readonly bytes: string;
  readonly scales: readonly number[];
}

/** A trained model as it stands in a source file: small, and read without any file access. */
export interface PackedModel {
  readonly vectors: { readonly words: string; readonly values: PackedMatrix };
  /** Ids of the features, 32 bits each, base64. */
  readonly features: string;
  readonly weights: PackedMatrix;
  readonly bias: readonly number[];
  readonly networks: readonly {
    readonly input: PackedMatrix;
    readonly inputBias: readonly number[];
    readonly output: readonly number[];
    readonly outputBias: readonly number[];
  }[];
  readonly slope: number;
  readonly shift: number;
}

/** A copy of its own, so that it is aligned as figures of 32 bits must be. */
function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, "base64")).buffer;
}

function unpackMatrix({ bytes, scales }: PackedMatrix): Float32Array {
  const width = scales.length;
  return Float32Array.from(
    new Int8Array(bytesOf(bytes)),
    (value, at) => value * (scales[at % width] ?? 0),
  );
}

function rowsById(base64: string): RowIndex {
  return indexRows(new Int32Array(bytesOf(base64)));
}

/** A packed model ready for use. */
export function unpackModel(packed: PackedModel): TodoModel {
  return {
    sentences: {
      vectors: {
        size: packed.vectors.values.scales.length,
        rows: rowsById(packed.vectors.words),
        values: unpackMatrix(packed.vectors.values),
      },
      rows: rowsById(packed.features),
      weights: unpackMatrix(packed.weights),
      bias: Float32Array.from(packed.bias),
      networks: packed.networks.map((network): Network => ({
        size: network.inputBias.length,
        input: unpackMatrix(network.input),
        inputBias: Float32Array.from(network.inputBias),
        output: Float32Array.from(network.output),
        outputBias: Float32Array.from(network.outputBias),
      })),
    },
    slope: packed.slope,
    shift: packed.shift,
  };
}
