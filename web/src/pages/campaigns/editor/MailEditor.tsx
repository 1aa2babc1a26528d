// The mail, edited as blocks, as its MJML, or as both beside each other, with one history. What MJML finds wrong stands with
// its line and its block.
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPhoto } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { Note } from '../../../parts/Tag.tsx'
import { editorWords } from '../../../words/editor.ts'
import { imageWords } from '../../../words/images.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import type { Problem } from '../campaigns.ts'
import { ImageLibrary } from '../ImageLibrary.tsx'
import { ProblemList } from '../ProblemList.tsx'
import type { MailSender } from './brand/sender-look.ts'
import styles from './Editor.module.css'
import { type MailImage, putImage } from './images/use-image.ts'
import { blockAround, blockOnLine } from './mjml/find-place.ts'
import { lineAt } from './mjml/parse-mjml.ts'
import type { Mail } from './mjml/read-mail.ts'
import { type MailState, useMail } from './use-mail.ts'
import { useVariables } from './use-variables.ts'

const MjmlEditor = lazy(() => import('../MjmlEditor.tsx').then(({ MjmlEditor: Editor }) => ({ default: Editor })))
const VisualEditor = lazy(() => import('./VisualEditor.tsx').then(({ VisualEditor: Editor }) => ({ default: Editor })))

type View = 'visual' | 'both' | 'source'
/** Narrower, neither would have room beside the other. */
const HAS_ROOM = '(min-width: 1200px)'

export type MailEditorProps = {
  mjml: string
  mayEdit: boolean
  sender: MailSender | undefined
  /** What is wrong with the MJML. */
  problems: Problem[]
  onChange: (mjml: string) => void
}

export function MailEditor({ mjml: source, mayEdit, sender, problems, onChange }: MailEditorProps) {
  const words = useWords(editorWords)
  const formats = useFormats()
  const variables = useVariables()
  const hasRoom = useMediaQuery(HAS_ROOM, window.matchMedia(HAS_ROOM).matches)
  const [wanted, setView] = useState<View>('visual')
  const view = wanted === 'both' && !hasRoom ? 'visual' : wanted
  const [line, setLine] = useState<number>()
  const latest = useRef(onChange)
  latest.current = onChange
  const state = useMail(
    source,
    useCallback((mjml: string) => latest.current(mjml), []),
  )
  const { read, choose, block } = state
  const mail = useLastSound(read.isSound ? read.mail : undefined)
  const goTo = (to: number | undefined) => {
    setLine(to)
    setView('source')
  }
  const show = (where: ScrollLogicalPosition) =>
    requestAnimationFrame(() => document.querySelector('[data-chosen]')?.scrollIntoView({ block: where }))
  /** In the blocks a mistake leads to its block, in the source to its line. */
  const lead = (to: number) => {
    const found = read.isSound ? blockOnLine(read.mail, to) : undefined
    if (!found) return goTo(to)
    choose(found.path)
    show('center')
  }
  /** Where one writes in the source is the block that is chosen. */
  const follow = (offset: number) => {
    const path = read.isSound ? blockAround(read.mail, offset)?.path : undefined
    if (path === undefined || path === state.chosen) return
    choose(path)
    show('nearest')
  }
  const fault = read.isSound ? undefined : read.fault
  return (
    <section className={styles.mail} aria-label={words.mail} data-view={view}>
      <div className={styles.head}>
        <h2>{words.mail}</h2>
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={(next) => {
            if (next === 'source') goTo(block && lineAt(source, block.start))
            else setView(next)
          }}
          data={(['visual', 'both', 'source'] as const)
            .filter((value) => hasRoom || value !== 'both')
            .map((value) => ({ value, label: words[value] }))}
        />
        {mayEdit && <Pictures state={state} />}
      </div>
      {view !== 'source' && fault && (
        <Note tone="near">
          <p>{words.notSound[fault.kind](formats.number(fault.line), fault.tag)}</p>
          {view === 'visual' && (
            <Button size="compact-sm" className={styles.alone} onClick={() => goTo(fault.line)}>
              {words.toSource}
            </Button>
          )}
        </Note>
      )}
      <Suspense fallback={<Skeleton height={480} />}>
        <div className={styles.panes}>
          {view !== 'source' && mail && (view === 'both' || read.isSound) && (
            <div className={styles.pane} inert={!read.isSound}>
              <VisualEditor mail={mail} state={state} mayEdit={mayEdit} sender={sender} problems={problems} />
            </div>
          )}
          {view !== 'visual' && (
            <div className={styles.pane} data-source>
              <MjmlEditor
                label={words.source}
                value={source}
                isReadOnly={!mayEdit}
                problems={problems}
                variables={variables}
                startAt={view === 'source' ? line : undefined}
                span={view === 'both' ? block : undefined}
                onCursor={follow}
                onChange={(mjml) => state.write(mjml, 'source')}
                onUndo={state.undo}
                onRedo={state.redo}
              />
            </div>
          )}
        </div>
      </Suspense>
      {view === 'visual' && !fault && problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} goTo={lead} />
        </div>
      )}
    </section>
  )
}

/** The library: what is chosen goes after the chosen block. While the mail is no whole one it is copied as MJML. */
function Pictures({ state }: { state: MailState }) {
  const words = useWords(imageWords)
  const [isOpen, setOpen] = useState(false)
  const { read, apply, chosen } = state
  const use = (image: MailImage) => {
    if (read.isSound) apply(putImage(read.mail, image, { after: chosen }), true)
    setOpen(false)
  }
  return (
    <>
      <Button size="xs" leftSection={<IconPhoto size={14} stroke={1.5} />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {isOpen && <ImageLibrary onClose={() => setOpen(false)} onUse={read.isSound ? use : undefined} />}
    </>
  )
}

/** While somebody writes a tag beside the blocks, they stay as they were. */
function useLastSound(mail: Mail | undefined): Mail | undefined {
  const last = useRef(mail)
  if (mail) last.current = mail
  return last.current
}
