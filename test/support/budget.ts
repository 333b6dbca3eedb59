/** What the loop below takes on an ordinary machine that has nothing else to do. */
const REFERENCE_MS = 25;

function calibrate(): number {
  const started = performance.now();
  let mixed = 1;
  for (let step = 0; step < 10_000_000; step += 1) mixed = (Math.imul(mixed, 31) + step) | 0;
  return mixed === 0.5 ? 0 : performance.now() - started;
}

/** How much slower this machine is at this moment; at least 1. */
export function slowness(): number {
  return Math.max(1, calibrate() / REFERENCE_MS);
}

/**
 * "in time", or how long it took: where it took longer, measured against how fast the machine is
 * right now, and three times, because others use it too.
 */
export function withinBudget(milliseconds: number, use: () => unknown): string {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > milliseconds; tries += 1) {
    const started = performance.now();
    use();
    const took = performance.now() - started;
    best = Math.min(best, took <= milliseconds ? took : took / slowness());
  }
  return best <= milliseconds ? "in time" : `took ${best.toFixed(0)} ms of ${milliseconds}`;
}
