/** Ends our part of a body. */
export const PART_END = "<!-- patchtrail:end -->";

const START = "<!-- patchtrail:issue=";
const MARKER =
  /<!-- patchtrail:issue=(series|todo)\/([A-Za-z0-9._@+-]{1,200})((?: told=[^\s>]{1,3000})*) -->/u;

/** Ids are ours and short; whatever else is in one must not end the comment. */
const safeId = (id: string): string => id.replace(/[^A-Za-z0-9._@+-]/gu, "_").slice(0, 200);

/** A message-id without a character that HTML comments, URLs or GitHub read anything into. */
const encodeId = (id: string): string =>
  encodeURIComponent(id.slice(0, 998).replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[-!'()*~]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function decodeId(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What the hidden marker of an issue says. */
export interface IssueMarker {
  /** `series/<id>` or `todo/<id>`. */
  readonly subject: string;
  /** Message-ids of the first mail of the series and of the last that the issue has told of. */
  readonly told: readonly string[];
}

/** The hidden marker by which a body is known as ours; of what it has told the first and the last. */
export function issueMarker(marker: IssueMarker): string {
  const [kind = "series", ...id] = marker.subject.split("/");
  const ends = [...new Set([...marker.told.slice(0, 1), ...marker.told.slice(-1)])];
  const told = ends.map((each) => ` told=${encodeId(each)}`).join("");
  return `${START}${kind}/${safeId(id.join("/"))}${told} -->`;
}

/** The marker in a body; null without one. */
export function parseIssueMarker(body: string): IssueMarker | null {
  const found = MARKER.exec(body);
  if (found === null) return null;
  const told = [...(found[3] ?? "").matchAll(/ told=(\S+)/gu)].flatMap(
    (each) => decodeId(each[1] ?? "") ?? [],
  );
  return { subject: `${found[1]}/${found[2]}`, told };
}

/** Marks the task of a TODO, so that a box that a person ticked is known again. */
export const todoMarker = (id: string): string => `<!-- patchtrail:todo=${safeId(id)} -->`;

/** Tells an issue that we closed from one that a person closed, when our records are lost. */
export const closedMarker = (closing: string): string =>
  `<!-- patchtrail:closed=${safeId(closing)} -->`;

/** Why we closed the issue of a body (or part of one), by its marker; null where we did not. */
export function closingIn(body: string): string | null {
  const part = partOf(body) ?? "";
  return /<!-- patchtrail:closed=([A-Za-z0-9._@+-]{1,200}) -->/u.exec(part)?.[1] ?? null;
}

/** The hidden marker of a comment: what it tells of. */
export function commentMarker(occasion: string): string {
  return `<!-- patchtrail:comment=${encodeId(occasion)} -->`;
}

/** The marker of a comment as it stands in it; null without one. */
export function commentMarkerIn(body: string): string | null {
  return /<!-- patchtrail:comment=[A-Za-z0-9._%]{1,3000} -->/u.exec(body)?.[0] ?? null;
}

/** Where our part stands in a body; null when people removed it. */
function findPart(body: string): { from: number; to: number } | null {
  const from = MARKER.exec(body)?.index ?? -1;
  if (from < 0) return null;
  const end = body.indexOf(PART_END, from);
  return { from, to: end < 0 ? body.length : end + PART_END.length };
}

const withUnixLines = (text: string): string => text.replace(/\r\n?/gu, "\n");

/** Our part of a body as it stands there; null when people removed it. */
export function partOf(body: string): string | null {
  const text = withUnixLines(body);
  const found = findPart(text);
  return found === null ? null : text.slice(found.from, found.to);
}

const BOX = /^- \[[ xX]\] /u;
const TICKED = /^- \[[xX]\] .*(<!-- patchtrail:todo=[A-Za-z0-9._@+-]{1,200} -->)\s*$/u;

/** Lines of a part as they are compared: ticked boxes are no change, nor is white space. */
function comparable(part: string): string[] {
  return part
    .split("\n")
    .map((line) => line.replace(BOX, "- [ ] ").trim())
    .filter((line) => line !== "");
}

/** Whether two parts say the same; boxes that people ticked aside. */
export function samePart(left: string, right: string): boolean {
  return comparable(left).join("\n") === comparable(right).join("\n");
}

/** Lines of a part that are in none of the texts known to be ours: people wrote them. */
export function addedByHand(live: string, known: readonly string[]): string[] {
  const ours = new Set(known.flatMap(comparable));
  return live
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("<!-- patchtrail:"))
    .filter((line) => !ours.has(line.replace(BOX, "- [ ] ").trim()));
}

/** Characters of a body that are people's. */
export function foreignLength(body: string): number {
  const text = withUnixLines(body);
  return text.length - (partOf(text)?.length ?? 0);
}

/**
 * A body with our part made anew and every word of people kept: what stands before and after it,
 * the boxes they ticked, and lines that they wrote into our part, which move below it. Where they
 * removed our part it is put below their words.
 *
 * @param last our part as we wrote it last
 */
export function mergePart(
  body: string,
  parts: { readonly part: string; readonly last: string },
): string {
  const text = withUnixLines(body);
  const place = findPart(text);
  if (place === null) return text.trim() === "" ? parts.part : `${text}\n\n${parts.part}`;
  const live = text.slice(place.from, place.to);
  const ticked = new Set(live.split("\n").flatMap((line) => TICKED.exec(line)?.[1] ?? []));
  const part = parts.part
    .split("\n")
    .map((line) =>
      [...ticked].some((marker) => line.startsWith("- [ ] ") && line.endsWith(marker))
        ? line.replace("- [ ] ", "- [x] ")
        : line,
    )
    .join("\n");
  const added = addedByHand(live, [parts.last, parts.part]);
  const moved = added.length === 0 ? "" : `\n\n${added.join("\n")}`;
  return text.slice(0, place.from) + part + moved + text.slice(place.to);
}
