import { escapeBlock } from "../../report/escape-html.ts";
import { Html } from "../html.ts";

/** Longer lines are of generated or minified files; nobody reads them to their end. */
const MAX_LINE = 2_000;

function classOf(line: string): string {
  if (
    /^(?:diff |index |--- |\+\+\+ |new file|deleted file|similarity |rename |old mode|new mode)/u.test(
      line,
    )
  ) {
    return "f";
  }
  if (line.startsWith("@@")) return "h";
  if (line.startsWith("+")) return "a";
  return line.startsWith("-") ? "d" : "";
}

/** Lines of a diff in their colours; neighbours of one colour share an element. */
export function diffLines(lines: readonly string[]): Html {
  let markup = "";
  let open = "";
  let run: string[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const text = escapeBlock(run.join("\n"));
    markup += open === "" ? `${text}\n` : `<span class="${open}">${text}\n</span>`;
    run = [];
  };
  for (const line of lines) {
    const kind = classOf(line);
    if (kind !== open) flush();
    open = kind;
    run.push(line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line);
  }
  flush();
  return new Html(markup);
}
