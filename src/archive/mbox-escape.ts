/** Takes off the blank line that the format puts after each mail. */
export function withoutBlankTail(raw: Buffer): Buffer {
  const tail = raw.subarray(-4).toString("latin1");
  if (tail.endsWith("\n\r\n")) return raw.subarray(0, -2);
  return tail.endsWith("\n\n") || tail === "\n" ? raw.subarray(0, -1) : raw;
}

/** mboxrd: one `>` off every line that is `>`s and then `From `. */
export function unescapeFrom(raw: Buffer): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  let from = 0;
  for (;;) {
    const mark = raw.indexOf("\n>", from);
    if (mark < 0) break;
    let word = mark + 1;
    while (raw[word] === 62) word += 1;
    from = word;
    if (raw.toString("latin1", word, word + 5) !== "From ") continue;
    parts.push(raw.subarray(done, mark + 1));
    done = mark + 2;
  }
  if (parts.length === 0) return raw;
  parts.push(raw.subarray(done));
  return Buffer.concat(parts);
}
