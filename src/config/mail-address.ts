/** The addresses that mail is sent to: RFC 5321 dot-strings, nothing that a header could misread. */
export const ADDRESS =
  /^[\w!#$%&'*+/=?^`{|}~][\w.!#$%&'*+/=?^`{|}~-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;

/** `Name <address>`, with or without quotes around the name. */
const NAMED_ADDRESS = /^"?([^"<>\r\n]{0,200}?)"?\s{0,10}<([^<>\s]{1,320})>$/;

/** Takes `Name <address>` or an address apart; null when it is neither. */
export function parseFrom(value: string): { name: string | null; address: string } | null {
  if (ADDRESS.test(value)) return { name: null, address: value };
  const [, name = "", inner = ""] = NAMED_ADDRESS.exec(value.trim()) ?? [];
  if (!ADDRESS.test(inner)) return null;
  return { name: name.trim() === "" ? null : name.trim(), address: inner };
}
