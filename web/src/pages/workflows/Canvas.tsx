// The canvas: steps and ways, laid out by themselves. Choosing a step opens it in the panel; every step is reached by Tab.
import { ActionIcon } from '@mantine/core'
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import styles from './Canvas.module.css'
import { edgesOf, layoutCanvas } from './layout-canvas.ts'
import { StepNode, type StepNodeType } from './StepNode.tsx'
import type { StepWords } from './use-step-words.ts'
import { WayEdge, type WayEdgeType } from './WayEdge.tsx'
import { type Definition, type Numbers, type Problem, START } from './workflow.ts'

const NODE_TYPES = { step: StepNode }
const EDGE_TYPES = { way: WayEdge }

export type CanvasProps = {
  /** What the workflow is called. */
  title: string
  definition: Definition
  problems: Problem[]
  say: StepWords
  /** People on it; a draft has none. `since` is when this version was published. */
  live: { numbers: Numbers; since: string; peopleOf: PeopleOf } | undefined
  selected: string | null
  onSelect: (key: string | null) => void
  /** What stands on the lower edge of the canvas. */
  children?: ReactNode
}
/** The people behind a number, as a path below /api. */
export type PeopleOf = (show: string, step: string, more?: Record<string, string>) => string

/** The problems of a step; those of the triggers and of the whole stand on the start. */
export const problemsAt = (problems: readonly Problem[], key: string): Problem[] =>
  problems.filter(({ step }) => (key === START ? step === null || step.startsWith('trigger:') : step === key))

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  )
}

function Flow({ title, definition, problems, say, live, selected, onSelect, children }: CanvasProps) {
  const words = useWords(workflowWords)
  const { fitView } = useReactFlow()
  const hasNumbers = live !== undefined
  const places = useMemo(() => layoutCanvas(definition, hasNumbers), [definition, hasNumbers])
  const nodes = places.map(({ key, x, y, width, height }): StepNodeType => {
    const step = definition.steps[key]
    const numbers = live?.numbers.steps[key]
    return {
      id: key,
      type: 'step',
      position: { x, y },
      width,
      height,
      data: {
        kind: step?.kind ?? 'start',
        title: say.nameOf(definition, key),
        needs: step && say.needs(step),
        detail: step && say.detail(step),
        problems: problemsAt(problems, key),
        numbers:
          live && numbers ? { step: numbers, peopleOf: (show, more) => live.peopleOf(show, key, more) } : undefined,
        entered:
          live && !step
            ? { count: live.numbers.entered, since: live.since, people: live.peopleOf('entered', '') }
            : undefined,
        isSelected: key === selected,
      },
    }
  })
  const edges = waysOf(definition, say, live)
  const shape = `${hasNumbers} ${places.map((place) => place.key).join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another set of steps asks for another view
  useEffect(() => {
    const frame = requestAnimationFrame(() => void fitView({ padding: 0.08, maxZoom: 1 }))
    return () => cancelAnimationFrame(frame)
  }, [shape, fitView])
  return (
    <section className={styles.canvas} aria-label={words.canvas}>
      <h1 className="visually-hidden">{title}</h1>
      <h2 className="visually-hidden">{words.tabs.steps}</h2>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable
        minZoom={0.3}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1 }}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_event, node) => onSelect(node.id)}
        onPaneClick={() => onSelect(null)}
        onNodesChange={(changes) => {
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id)
        }}
        aria-label={words.canvas}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line-2)" />
      </ReactFlow>
      <Zoom />
      <div className={styles.below}>{children}</div>
    </section>
  )
}

function waysOf(definition: Definition, say: StepWords, live: CanvasProps['live']): WayEdgeType[] {
  const most = live?.numbers.entered ?? 0
  return edgesOf(definition).map(({ id, from, exits, to }) => {
    const step = definition.steps[from]
    const count =
      from === START
        ? most
        : (live?.numbers.steps[from]?.out ?? []).reduce((sum, one) => sum + (one.next === to ? one.count : 0), 0)
    const path = live
      ? from === START
        ? live.peopleOf('entered', '')
        : live.peopleOf('moved', from, { next: to })
      : ''
    const label = step ? exits.map((exit) => say.exit(step, exit)).filter(Boolean) : []
    return {
      id,
      source: from,
      target: to,
      type: 'way',
      data: { label: label.join(' · '), people: live && { count, path, most } },
    }
  })
}

function Zoom() {
  const words = useWords(workflowWords)
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <div className={styles.zoom}>
      <ActionIcon variant="default" aria-label={words.zoomIn} onClick={() => void zoomIn()}>
        <IconPlus size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={words.zoomOut} onClick={() => void zoomOut()}>
        <IconMinus size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={words.fit} onClick={() => void fitView({ padding: 0.08, maxZoom: 1 })}>
        <IconArrowsMaximize size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}
