/**
 * How much one step of deriving takes on. While other processes write, a small step is more likely
 * to be saved before the next write makes it stale, so that everybody gets on.
 */
export class StepSize {
  readonly #most: number;
  #now: number;

  constructor(most: number) {
    this.#most = most;
    this.#now = most;
  }

  /** What the next step takes on at most. */
  get size(): number {
    return this.#now;
  }

  /** The step was saved. */
  grow(): void {
    this.#now = Math.min(this.#most, this.#now * 2);
  }

  /** Somebody wrote before the step was saved. */
  shrink(): void {
    this.#now = Math.max(1, Math.floor(this.#now / 4));
  }
}
