// A way between two steps, as wide as the people who went it, with their number and what the way is called.
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import styles from './Canvas.module.css'

export type WayEdgeData = {
  label: string
  people: { count: number; path: string; most: number } | undefined
}
export type WayEdgeType = Edge<WayEdgeData, 'way'>

/** In px: nobody, and the step with the most people. */
const THIN = 1
const WIDE = 4

export function WayEdge({
  id,
  data,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<WayEdgeType>) {
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  const [path, labelX, labelY] = getSmoothStepPath({ ...ends, borderRadius: 10 })
  const people = data?.people
  const share = people && people.most > 0 ? Math.sqrt(people.count / people.most) : 0
  return (
    <>
      <BaseEdge id={id} path={path} style={{ strokeWidth: people ? THIN + (WIDE - THIN) * share : 1.5 }} />
      {(data?.label || people) && (
        <EdgeLabelRenderer>
          <span
            className={`${styles.label} nodrag nopan`}
            style={{
              transform: `translate(-50%, -50%) translate(${sourceX === targetX ? labelX : (labelX + targetX) / 2}px, ${labelY}px)`,
            }}
          >
            {data?.label} {people && <PeopleNumber count={people.count} people={people.path} />}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}
