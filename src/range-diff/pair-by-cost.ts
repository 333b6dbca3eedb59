import { MAX_ASSIGNED_TOGETHER } from "../limits.ts";

/** What it saves to take two items for one another instead of letting each stand alone; above 0. */
export interface Saving {
  readonly left: number;
  readonly right: number;
  readonly saving: number;
}

/**
 * Pairs items of two sides so that the savings add up to the most that is possible; each item is
 * in one pair at most. Items that no saving joins never meet, so that each cluster of them is
 * solved by itself; one of more than `MAX_ASSIGNED_TOGETHER` items is paired greedily.
 */
export function pairByCost(savings: readonly Saving[]): Saving[] {
  return clustersOf(savings).flatMap((cluster) => {
    const lefts = distinct(cluster.map(({ left }) => left));
    const rights = distinct(cluster.map(({ right }) => right));
    if (lefts.length + rights.length > MAX_ASSIGNED_TOGETHER) return pairGreedily(cluster);
    const rows = new Map(lefts.map((left, at) => [left, at]));
    const columns = new Map(rights.map((right, at) => [right, at]));
    const cost = lefts.map(() => new Float64Array(rights.length + lefts.length));
    for (const { left, right, saving } of cluster) {
      cost[rows.get(left)!]![columns.get(right)!] = -saving;
    }
    const chosen = assign(cost);
    return cluster.filter(({ left, right }) => chosen[rows.get(left)!] === columns.get(right)!);
  });
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Savings that share items, directly or over others. */
function clustersOf(savings: readonly Saving[]): Saving[][] {
  const byLeft = groupBy(savings, "left");
  const byRight = groupBy(savings, "right");
  const clusters: Saving[][] = [];
  const seen = new Set<number>();
  for (const first of byLeft.keys()) {
    if (seen.has(first)) continue;
    seen.add(first);
    const queue = [first];
    const cluster: Saving[] = [];
    for (const left of queue) {
      for (const saving of byLeft.get(left) ?? []) {
        cluster.push(saving);
        for (const { left: other } of byRight.get(saving.right) ?? []) {
          if (!seen.has(other)) queue.push(other);
          seen.add(other);
        }
        byRight.delete(saving.right);
      }
    }
    clusters.push(cluster);
  }
  return clusters;
}

function groupBy(savings: readonly Saving[], side: "left" | "right"): Map<number, Saving[]> {
  const groups = new Map<number, Saving[]>();
  for (const saving of savings) {
    const group = groups.get(saving[side]);
    if (group === undefined) groups.set(saving[side], [saving]);
    else group.push(saving);
  }
  return groups;
}

/** The largest savings first, while both their items are free. */
function pairGreedily(cluster: readonly Saving[]): Saving[] {
  const left = new Set<number>();
  const right = new Set<number>();
  const largestFirst = cluster.toSorted(
    (a, b) => b.saving - a.saving || a.left - b.left || a.right - b.right,
  );
  return largestFirst.filter((saving) => {
    if (left.has(saving.left) || right.has(saving.right)) return false;
    left.add(saving.left);
    right.add(saving.right);
    return true;
  });
}

/**
 * The column for each row that makes the sum of their costs least; there are no fewer columns than
 * rows. Shortest augmenting paths with potentials, time rows squared times columns.
 *
 * @see Jonker and Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear
 *   Assignment Problems", Computing 38 (1987)
 */
function assign(cost: readonly Float64Array[]): number[] {
  const width = cost[0]?.length ?? 0;
  const rowPotential = new Float64Array(cost.length);
  const columnPotential = new Float64Array(width);
  const rowOf = new Int32Array(width).fill(-1);
  for (let start = 0; start < cost.length; start += 1) {
    const distance = new Float64Array(width).fill(Infinity);
    const cameFrom = new Int32Array(width).fill(-1);
    const visited = new Uint8Array(width);
    let row = start;
    let column = -1;
    for (;;) {
      const offset = column < 0 ? 0 : distance[column]!;
      let nearest = -1;
      for (let next = 0; next < width; next += 1) {
        if (visited[next] === 1) continue;
        const length = offset + cost[row]![next]! - rowPotential[row]! - columnPotential[next]!;
        if (length < distance[next]!) {
          distance[next] = length;
          cameFrom[next] = column;
        }
        if (nearest < 0 || distance[next]! < distance[nearest]!) nearest = next;
      }
      column = nearest;
      if (rowOf[column] === -1) break;
      visited[column] = 1;
      row = rowOf[column]!;
    }
    const total = distance[column]!;
    rowPotential[start]! += total;
    for (let at = 0; at < width; at += 1) {
      if (visited[at] === 0) continue;
      rowPotential[rowOf[at]!]! += total - distance[at]!;
      columnPotential[at]! -= total - distance[at]!;
    }
    for (let at = column; at >= 0; at = cameFrom[at]!) {
      const before = cameFrom[at]!;
      rowOf[at] = before < 0 ? start : rowOf[before]!;
    }
  }
  const columnOf = cost.map(() => -1);
  for (const [column, row] of rowOf.entries()) if (row >= 0) columnOf[row] = column;
  return columnOf;
}
