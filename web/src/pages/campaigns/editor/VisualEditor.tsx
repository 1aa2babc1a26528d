// The mail as blocks: a palette to drag from, the mail itself, and the fields of the chosen block.
import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconAdjustments, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { EditorView } from 'prosemirror-view'
import { useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import type { Problem } from '../campaigns.ts'
import { imagesQuery } from '../ImageLibrary.tsx'
import { Holds } from './BlockView.tsx'
import { coloursOfSender, type MailSender, withLook } from './brand/sender-look.ts'
import canvasStyles from './Canvas.module.css'
import styles from './Editor.module.css'
import { type Begin, type Editor, EditorProvider, useEditor } from './editor-context.ts'
import { Inspector } from './Inspector.tsx'
import { useFileDrop } from './images/use-file-drop.ts'
import { faultsByBlock } from './mjml/find-place.ts'
import { lookOf } from './mjml/look.ts'
import type { Mail } from './mjml/read-mail.ts'
import { Palette } from './Palette.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useDrag } from './use-drag.ts'
import type { MailState } from './use-mail.ts'
import { useVariables } from './use-variables.ts'

/** px of room below which the side lies in a drawer. */
const NARROW = 560
/** Colours that are offered. */
const OFFERED = 16
/** Until the sender is known. */
const UNKNOWN_COLOUR = '#0B6A53'

export type VisualEditorProps = {
  mail: Mail
  state: MailState
  mayEdit: boolean
  sender: MailSender | undefined
  problems: readonly Problem[]
}

export function VisualEditor({ mail: written, state, mayEdit, sender, problems }: VisualEditorProps) {
  const variables = useVariables()
  const canvas = useRef<HTMLDivElement>(null)
  const { drag, startDrag } = useDrag(canvas)
  const words = useWords(editorWords)
  const file = useFileDrop(canvas, state, mayEdit, words.notUploaded)
  const [said, say] = useState('')
  const [view, setView] = useState<EditorView>()
  // The view is the same one while what is chosen in it changes.
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const begin = useRef<Begin>(undefined)
  const [wantsField, wantField] = useState(false)
  usePresses(canvas, state, mayEdit, begin)
  const { ref, width } = useElementSize()
  const isNarrow = width > 0 && width < NARROW
  const mail = useMemo(() => withLook(written, sender), [written, sender])
  const { data: images } = useQuery({ ...imagesQuery, enabled: typeof sender?.look?.logoId === 'string' })
  const { colour = UNKNOWN_COLOUR, ink = '#FFFFFF', look = null } = sender ?? {}
  const editor: Editor = {
    ...{ mail, state, mayEdit, variables, startDrag, say, begin, wantsField, wantField, sender },
    surroundings: {
      ...{ colour, ink, origin: window.location.origin, logoWidth: look?.logoWidth },
      website: sender ? `https://${sender.email.slice(sender.email.lastIndexOf('@') + 1)}/` : 'https://',
    },
    logo: images?.items.find(({ id }) => id === look?.logoId)?.address,
    faults: useMemo(() => faultsByBlock(mail, problems), [mail, problems]),
    colours: useMemo(() => coloursOf(mail.source, coloursOfSender({ colour, look })), [mail.source, colour, look]),
    setView: (next) => {
      setView(next)
      redraw()
    },
  }
  return (
    <EditorProvider value={editor}>
      <div ref={ref} className={styles.editor} data-narrow={isNarrow || undefined}>
        {mayEdit && <Toolbar view={state.block ? view : undefined} />}
        <div className={styles.work}>
          {mayEdit && width > 0 && (isNarrow ? <NarrowSide /> : <Side />)}
          <div
            ref={canvas}
            className={canvasStyles.canvas}
            data-container=""
            data-takes="row"
            style={{ backgroundColor: backgroundOf(mail) }}
          >
            <Holds block={mail.body} />
          </div>
        </div>
        <p className="visually-hidden" role="status">
          {file.isUploading ? words.uploading : said}
        </p>
        {file.line && <div className={styles.dropLine} style={file.line} />}
        {drag && (
          <>
            {drag.line && <div className={styles.dropLine} style={drag.line} />}
            <div className={styles.dragged} style={{ left: drag.x, top: drag.y }}>
              {drag.label}
            </div>
          </>
        )}
      </div>
    </EditorProvider>
  )
}

/** Chooses the block that is pressed in the mail; the keyboard has the handles for that. */
function usePresses(
  canvas: React.RefObject<HTMLDivElement | null>,
  state: MailState,
  mayEdit: boolean,
  begin: { current: Begin },
) {
  const now = useRef(state)
  now.current = state
  useEffect(() => {
    const element = canvas.current
    if (!element || !mayEdit) return
    const press = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined
      if (!target || target.closest('[data-grip]')) return
      const block = target.closest<HTMLElement>('[data-block]')
      const path = block?.dataset.block
      if (path === now.current.chosen) return
      const isText = block?.dataset.kind === 'text' || block?.dataset.kind === 'heading'
      begin.current = isText ? { x: event.clientX, y: event.clientY } : undefined
      now.current.choose(path)
      if (block && !isText) block.querySelector<HTMLElement>('[data-grip]')?.focus({ preventScroll: true })
    }
    const key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      event.preventDefault()
      if (event.shiftKey) now.current.redo()
      else now.current.undo()
    }
    element.addEventListener('click', press)
    element.addEventListener('keydown', key)
    return () => {
      element.removeEventListener('click', press)
      element.removeEventListener('keydown', key)
    }
  }, [canvas, mayEdit, begin])
}

