import path from "node:path";

/** An archive, and what a person says of the mails in it. */
export interface ArchivePlace {
  readonly place: string;
  /** Overrides what the mails say about their list. */
  readonly list: string | null;
  /** IANA zone of dates on archive pages. */
  readonly zone: string | null;
}

/** The same archive read for another list is read from its beginning. */
export function checkpointKey(request: Pick<ArchivePlace, "list">, source: string): string {
  return `${request.list ?? ""} ${source}`.trim();
}

/**
 * Where in the world a place within an archive is: files of two folders may have the same name,
 * and whoever reads of one months later must find it.
 */
export function fullPlace(archive: string, where: string): string {
  if (/^[a-z]+:\/\//i.test(where)) return where;
  if (/^[a-z]+:\/\//i.test(archive)) return `${archive}: ${where}`;
  const whole = path.resolve(archive);
  const name = path.basename(whole);
  const rest = where.startsWith(name) ? where.slice(name.length) : null;
  // The archive itself, as a file or a folder, perhaps with a place in it.
  if (rest === "" || rest?.startsWith(": ") === true) return whole + rest;
  return path.join(whole, where);
}

/** A list's name from the name of an archive: `linuxppc-dev` of `…/linuxppc-dev.bundle`. */
export function listOfPlace(place: string): string {
  const trimmed = place.replace(/\/+$/, "").replace(/\/(git\/)?\d+(\.git)?$/, "");
  const name = path.basename(trimmed);
  return name.replace(/(\.(mbox|txt|eml|bundle|git|gz|html?))+$/i, "") || "unnamed";
}
