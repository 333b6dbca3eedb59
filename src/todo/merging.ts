/** What is said about how, when and by whom a series is taken, not about what it does. */
const MERGING: readonly RegExp[] = [
  // Reminders.
  /\b(?:gentle |friendly )?ping\b[\s.!?:)]{0,4}$/i,
  /\bany (?:comments?|updates?|news|feedback|progress)\b[^?]{0,40}\?/i,
  /\b(?:did|have|had) you (?:get|got|have|had|find)?\s?(?:a |any )?(?:chance|time) to\b/i,
  /\b(?:reason|why) (?:for )?(?:not|this|it|these|wasn't|isn't)\b.{0,20}\b(?:picking|picked|applied|merged|queued|taken)\b/i,
  /\bstill in (?:the |your |any )?(?:\w{1,12} )?queues?\b/i,
  // Another version, wanted or not.
  /\b(?:do you|would you|you) (?:want|need|like|prefer|rather)\b.{0,40}\b(?:re-?send|re-?spin|re-?post|v\d{1,2}|(?:new|another|next) (?:version|revision|patch))\b/i,
  /\b(?:should|shall|can|do) (?:i|we) (?:need to |have to |also |just )?(?:re-?send|re-?spin|re-?post|send (?:a |an )?(?:v\d{1,2}|new version|updated))/i,
  /\b(?:re-?send|re-?spin|re-?post|v\d{1,2}|new version)\b.{0,30}\bif (?:it'?s |that'?s |it is |that is |you |there'?s )?(?:a )?(?:need|want|necessary|require|prefer|like)/i,
  /\bno need (?:for|to send|to re-?send|to post) (?:a |an )?(?:v\d{1,2}|new|another)\b/i,
  // The way in.
  /\b(?:go|goes|going|taken?|merged?|picked up) (?:in )?via\b/i,
  /\b(?:via|through) (?:the |your |my |his |her )?[\w./-]{2,30}(?: |-)tree\b/i,
  /\bhow (?:should|do|shall|will) (?:we|i|you) (?:merge|take|route)\b/i,
  /\b(?:get|have) (?:this|it|these|them|that) (?:in\b(?! (?:a|the|its|their) \w)|into v?\d|merged|applied|queued|picked|upstream)/i,
  /\b(?:can|could|will|would) (?:you|someone|somebody|anyone) (?:please |kindly )?(?:pick|take|apply|queue|pull) (?:it|this|these|them|the (?:patch|series)|patch\w*)\b/i,
  /\b(?:can|could|may) i (?:get|have|add) (?:your|an?) (?:ack|acked-by|reviewed-by|r-?b)\b/i,
  /\btopic branch\b/i,
  // Mended on the way.
  /\b(?:when|while|before|on|during|as i) (?:i(?:'m| am)? )?(?:appl(?:y|ying|ication)|commit(?:ting)?|merg(?:e|ing)|push(?:ing)?|queu(?:e|ing))\b/i,
  /\b(?:fix|fixed|fold|folded|squash|squashed|update|updated|amend|amended|change|changed|remove|removed)\b.{0,40}\b(?:locally|in my (?:tree|branch|queue))\b/i,
];

/** Tells whether a sentence is about the taking of a series alone: once it is in, that is over. */
export function isAboutMerging(text: string): boolean {
  const head = text.slice(0, 400);
  return MERGING.some((pattern) => pattern.test(head));
}