function Side() {
  const words = useWords(editorWords)
  const { block, shows, setShows } = useShown()
  return (
    <div className={styles.side}>
      <SegmentedControl
        aria-label={words.rail}
        fullWidth
        value={shows}
        onChange={(next) => setShows(next === 'settings' ? 'settings' : 'add')}
        data={[
          { value: 'add', label: words.add },
          { value: 'settings', label: words.settings },
        ]}
      />
      {shows === 'add' && <Palette />}
      {shows === 'settings' && (block ? <Inspector block={block} /> : <p className="small dim">{words.chooseHint}</p>)}
    </div>
  )
}

/** The settings show by themselves when a block is chosen, also another one than before; adding shows when none is. */
function useShown() {
  const { state } = useEditor()
  const [shows, setShows] = useState<'add' | 'settings'>('add')
  const chosen = state.block?.path
  useEffect(() => setShows(chosen === undefined ? 'add' : 'settings'), [chosen])
  return { block: state.block, shows, setShows }
}

function NarrowSide() {
  const words = useWords(editorWords)
  const { state } = useEditor()
  const [open, setOpen] = useState<'add' | 'settings'>()
  const close = () => setOpen(undefined)
  return (
    <div className={styles.narrowSide}>
      <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen('add')}>
        {words.addBlock}
      </Button>
      {state.block && (
        <Button leftSection={<IconAdjustments size={16} stroke={1.5} />} onClick={() => setOpen('settings')}>
          {words.settings}
        </Button>
      )}
      <Drawer
        opened={open !== undefined}
        onClose={close}
        position="bottom"
        size="72%"
        title={open === 'add' ? words.addBlock : words.settings}
        closeButtonProps={{ 'aria-label': words.cancel }}
        padding="lg"
      >
        {open === 'add' && <Palette onAdded={close} />}
        {open === 'settings' && state.block && <Inspector block={state.block} />}
      </Drawer>
    </div>
  )
}

const backgroundOf = (mail: Mail) => lookOf(mail, mail.body, 'background-color')

/** Those of the sender first, then what the mail uses. */
function coloursOf(source: string, ofSender: readonly string[]): string[] {
  const used = (source.match(/#[0-9a-f]{6}\b/gi) ?? []).map((one) => one.toUpperCase())
  return [...new Set([...ofSender, ...used, '#FFFFFF', '#13201B'])].slice(0, OFFERED)
}
