/** A table of which the first column is code; empty without rows. */
export function table(heads, rows) {
  if (rows.length === 0) return "";
  // Between backticks all signs but the bar are as they stand.
  const cell = (text) =>
    String(text)
      .replaceAll("|", "\\|")
      .replaceAll(/`[^`]*`|</g, (found) => (found === "<" ? "\\<" : found));
  const lines = rows.map(
    ([name, ...rest]) =>
      `| \`${String(name).replaceAll("|", "\\|")}\` | ${rest.map(cell).join(" | ")} |`,
  );
  const text = `| ${heads.join(" | ")} |\n|${"---|".repeat(heads.length)}\n${lines.join("\n")}\n`;
  return text.replaceAll("|  |", "| |").replaceAll("|  |", "| |");
}

/** Begins with a capital, ends with one full stop. */
export function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace(/\.\.$/, ".");
}

/** Parts of a page with a blank line between them; empty ones are left out. */
export function page(parts) {
  return `${parts
    .filter((part) => part !== "")
    .map((part) => part.trimEnd())
    .join("\n\n")}\n`;
}
