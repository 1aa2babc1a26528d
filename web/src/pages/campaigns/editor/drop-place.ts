// Where what is dragged would land: between which blocks of which container. Geometry alone, so that it can be tested.
import type { Place } from './mjml/edit-mail.ts'

export type Box = { top: number; bottom: number; left: number; right: number }
/** A container on the screen, with what stands in it in order. `depth`: how many containers are around it. */
export type Landing = { path: string; depth: number; box: Box; children: Box[]; isRow: boolean }
/** `line`: where a line shows it. */
export type Drop = { place: Place; line: { top: number; left: number; width: number } }

/** px from the edge of a row within which a part lands beside the row and not in it. */
const EDGE = 9

/** `landings` are those that would take it. Undefined where the point is in none of them. */
export function findDrop(landings: readonly Landing[], x: number, y: number): Drop | undefined {
  const around = landings.filter(({ box }) => isIn(box, x, y)).toSorted((a, b) => b.depth - a.depth)
  const beside = around.find(({ isRow, children }) => isRow && children.some((child) => isAtEdge(child, x, y)))
  const landing = beside ?? around[0]
  if (!landing) return undefined
  const index = landing.children.filter(({ top, bottom }) => y > (top + bottom) / 2).length
  return { place: { container: landing.path, index }, line: lineOf(landing, index) }
}

const isIn = ({ top, bottom, left, right }: Box, x: number, y: number) =>
  y >= top && y <= bottom && x >= left && x <= right
const isAtEdge = (box: Box, x: number, y: number) =>
  isIn({ ...box, top: box.top - EDGE, bottom: box.bottom + EDGE }, x, y) &&
  (y < box.top + EDGE || y > box.bottom - EDGE)

function lineOf({ box, children }: Landing, index: number): Drop['line'] {
  const before = children[index - 1]
  const after = children[index]
  const width = box.right - box.left
  if (before && after) return { top: (before.bottom + after.top) / 2, left: box.left, width }
  if (before) return { top: Math.min(before.bottom + 2, box.bottom), left: box.left, width }
  if (after) return { top: Math.max(after.top - 2, box.top), left: box.left, width }
  return { top: (box.top + box.bottom) / 2, left: box.left, width }
}
