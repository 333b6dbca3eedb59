/**
 * True when a file falls under a pattern as the kernel's MAINTAINERS writes them: `drivers/net/`
 * is all below it, `*` and `?` stay within one name, `**` spans folders, a bare folder or file
 * names itself and what is below it. Linear in both; never a regular expression, so that no path
 * in a mail can make it slow.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.replace(/^\/+/u, "").split("/");
  if (wanted.at(-1) === "") wanted[wanted.length - 1] = "**";
  const names = path.split("/");
  const folder = names.slice(0, wanted.length);
  const same = (name: string, given: string) =>
    matchesWild(name.split(""), given.split(""), "*", isSame);
  if (!wanted.includes("**") && !wanted.at(-1)?.includes("*")) {
    return (
      folder.length === wanted.length && wanted.every((each, at) => same(each, folder[at] ?? ""))
    );
  }
  return matchesWild(wanted, names, "**", same);
}

function isSame(wanted: string, given: string): boolean {
  return wanted === "?" || wanted === given;
}

/** The greedy match of a list with a wild card for any number of items: back to the last one only. */
function matchesWild(
  pattern: readonly string[],
  given: readonly string[],
  wild: string,
  isMatch: (wanted: string, item: string) => boolean,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < given.length) {
    const wanted = pattern[at];
    if (wanted === wild) {
      star = at;
      resume = index;
      at += 1;
    } else if (wanted !== undefined && isMatch(wanted, given[index] ?? "")) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resume += 1;
      index = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((each) => each === wild);
}
