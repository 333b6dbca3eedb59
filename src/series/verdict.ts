import type { SeriesMail } from "../model/series.ts";
import { ownSentences } from "./own-words.ts";

/** What a reply asks for or announces, as far as the state of a series goes. */
export interface Verdict {
  readonly kind: "request" | "rejection" | "withdrawal" | "promise" | "praise";
  readonly text: string;
}

const REJECTION =
  /^(?:so )?(?:nak|nack|nacked)\b(?!-)|\bi(?:'m| am) (?:not going to|not) (?:apply|applying|merge|merging|take|taking)\b|\bi (?:won't|will not|can't|cannot) (?:apply|merge|take) (?:this|it|these)\b|\bi(?:'m| am) dropping (?:this|these|it|the series)\b|\b(?:this|the) (?:patch|series) (?:is|has been|was) (?:rejected|dropped)\b/i;
const WITHDRAWAL =
  /^(?:please |pls |kindly )?(?:ignore|disregard|drop|discard) (?:this|these|the) (?:patch(?:es)?|series|version|set|one|mail|thread)\b|\b(?:please|pls) (?:ignore|disregard|drop) (?:(?:this|these|the|my) (?:(?:whole|entire|previous|last|above|first|old) )?(?:patch(?:es|set)?|commits?|series|version(?! number)|revision|set|one|mails?|thread)\b|(?:this|these)(?=\s{0,8}$|[^\w\s]| (?:and|as|for|since|because|sorry|i)\b))|\bself[- ]?nak\b|\bi (?:withdraw|retract)\b|\b(?:sorry|oops),? (?:please )?ignore\b/i;
const PROMISE =
  /\b(?:(?:i|we)(?:'ll| will| shall| am going to|'m going to)|will|let me) (?:\w+ly |also |then |just )?(?:fix|change|update|send|resend|respin|re-spin|add|drop|remove|rework|do|address|rename|move|split|repost|post|correct|take care|make|look|try|use|include|clean|check|amend|adjust|put)\b|\b(?:in|for) (?:the )?(?:next (?:version|revision|spin|iteration|round)|v\d{1,2})\b|^(?:(?:ok(?:ay)?|sure|yes|agreed|good (?:catch|point|idea)|right|done|fixed|true|ack)[.!]{0,3}$|will do\b|(?:ok(?:ay)?|sure|yes|agreed|good (?:catch|point|idea)|true),? (?:i|i'll|we|will)\b)/i;
const REQUEST =
  /\b(?:please|pls|needs? to|should|shouldn't|must|could you|can you|would you|why (?:not|do|does|is|are|did)|what about|how about|i(?:'d| would) (?:prefer|suggest|rather|like)|you (?:need|forgot|missed|can drop|have to|want)|missing|drop (?:this|the)|remove (?:this|the)|nit(?:pick)?s?\b|typo|doesn't (?:build|apply|compile|work)|does not (?:build|apply|compile|work)|fails? to|this breaks|respin|resend|rebase|instead of|(?:is|are|looks|seems) (?:wrong|incorrect|broken|racy|buggy|unnecessary|redundant))\b|^(?:please )?(?:don't|do not)\b|\?\s{0,3}$/i;
const PRAISE =
  /^(?:lgtm|looks (?:good|fine|ok|sane|correct)|(?:nice|great|good) (?:work|job|catch|one)|thanks?)\b/i;

/** The strongest verdict in a mail's own words; null when it holds none. */
export function readVerdict(mail: SeriesMail, byAuthor: boolean): Verdict | null {
  const sentences = ownSentences(mail.blocks).slice(0, 300);
  const find = (kind: Verdict["kind"], pattern: RegExp): Verdict | null => {
    const text = sentences.map((each) => each.slice(0, 600)).find((each) => pattern.test(each));
    return text === undefined ? null : { kind, text };
  };
  if (byAuthor) return find("withdrawal", WITHDRAWAL) ?? find("promise", PROMISE);
  return find("rejection", REJECTION) ?? find("request", REQUEST) ?? find("praise", PRAISE);
}
