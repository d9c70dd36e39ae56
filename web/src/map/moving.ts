// Which circle the arrow keys go to: the nearest one in their direction.
export interface At {
  x: number;
  y: number;
}

const WAYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** The index of the point next to the one at `from` in the direction of a key; -1 where there is none. */
export function next(points: At[], from: number, key: string): number {
  const way = WAYS[key];
  const here = points[from];
  if (key === "Home") return points.length ? 0 : -1;
  if (key === "End") return points.length - 1;
  if (!way || !here) return -1;
  let best = -1;
  let least = Infinity;
  points.forEach((point, n) => {
    const along = (point.x - here.x) * way[0] + (point.y - here.y) * way[1];
    const aside = Math.abs((point.x - here.x) * way[1]) + Math.abs((point.y - here.y) * way[0]);
    const far = along + 2 * aside;
    if (n !== from && along > 0 && aside <= 2 * along && far < least) [best, least] = [n, far];
  });
  return best;
}
