/** `user at host.tld` with nothing around it. Parts are bounded and share no characters. */
const BARE = /([\w.+=%-]{1,100}) at ((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w.-]{0,1}\w)/g;
const BRACKETED = /<([^\s<>@]{1,250}) at ([\w.[\]:-]{1,255})>/g;
/** Addresses of mails on the servers that put a Message-ID into the path. */
const ID_URL =
  /(https?:\/\/(?:[\w-]{1,63}\.){0,6}(?:kernel\.org|msgid\.link|ozlabs\.org|mail-archive\.com|marc\.info|public-inbox\.org|gmane\.org)\/[^\s<>@]{1,400}) at ([\w.-]{1,255})/g;
/** A field whose whole value is an address: `L:` and `M:` lines of MAINTAINERS, `Contact:`. */
const ADDRESS_FIELD =
  /^([>|\s+-]{0,40}[A-Za-z][\w -]{0,30}:\s{1,20})([\w.+=%-]{1,100}) at ((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})(?=\s{0,20}(?:\(|$))/;
/** Lines that hold addresses by their form: headers, trailers with a person, attributions. */
const PERSON_LINE =
  /^[>|\s]{0,40}(?:(?:From|To|Cc|Bcc|Reply-To|Message-I[dD]|In-Reply-To|References|[A-Z][A-Za-z]{1,30}(?:-[A-Za-z]{1,30}){0,4}-[Bb]y|[Rr]eported-and-[\w-]{1,40})\s{0,3}:|(?:On|Am|Le|El)\s.{1,300}(?:wrote|writes|schrieb|écrit)\s{0,2}:)/;

/**
 * One line of a Mailman 2 text archive with `user at host` turned back where it can only be an
 * address: in angle brackets, in URLs that end in a Message-ID, on header, trailer and attribution
 * lines. "Look at foo.c" elsewhere stays as it is.
 */
export function unobfuscateLine(line: string): string {
  if (!line.includes(" at ")) return line;
  const plain = line.replaceAll(BRACKETED, "<$1@$2>").replaceAll(ID_URL, "$1@$2");
  if (!plain.includes(" at ")) return plain;
  if (!PERSON_LINE.test(plain.slice(0, 500))) return plain.replace(ADDRESS_FIELD, "$1$2@$3");
  return plain.replaceAll(BARE, "$1@$2");
}

/**
 * A whole body, line by line, as `unobfuscateLine`; `>From ` at the start of a line, which
 * Mailman's mbox made of `From `, turned back too.
 */
export function unobfuscateBody(text: string): string {
  const unescaped = text.replaceAll(/^>From /gm, "From ");
  if (!unescaped.includes(" at ")) return unescaped;
  return unescaped
    .split("\n")
    .map((line) => (line.length > 2_000 ? line : unobfuscateLine(line)))
    .join("\n");
}
