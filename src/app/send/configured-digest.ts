import type { Digest, DigestInput } from "../../model/report.ts";
import { buildDigest } from "../../report/digest.ts";
import { pageOfWeek } from "../../report/digest-site.ts";
import { obfuscateInput } from "../../report/obfuscate.ts";
import type { AppContext } from "../context.ts";

/** The digest of an input in the words that may leave: without mail addresses where it is so configured. */
export function configuredDigest({ config }: AppContext, input: DigestInput): Digest {
  return buildDigest(config.digest.obfuscate ? obfuscateInput(input) : input);
}

/** Where the digest of a list's week is published (`digest.pages`); null where none is. */
export function wholePage({ config }: AppContext, list: string, digest: Digest): string | null {
  const { pages } = config.digest;
  const isWhole = digest.week.day === undefined && digest.only === undefined;
  return pages === null || !isWhole ? null : pages + pageOfWeek(list, digest.label);
}
