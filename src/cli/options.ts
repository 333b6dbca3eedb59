import { type Command, InvalidArgumentError, Option } from "commander";

/** An option that takes one of some words. */
export function choice(
  flags: string,
  description: string,
  choices: readonly string[],
  fallback?: string,
): Option {
  const option = new Option(flags, description).choices([...choices]);
  return fallback === undefined ? option : option.default(fallback);
}

/** Gathers the values of an option that may be repeated. */
export function collected<T>(read: (text: string) => T) {
  return (text: string, before: readonly T[]): T[] => [...before, read(text)];
}

/** Reads a whole number of at least 1. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("expected a whole number of at least 1");
  }
  return number;
}

/** Reads a whole number of days, 0 or more. */
export function days(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("expected a whole number of days");
}

/** Reads some of several words, with commas between them: `open,carried`. */
export function severalOf<Word extends string>(choices: readonly Word[]): (text: string) => Word[] {
  return (text) =>
    text.split(",").map((part) => {
      const word = choices.find((one) => one === part.trim());
      if (word !== undefined) return word;
      throw new InvalidArgumentError(`expected some of ${choices.join(", ")}`);
    });
}

/** Reads a share from 0 to 1. */
export function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("expected a number from 0 to 1");
}

/** Reads the name of a list, as the configuration allows them. */
export function listName(text: string): string {
  if (/^\w[\w.+-]{0,99}$/.test(text)) return text;
  throw new InvalidArgumentError("expected a list name: letters, digits and . _ + -, at most 100");
}

/** Reads an IANA zone; abbreviations such as EST mean several and are refused. */
export function zoneName(text: string): string {
  try {
    if (text !== "UTC" && !text.includes("/")) throw new RangeError(text);
    new Intl.DateTimeFormat("en", { timeZone: text }).format(0);
    return text;
  } catch {
    throw new InvalidArgumentError("expected an IANA time zone such as Australia/Melbourne");
  }
}

/** Reads a day as the Unix seconds of its beginning, UTC. */
export function day(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time)) return time / 1000;
  throw new InvalidArgumentError("expected a day such as 2025-02-28");
}

/** Reads a day (`2025-02-28`: its end, UTC) or a moment (RFC 3339) as Unix seconds. */
export function moment(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  const time = Date.parse(day);
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError("expected a day such as 2025-02-28, or an RFC 3339 time");
  }
  return Math.floor(time / 1000);
}

/** Reads the number of a port; 0 stands for any that is free. */
export function portNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError("expected a port from 0 to 65535");
}

/** Reads the address of a server: scheme, name and perhaps port, no path. */
export function webOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.pathname === "/" && url.search === "" && url.username === "";
  if (plain && /^https?:$/.test(url.protocol)) return url.origin;
  throw new InvalidArgumentError("expected an address such as https://patches.example.org");
}

/** Refuses options of a command where one of its own commands was called: they say nothing there. */
export function apartFromCommands(command: Command): Command {
  return command.hook("preSubcommand", (parent, called) => {
    const given = parent.options.find(
      (option) => parent.getOptionValueSource(option.attributeName()) === "cli",
    );
    if (given !== undefined) called.error(`error: unknown option '${given.long ?? given.flags}'`);
  });
}
