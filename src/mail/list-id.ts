/**
 * List names of List-Id values: the label before the first dot, lower case, distinct, in order.
 * @see RFC 2919
 */
export function parseListIds(values: readonly string[]): string[] {
  const names = values.flatMap((value) => {
    const inner = /<([^<>]{1,500})>/.exec(value)?.[1] ?? value.trim();
    const label = inner.trim().split(/[.@]/)[0] ?? "";
    return /^[\w+-]{1,100}$/.test(label) ? [label.toLowerCase()] : [];
  });
  return [...new Set(names)];
}
