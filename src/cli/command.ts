import type { Command } from "commander";
import type { AppContext } from "../app/context.ts";
import type { ExitStatus } from "../errors.ts";
import type { GlobalOptions } from "./environment.ts";
import type { Paint } from "../report/layout.ts";

/** What a command is given besides its own arguments. */
export interface Face {
  /** Opens the store and reads the configuration on first use. */
  readonly app: () => Promise<AppContext>;
  /** Options given before or after the command that hold for all commands. */
  readonly options: () => GlobalOptions;
  /** Writes a result to standard output. */
  readonly out: (text: string) => void;
  /** Writes a result as one line of JSON. */
  readonly json: (value: unknown) => void;
  /** Writes bytes to standard output as they are. */
  readonly outBytes: (bytes: Uint8Array) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  readonly paint: Paint;
  /** Columns of the terminal; 80 where it is none. */
  readonly columns: number;
  /** Of this program. */
  readonly version: string;
  /** The process ends with this unless an error says otherwise. */
  readonly setStatus: (status: ExitStatus) => void;
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, face: Face) => void;
