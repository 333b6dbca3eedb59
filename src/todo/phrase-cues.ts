/** Phrases and forms, tested against the sentence in lower case. Bounded, so linear. */
export const PHRASE_CUES: readonly (readonly [string, RegExp])[] = [
  ["ends with ?", /\?["')\]\s:;-]{0,6}(?:\(?[:;][-']?[()dp]\)?)?$/],
  ["holds ?", /\?/],
  ["ends with !", /!$/],
  ["ends with ...", /\.\.\.$/],
  ["smiley", /[:;]-?[)(/p](?:\s|$)/],
  [
    "starts with a question word",
    /^(?:(?:and|so|but|also|hmm|ok|well|then|or)[ ,]{1,3}){0,2}(?:why|what|how|when|where|which|who|what's|how's)\b/,
  ],
  [
    "starts with a helper verb",
    /^(?:(?:and|so|but|also|hmm|ok|well|then|or)[ ,]{1,3}){0,2}(?:is|are|was|were|do|does|did|can|could|should|would|will|have|has|isn't|aren't|don't|doesn't|didn't|can't|couldn't|shouldn't|wouldn't|won't|am|any)\b/,
  ],
  [
    "asks you to do",
    /\b(?:can|could|would|will) you (?:please |also |just |maybe |perhaps )?(?!tell|explain|elaborate|clarify|say|confirm|describe|share|comment)[a-z]{2,20}\b/,
  ],
  [
    "asks you to tell",
    /\b(?:can|could|would|will) you (?:please |also |just |maybe )?(?:tell|explain|elaborate|clarify|say|confirm|describe|share)\b/,
  ],
  [
    "suggests in a question",
    /^(?:(?:and|so|but|also|hmm|ok|well|then|or|maybe|perhaps)[ ,]{1,3}){0,2}(?:(?:what|how) about|why (?:not|don't (?:we|you))|should(?:n't| not)? (?:we|you|this|that|it|the)|can(?:'t)? (?:we|this|it)|could(?:n't)? (?:we|this|it|you))\b.{0,300}\?|^(?:maybe|perhaps|i'd say|probably)\b.{0,300}\?|\bwould(?:n't)? it (?:make|be)\b.{0,200}\?/,
  ],
  [
    "has in mind",
    /\bi (?:still |also |do )?(?:might|may|should|would|need to|have to|plan to|am going to|want to)(?: probably| also| still| just)? (?:end up|go|look|need|check|ping|poke|try|post|send|limit|remove|drop|update|use|see|write|find|take|work|add|fix|make|test|do)\b/,
  ],
  ["can you", /\b(?:can|could|would|will|should|do|did|are|have) (?:you|we)\b/],
  ["can we", /\b(?:can|could|should|shouldn't|can't|couldn't) we\b/],
  [
    "can this",
    /\b(?:can|could|should|shouldn't|can't|couldn't|would|wouldn't) (?:this|that|it|these|those|the)\b/,
  ],
  [
    "is there",
    /\b(?:is|are) there\b|\bany (?:reason|chance|idea|thoughts|plan|plans|comments|objections)\b/,
  ],
  ["you can", /\byou (?:can|could|may|might)\b/],
  [
    "you should",
    /\byou(?: probably| also| really)? (?:should|must|need|want|have to|'d better|may want|might want)\b/,
  ],
  ["you are", /\byou(?:'re| are|'ve| have)\b/],
  ["we should", /\bwe(?: probably| also| really| still)? (?:should|must|need|want|have to)\b/],
  ["we could", /\bwe(?: probably| also| really)? (?:can|could|may|might)\b/],
  [
    "it should",
    /\b(?:this|that|it|these|they|which|there) (?:should|must|needs?|ought|has to|have to)\b/,
  ],
  [
    "should be",
    /\b(?:should|must|needs? to|ought to|has to|have to|could|can) (?:be|probably be|also be|not be|really be|have been)\b/,
  ],
  ["should have been", /\b(?:should|could|would) have been\b/],
  ["should not", /\b(?:should|must|need|can)(?: not|n't)\b|\bcannot\b/],
  [
    "would be better",
    /\bwould be (?:much |a bit |even |more |probably )?(?:better|nicer?|good|great|cleaner|clearer|easier|simpler|helpful|useful|best|safer|appreciated|worth|interesting|preferable)\b/,
  ],
  [
    "better to",
    /\b(?:better|best|nicer?|good|easier|simpler|cleaner|enough|worth) (?:to|if|idea)\b|\bworth \w{2,12}ing\b/,
  ],
  [
    "I would prefer",
    /\bi(?:'d| would| will)?(?: much| really| strongly)? (?:prefer|rather|suggest|recommend|like|love|expect|advise|propose|vote|appreciate)\b/,
  ],
  [
    "I would verb",
    /\bi(?:'d| would| wouldn't)(?: not| just| probably| also| maybe| say| still)?\b/,
  ],
  ["I think", /\bi (?:think|guess|believe|suppose|suspect|assume|bet|feel)\b|\bimh?o\b/],
  [
    "I do not think",
    /\bi (?:do not|don't|can't|cannot|am not|wouldn't) (?:think|see|like|believe|understand|get|know)\b|\bi'm not (?:sure|convinced|happy|clear|a fan)\b/,
  ],
  [
    "I do not see",
    /\bi (?:do not|don't|can't|cannot|fail to) (?:see|understand|get|follow|quite)\b/,
  ],
  [
    "not sure",
    /\bnot (?:really |quite |entirely |so |very )?(?:sure|clear|certain|convinced)\b|\bno idea\b|\bi don't know\b/,
  ],
  ["I wonder", /\b(?:i|i'm|just|was) (?:wonder|wondering|curious)\b/],
  ["do you", /\bdo(?:n't)? you\b|\bdid you\b|\bare you\b|\bhave you\b|\byou mean\b/],
  ["do we", /\bdo(?:n't)? we\b|\bdid we\b|\bare we\b|\bhave we\b/],
  [
    "I will",
    /\bi(?:'ll| will| shall|'m going to| am going to|'m gonna|'m planning| plan to| intend to)\b|^(?:will|shall) (?!this|that|it|the|we|you|there|they)\w/,
  ],
  [
    "I will do",
    /\b(?:i'll|i will|we'll|we will|will)(?: also| then| just| definitely| try to| try and| have to| certainly| probably| make sure to| go and| go ahead and)? (?:do|fix|add|change|send|resend|update|remove|drop|check|look|try|take|make|post|repost|respin|rebase|split|move|use|rework|rename|test|investigate|see|put|get|include|merge|apply|address|correct|document|work|wait|keep|reword|clarify|write|note|mention|prepare|submit|squash|give|pick|queue|clean|replace|convert|run|re-\w+|modify|fold|go|let|think|need|review|find|revert|revisit|implement|come|improve|create|adjust)\b/,
  ],
  ["I can", /\bi (?:can|could|may|might)\b/],
  [
    "I can do",
    /\bi (?:can|could)(?: also| certainly| probably| just| then| try to)? (?:do|fix|add|change|send|resend|update|remove|drop|check|look|try|take|make|post|respin|rebase|split|move|use|rework|rename|test|see|put|get|include|merge|address|write|queue|pick|apply|squash|fold|have)\b/,
  ],
  ["I need to", /\bi(?:'ll)? (?:need|have|want|'ve got|must|should)\b(?: to)?/],
  [
    "I am working",
    /\bi(?:'m| am| have been|'ve been) (?:still |currently |already )?(?:working|going|planning|looking|trying|preparing|thinking|testing|considering|waiting|inclined)\b/,
  ],
  [
    "I could not",
    /\bi (?:can't|couldn't|cannot|could not|don't have|do not have|haven't|have not|didn't|did not|was not able|wasn't able|am not able|am unable)\b/,
  ],
  ["we will", /\bwe(?:'ll| will|'re going to| are going to| plan| intend)\b/],
  ["let me", /\blet me\b/],
  [
    "let me know",
    /\b(?:let me know|let us know|comments? (?:are |is )?welcome|feedback|any comments|suggestions? (?:are )?welcome|please (?:review|apply|pull|consider applying|have a look|take a look|comment))\b/,
  ],
  ["let us", /\blet(?:'s| us)\b/],
  [
    "next version",
    /\b(?:next|new|later|future|another|follow(?:ing)?)[- ](?:version|revision|spin|round|iteration|re-?spin|series|patch|patches|time|release|cycle|merge window)\b|\bin v\d{1,2}\b|\bv\d{1,2}\b/,
  ],
  [
    "follow-up",
    /\bfollow[- ]?(?:up|on)s?\b|\bseparate(?:ly)? (?:patch|series|change)?\b|\bincremental/,
  ],
  [
    "later on",
    /\b(?:later|in the (?:long|near|future|meantime|next)|at some point|eventually|in future|long term|long run|down the road|for now|for the moment|for the time being|as a first step|future work|some day|one day)\b/,
  ],
  ["for now", /\bfor (?:now|the moment|the time being)\b|\bas a first step\b/],
  [
    "future",
    /\b(?:future|plan(?:s|ned)? to|planning|to be done|to do|left (?:as|for|out|to)|remains?|remaining|long run|eventually|upcoming|subsequent|will need|will be (?:done|added|sent|posted|handled|fixed|addressed|needed|required|implemented|followed|supported|enabled))\b/,
  ],
  [
    "not yet",
    /\b(?:not|n't|cannot|no|hasn't|haven't|isn't)(?: \w{1,12}){0,4} yet\b|\byet to\b|\bnot (?:supported|implemented|tested|handled|done|complete|finished|covered|available|addressed|working|ready|included|enabled|ported|converted|merged|been tested)\b|\bun(?:tested|supported|implemented|finished|handled|resolved)\b/,
  ],
  [
    "still need",
    /\bstill (?:need|needs|needed|have|has|to|missing|work|working|open|some|broken|fails?|not|an?|there|require|requires)\b/,
  ],
  [
    "needs more",
    /\b(?:need|needs|require|requires) (?:a |some |more |further |to |another |much |careful |additional )/,
  ],
  [
    "only tested",
    /\b(?:only|compile|build|lightly|barely|boot|briefly|minimally|partially)[- ](?:been )?(?:compile[- ]?|build[- ]?|boot[- ]?)?test/,
  ],
  [
    "not tested",
    /\b(?:not|n't|un|no|never|without|unable to)[ -]?(?:been |yet |be |able to |actually |really |properly |fully |extensively |\w{1,12} ){0,2}test/,
  ],
  [
    "limitation",
    /\b(?:limitations?|known (?:issues?|problems?|bugs?)|caveats?|drawbacks?|downsides?|workarounds?|hack|out of scope|beyond the scope|work in progress|does not (?:support|handle|work|cover)|doesn't (?:support|handle|work|cover)|no support)\b/,
  ],
  [
    "one issue",
    /\b(?:problem|issue|question|concern|thing|nit|comment|suggestion|request|remark)s?(?: here)? (?:is|are|was|with|below|remains|left)\b/,
  ],
  [
    "nit",
    /^(?:minor |small |tiny |another |super )?(?:nit|nits|nitpick|minor|typo|super nit|bikeshed|style)\b|\bnit(?:pick)?:/,
  ],
  ["substitution", /(?:^|\s|["'(])s[/,|#][^/,|#]{1,60}[/,|#][^/,|#]{0,60}/],
  ["arrow", /\S ?(?:->|=>|-->) ?\S/],
  ["missing something", /\b(?:missing|forgot|lacks?|no)\b.{0,30}$|\bmissing\b/],
  [
    "am I missing",
    /\b(?:am i|what am i|i'm|i am|did i|i'm probably|i may be) (?:missing|misunderstand\w*|wrong|confused|misread\w*)\b/,
  ],
  [
    "no need",
    /\bno need\b|\bnot (?:needed|necessary|required)\b|\bunnecessary\b|\bdon't need\b|\bdoesn't need\b|\bredundant\b|\bunneeded\b|\bisn't needed\b/,
  ],
  ["why not", /\bwhy (?:not|don't|didn't|can't|do you|do we|is|are|does|did|would|this|the)\b/],
  ["how about", /\b(?:how|what) about\b|\bhow 'bout\b|\bwhat if\b/],
  ["what is", /\bwhat(?:'s| is| are| does| do| happens| would| about| makes| exactly)\b/],
  ["should this", /\bshould(?:n't)? (?:this|that|it|these|we|i|there|the|be)\b/],
  [
    "is this",
    /\b(?:is|isn't|are|aren't|was|wasn't|does|doesn't) (?:this|that|it|these|there|the|not)\b/,
  ],
  [
    "tag question",
    /, (?:right|no|correct|isn't it|or|ok|okay|doesn't it|yes)\s?\?$|\bright ?\?$|\bno ?\?$/,
  ],
  ["makes sense", /\bmakes? (?:more |any |much |a lot of |no )?sense\b/],
  [
    "thoughts",
    /\b(?:thoughts|opinions?|objections?|ideas|comments|concerns|what do you think|agree|wdyt)\s?\?/,
  ],
  [
    "please verb",
    /\bplease(?: also| just| do| don't| add| fix| use| remove| send| see| make| explain)?\b/,
  ],
  [
    "looks good",
    /\b(?:looks?|lgtm|seems?|sounds?) (?:good|ok|okay|fine|reasonable|great|sane|right|correct|sensible|nice)\b|\blgtm\b|\bfine (?:by|with|to) me\b|\bhappy (?:to|with)\b|\bnice (?:catch|work|cleanup|one)\b|\bgood (?:point|catch|idea|question)\b|\bwell done\b/,
  ],
  [
    "applied notice",
    /^(?:applied|queued|pushed|merged|series applied|thanks,? applied|acked|reviewed|tested|nak|nack|ack)\b/,
  ],
  ["tag line", /^(?:[a-z]{2,14}-){1,3}(?:by|to|off|id)\s?:/],
  [
    "reviewed after",
    /\b(?:with (?:that|this|those|these|the above)(?: \w{1,12}){0,3}(?: fixed| changed| addressed| done| sorted)?|feel free to add|once (?:that|this|those)|assuming|provided)\b.{0,40}/,
  ],
  [
    "greeting",
    /^(?:hi|hello|hey|dear)\b|^\w{2,12},$|^(?:on|am|le|el|den)\b.{5,80}(?:wrote|schrieb|écrit):?$/,
  ],
  ["only a name", /^[\w.'-]{2,15}(?: [\w.'-]{1,15}){0,2}$/],
  ["address or link", /https?:\/\/|\S@\S{1,60}\.\S/],
  ["fix tag", /\bfixes[: ]|\bfixes tag\b|\bstable\b|\bcc:? ?stable\b/],
  [
    "past",
    /\b(?:i|we|you) (?:have |had )?(?:fixed|added|changed|removed|tested|sent|posted|applied|merged|tried|made|did|used|found|noticed|saw|ran|checked|wrote|updated|got|missed|forgot|thought|meant)\b/,
  ],
  ["I just", /\bi (?:just|actually|also|already|really)\b/],
  [
    "conditional",
    /^if\b|\bif (?:you|we|it|this|that|so|not|possible|needed|necessary|there|they|the)\b/,
  ],
  ["instead of", /\b(?:instead|rather than|in place) ?(?:of)?\b/],
  [
    "same comment",
    /^(?:ditto|same (?:here|comment|as|question|thing|problem|issue|for)|likewise|idem|and (?:same )?here|as above|see above)\b/,
  ],
  ["have to", /\b(?:have|has|had|having) to\b/],
  ["there is", /\bthere(?:'s| is| are| was| were|'re)\b/],
  ["this is", /\b(?:this|that|it)(?:'s| is| was)\b/],
  ["this will", /\b(?:this|that|it|which|these) (?:will|would|could|can|may|might)\b/],
  [
    "this breaks",
    /\b(?:breaks?|fails?|crash(?:es)?|doesn't (?:work|build|compile|apply|look|match|seem|make)|does not (?:work|build|compile|apply|look|match|seem|make)|won't (?:work|build|compile|apply))\b/,
  ],
  ["compiler report", /:\d{1,6}:(?:\d{1,4}:)? |\berror:|\bwarning:|\bundefined reference\b/],
  [
    "the patch does",
    /^(?:this|the) (?:patch|series|commit|patchset|change|set)\b|^(?:these|the \w{1,8}) patches\b/,
  ],
  ["imperative do not", /^(?:and |so |but |also |please )?(?:don't|do not|never)\b/],
  [
    "could use",
    /\b(?:could|can|should|would) (?:also |just |simply |then |perhaps |maybe |probably |instead )?(?:use|do|be|drop|remove|add|move|make|have|get|put|go|keep|avoid|split|call|return|simplify|replace|just)\b/,
  ],
  [
    "one more",
    /^(?:one|another|a|two|some|few|also|last|first|second|final)\b(?: \w{1,12}){0,2} (?:thing|things|question|questions|nit|nits|issue|comment|comments|note|suggestion|point|concern)\b/,
  ],
  [
    "heads list",
    /^(?:todo|tbd|fixme|open issues?|known issues?|limitations?|future work|next steps?)\b/,
  ],
  ["rfc", /\brfc\b/],
  [
    "explains",
    /^(?:because|since|as|the reason|that's because|this is because|it's because|otherwise|which|so that|in fact|actually|basically|for example|e\.g|i\.e)\b/,
  ],
  [
    "short answer",
    /^(?:yes|no|yeah|nope|yep|right|ok|okay|sure|agreed|ah|oh|thanks|correct|indeed|exactly|done|fixed|true|hmm|good)\b/,
  ],
  [
    "ok will",
    /^(?:ok|okay|sure|yes|yeah|right|agreed|ack|good (?:point|idea|catch)|makes sense|thanks|np|indeed|noted|ah)\b.{0,40}\bwill\b|^will (?:do|fix|change|add|update|send|drop|remove)/,
  ],
  ["digits only words", /^[\W\d]{0,10}[a-z]{0,3}[\W\d]{0,10}$/],
];
