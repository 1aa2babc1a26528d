// Where each node stands: dagre from top to bottom. The canvas keeps no places of its own, so nobody has to tidy it.
import { Graph, layout } from '@dagrejs/dagre'
import { type Definition, START, type Step } from './definition.ts'
import { exitsOf } from './edit-definition.ts'

/** In px. */
export const NODE_WIDTH = 256
const END_WIDTH = 150
/** In px, what one line of a node takes. */
const LINE = { frame: 22, title: 18, detail: 19, numbers: 24, bar: 17, footer: 22 } as const

export type Placed = { key: string; x: number; y: number; width: number; height: number }
/** A way from one node to another; `exits` names it within its step, more than one where several lead to the same step. */
export type Edge = { id: string; from: string; exits: string[]; to: string }

/** How high a step is drawn; `withNumbers` where people are shown on it. */
export function heightOf(step: Step | null, withNumbers: boolean): number {
  if (step?.kind === 'end') return 36
  let height = LINE.frame + LINE.title
  if (step?.kind === 'branch') height += LINE.detail
  if (
    step?.kind === 'hand_to_sales' ||
    step?.kind === 'ask_consent' ||
    (step?.kind === 'send_campaign' && step.campaignId)
  )
    height += LINE.detail
  if (!withNumbers) return height
  if (step === null || step.kind === 'wait') return height + LINE.numbers
  if (step.kind === 'branch') return height
  return height + LINE.bar + LINE.footer
}

/** Every way of a definition, the way in among them. */
export function edgesOf(definition: Definition): Edge[] {
  const edges: Edge[] = []
  const add = (from: string, exit: string, to: string | null) => {
    if (to === null || !Object.hasOwn(definition.steps, to)) return
    const same = edges.find((edge) => edge.from === from && edge.to === to)
    if (same) same.exits.push(exit)
    else edges.push({ id: `${from}/${exit}`, from, exits: [exit], to })
  }
  add(START, 'next', definition.start)
  for (const [key, step] of Object.entries(definition.steps))
    for (const { id, next } of exitsOf(step)) add(key, id, next)
  return edges
}

/** The places of all nodes, by their upper left corner. */
export function layoutCanvas(definition: Definition, withNumbers: boolean): Placed[] {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 60, ranksep: 44, marginx: 32, marginy: 32 })
  graph.setDefaultEdgeLabel(() => ({}))
  const keys = [START, ...Object.keys(definition.steps)]
  for (const key of keys) {
    const step = definition.steps[key] ?? null
    graph.setNode(key, { width: step?.kind === 'end' ? END_WIDTH : NODE_WIDTH, height: heightOf(step, withNumbers) })
  }
  for (const { id, from, to } of edgesOf(definition))
    graph.setEdge(from, to, { width: 90, height: 18, labelpos: 'c' }, id)
  layout(graph)
  return keys.map((key) => {
    const { x, y, width, height } = graph.node(key)
    return { key, x: x - width / 2, y: y - height / 2, width, height }
  })
}
