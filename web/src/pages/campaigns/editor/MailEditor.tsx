// The mail, edited as blocks or as its MJML, with one history for both. What MJML finds wrong stands with its line.
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { Note } from '../../../parts/Tag.tsx'
import { editorWords } from '../../../words/editor.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import type { Problem } from '../campaigns.ts'
import { ProblemList } from '../ProblemList.tsx'
import type { DraftState } from '../use-draft.ts'
import styles from './Editor.module.css'
import { blockOnLine } from './mjml/find-place.ts'
import { lineAt } from './mjml/parse-mjml.ts'
import { useMail } from './use-mail.ts'
import { useVariables } from './use-variables.ts'

const MjmlEditor = lazy(() => import('../MjmlEditor.tsx').then(({ MjmlEditor: Editor }) => ({ default: Editor })))
const VisualEditor = lazy(() => import('./VisualEditor.tsx').then(({ VisualEditor: Editor }) => ({ default: Editor })))

export function MailEditor({ draft, problems }: { draft: DraftState; problems: Problem[] }) {
  const words = useWords(editorWords)
  const formats = useFormats()
  const variables = useVariables()
  const [view, setView] = useState<'visual' | 'source'>('visual')
  const [line, setLine] = useState<number>()
  const { change } = draft
  const latest = useRef(change)
  latest.current = change
  const state = useMail(
    draft.values.mjml,
    useCallback((mjml: string) => latest.current({ mjml }), []),
  )
  const { sender } = draft.preview ?? {}
  const goTo = (to: number | undefined) => {
    setLine(to)
    setView('source')
  }
  const { read, choose } = state
  /** In the blocks a mistake leads to its block, in the source to its line. */
  const lead = (to: number) => {
    const block = read.isSound ? blockOnLine(read.mail, to) : undefined
    if (!block) return goTo(to)
    choose(block.path)
    requestAnimationFrame(() => document.querySelector('[data-chosen]')?.scrollIntoView({ block: 'center' }))
  }
  const fault = state.read.isSound ? undefined : state.read.fault
  return (
    <section className={styles.mail} aria-label={words.mail}>
      <div className={styles.head}>
        <h2>{words.mail}</h2>
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={(next) => {
            if (next === 'source') goTo(state.block && lineAt(state.source, state.block.start))
            else setView('visual')
          }}
          data={[
            { value: 'visual', label: words.visual },
            { value: 'source', label: words.source },
          ]}
        />
      </div>
      <Suspense fallback={<Skeleton height={480} />}>
        {view === 'source' && (
          <MjmlEditor
            label={words.source}
            value={draft.values.mjml}
            isReadOnly={!draft.mayEdit}
            problems={problems}
            variables={variables}
            startAt={line}
            onChange={(mjml) => state.write(mjml, 'source')}
            onUndo={state.undo}
            onRedo={state.redo}
          />
        )}
        {view === 'visual' && state.read.isSound && (
          <VisualEditor
            mail={state.read.mail}
            state={state}
            mayEdit={draft.mayEdit}
            colour={sender?.colour ?? '#0B6A53'}
            website={sender ? `https://${sender.email.slice(sender.email.lastIndexOf('@') + 1)}/` : 'https://'}
          />
        )}
      </Suspense>
      {view === 'visual' && fault && (
        <Note tone="near">
          <p>{words.notSound[fault.kind](formats.number(fault.line), fault.tag)}</p>
          <Button size="compact-sm" className={styles.alone} onClick={() => goTo(fault.line)}>
            {words.toSource}
          </Button>
        </Note>
      )}
      {view === 'visual' && !fault && problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} goTo={lead} />
        </div>
      )}
    </section>
  )
}
