/** What threading needs of a message. */
export interface ThreadInput {
  readonly messageId: string;
  /** Oldest first, as in the header; In-Reply-To ids follow the References. */
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** Subject as it is compared; empty when there is none. */
  readonly subjectKey: string;
  /** The subject carries a reply mark. */
  readonly reply: boolean;
  /** Believed time, Unix seconds UTC; 0 = unknown. */
  readonly at: number;
}

export interface ThreadPlace {
  /** Message-id of the root of its thread, seen or not. */
  readonly thread: string;
  /** Message-id it hangs below, seen or not; null for a root. */
  readonly parent: string | null;
}

/**
 * Puts messages into conversations.
 *
 * Messages that name one another, directly or over others that nobody has seen (ghosts), are one
 * thread. A reply that names nothing is put below the newest earlier message with its subject,
 * within `subjectWindowSeconds`: the last resort. The result depends on the set of messages only,
 * never on their order. Iterative throughout: chains may be as long as they like.
 *
 * @see RFC 5322 section 3.6.4, for References and In-Reply-To
 */
export function buildThreads(
  messages: readonly ThreadInput[],
  subjectWindowSeconds: number,
): Map<string, ThreadPlace> {
  const sorted = [...messages].sort(byTime);
  const forest = new Forest();
  // What messages say of themselves outranks what others say of the ids between.
  for (const message of sorted) {
    const parent = namedParent(message);
    if (parent !== null) forest.attach(message.messageId, parent);
  }
  for (const message of sorted) {
    const chain = message.references.filter((id) => id !== message.messageId);
    for (let index = 1; index < chain.length; index += 1) {
      const [child, parent] = [chain[index], chain[index - 1]];
      if (child !== undefined && parent !== undefined) forest.attach(child, parent);
    }
  }
  attachBySubject(sorted, forest, subjectWindowSeconds);
  const places = new Map<string, ThreadPlace>();
  for (const { messageId } of sorted) {
    places.set(messageId, { thread: forest.rootOf(messageId), parent: forest.parentOf(messageId) });
  }
  return places;
}

function namedParent(message: ThreadInput): string | null {
  // Mailers disagree where both headers are there; the last reference is the one they agree on.
  const named = [message.references.at(-1), message.inReplyTo[0]];
  return named.find((id) => id !== undefined && id !== message.messageId) ?? null;
}

/** Who hangs below whom; finds roots in nearly constant time whatever the depth. */
class Forest {
  readonly #parents = new Map<string, string>();
  /** Short cuts towards the root, flattened as they are walked. */
  readonly #up = new Map<string, string>();

  parentOf(id: string): string | null {
    return this.#parents.get(id) ?? null;
  }

  rootOf(id: string): string {
    let root = id;
    for (let up = this.#up.get(root); up !== undefined; up = this.#up.get(root)) root = up;
    let walked = id;
    while (walked !== root) {
      const next = this.#up.get(walked) ?? root;
      this.#up.set(walked, root);
      walked = next;
    }
    return root;
  }

  /** Hangs an id below another, unless it hangs somewhere already or that would close a circle. */
  attach(child: string, parent: string) {
    if (this.#parents.has(child) || this.rootOf(parent) === child) return;
    this.#parents.set(child, parent);
    this.#up.set(child, parent);
  }
}

function attachBySubject(sorted: readonly ThreadInput[], forest: Forest, windowSeconds: number) {
  const newest = new Map<string, ThreadInput>();
  for (const message of sorted) {
    if (message.subjectKey === "") continue;
    const earlier = newest.get(message.subjectKey);
    const namesNothing = message.references.length + message.inReplyTo.length === 0;
    if (message.reply && namesNothing && earlier !== undefined) {
      if (message.at - earlier.at <= windowSeconds) {
        forest.attach(message.messageId, earlier.messageId);
      }
    }
    // The message that began a talk is the better anchor than an answer in it.
    if (earlier === undefined || !message.reply || message.at - earlier.at > windowSeconds) {
      newest.set(message.subjectKey, message);
    }
  }
}

function byTime(a: ThreadInput, b: ThreadInput): number {
  return a.at - b.at || (a.messageId < b.messageId ? -1 : 1);
}
