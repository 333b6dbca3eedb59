/** Words that are never a TODO, whatever their features. Tested against the sentence as written. */
const NEVER: readonly RegExp[] = [
  // Tags, notices and what stands in the head of a mail.
  /^(?:[A-Za-z]{2,14}-){1,3}(?:by|to|off|id|from)\s?:/i,
  /^(?:cc|link|closes|fixes|from|date|subject|to|message-id)\s?:\s/i,
  /^(?:applied|queued|pushed|merged)(?: up)?(?: to| for| into|,|\.|$)/i,
  /\b(?:take|have|include|keep) my (?:r-?b|a-?b|t-?b|ack|(?:reviewed|acked|tested)-by)\b/i,
  // What every mail asks for.
  /^(?:any )?(?:comments?|feedback|reviews?|suggestions|thoughts)(?: and \w{1,12})?(?: (?:is|are|would be))?(?: very| most| highly)?(?: welcome| appreciated)/i,
  /^(?:please )?(?:let me know|let us know)(?: (?:if|what|how|your|about)\b.{0,60})?[.!]?$/i,
  /^please (?:review|apply|pull|consider(?: applying)?|have a look|take a look|comment)[.!]?$/i,
  /^(?:[A-Z][\p{L}-]{1,20}[,:] )?(?:gentle |friendly |kind )?ping\b[\s.!?:)]{0,4}$/iu,
  // Praise, and what a test came to.
  /^(?:this |that |it |all |the (?:patch|series) |patch |series )?(?:looks?|seems?|sounds?) (?:very |pretty |all |quite )?(?:good|fine|great|ok|okay|correct|sane|reasonable|right|nice)(?: to me)?(?:,? thanks| otherwise| now| overall| so far| (?:other than|apart from|except for) that)?[.!]?$/i,
  /^(?:lgtm|nice|great|good|very nice|well) ?(?:work|cleanup|catch|one|job|stuff|done|point|idea|patch|series)?[.!]{0,3}$/i,
  /^(?:yes,? |yeah,? |ah,? |oh,? )?(?:this|that|it)(?: \w{2,10})? (?:looks?|seems?|reads?|sounds?) (?:to be )?(?:even |much |way |a lot |a bit )?(?:better|clearer|nicer|cleaner|neater|simpler)\b(?!.{0,80}\b(?:if|but|to(?! me)|though|when|with|without)\b)/i,
  /^(?:and |also,? |fwiw,? )?(?:i|we)(?:'ve| have)? (?:just |also |now |quickly )?(?:gave|tested|booted|built|ran|tried|verified)\b(?![^?]{0,200}\b(?:but|however|except|fail\w*|not|without|crash\w*|warnings?)\b)[^?]{0,120}\b(?:all good|ok|okay|fine|well|as expected|works?|working|worked|passed|passes|no (?:issues?|problems?|regressions?|errors?))\b[^?]{0,30}$/i,
  // Courtesy.
  /^(?:many )?(?:thanks|thank you|thx)(?! .{0,60}\b(?:but|please|could|can|however|would|should)\b)[^?]{0,80}$/i,
  /^(?:i )?(?:hope|hopefully)\b.{0,100}[?!.:;() -]$/i,
  /^(?:br|regards|(?:best|kind|warm) regards|cheers|ciao|sincerely)[,.!]? {1,3}\p{Lu}[\p{L}.'-]{1,20}(?: \p{Lu}[\p{L}.'-]{1,20})?[.!]?$/iu,
  // Leave, given: the other may act, and need not.
  /^(?:(?:yes|ok|okay|sure|so|please|also|anyway|but)[,.]? (?:please )?)?(?:(?:please )?go ahead|feel free)\b(?![^?]{0,200}\b(?:but|however|should|must|needs?)\b)[^?]{0,200}[.!,:)]{0,3}$/i,
  /\b(?:disregard|ignore|forget) (?:my|the|this) (?:last |previous |other )?(?:comment|mail|email|remark|question|suggestion|noise)s?\b/i,
  // What the writer will not do, or only lets happen.
  /^(?:(?:ok|okay|yes|fine|sure|so|then|and|but|alright|thanks)[,.]? )?(?:i'?ll|i will|i am going to|i'm going to) (?:just |then |probably |now )?(?:leave (?:it|this|that|them|those|these|the)|stop\b|not\b|refrain|assume|wait\b|argue|(?:take a )?guess\b|say\b|admit|keep (?:it|this|that|them|those) as)(?![^?]{0,200}\b(?:but|please|should|could|and (?:then )?(?:send|fix|add|change|do|post))\b)[^?]{0,200}$/i,
  /^(?:it )?will be (?:great|nice|good|interesting|fun|exciting) to\b/i,
  /^(?:my|our) hope\b/i,
  // The head of what follows.
  /^(?:just |only |but |and |still )?(?:one|two|three|four|a few|few|some|a couple of|couple of|several|minor|small|my|more)(?: (?!please|should)\w{1,12}){0,2} (?:things?|nits?|comments?|remarks?|notes?|questions?|suggestions?|points?|nitpicks?)(?: (?!is|are|was|would|should|could|need|needs|missing|left|have|has|from|about|to)[\w/-]{1,14}){0,5}\s?[:.…]{0,3}$/i,
  /^\[?(?:snip|\.\.\.|cut)\]?$/i,
  // Questions of kconfig and their like; what robots ask of everybody.
  /\[[yn](?:\/[a-z?]){1,4}\]/i,
  /\bkindly add (?:the )?following tags?\b/i,
];

/** Who says so does not insist. */
const SHRUGS =
  /\b(?:(?:i )?(?:don't|do not|wouldn't) (?:really |particularly |much )?(?:care|mind|feel strongly)|no strong (?:opinions?|feelings?|preferences?)|not a big deal|up to you|feel free to ignore|can (?:safely )?be ignored|either way is fine|just (?:kidding|joking))\b|;-?\)\s{0,2}$/i;

/** Says nothing without what stands above it: "Why?", "This and...", "Wdyt?", "could be:". */
const FRAGMENT =
  /^(?:(?:but|and|so|hmm|ok|well|also|or|then)[, ]{1,2})?(?:why|how|what|when|where|which|really|huh|wdyt|thoughts|right|correct|true|(?:any )?(?:thoughts|opinions?|ideas?)|what do you think|what are your thoughts|would like to know your thoughts|does (?:it|this|that) (?:sound|look|seem) (?:better|good|ok|okay|right)|how about (?:this|that|it|below)|what about (?:this|that|it|below)|what is wrong|(?:this|that|these|here|same) and|(?:this|that|it)?\s?(?:could|should|can|would|may|might) be)\s{0,2}(?:[?!:;,.…) (-]{1,6}|$)(?:\s{0,2}$)/i;

/** Tells whether words are never a TODO: tags, closings, praise, reminders, headings, permissions. */
export function isNoise(text: string): boolean {
  return NEVER.some((pattern) => pattern.test(text));
}

/** Tells whether words are a remark, but nothing to be held to, or to be read, by themselves. */
export function isFaint(text: string): boolean {
  return SHRUGS.test(text) || FRAGMENT.test(text);
}
