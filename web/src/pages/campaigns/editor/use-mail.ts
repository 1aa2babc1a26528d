// The mail while it is edited: its source is the one truth, blocks are read from it anew after each change. What was before
// is kept, so that everything can be taken back, in the blocks and in the source alike.
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Edit } from './mjml/edit-mail.ts'
import { blockAt } from './mjml/find-place.ts'
import { type Block, findBlock, type Mail, type Path, type ReadMail, readMail } from './mjml/read-mail.ts'

/** ms. Changes of the same thing that follow each other faster are taken back together, as one. */
const TOGETHER_MS = 1_200
/** States that can be gone back to: far more than anybody presses, and few enough to keep. */
const KEPT = 200

export type MailState = {
  read: ReadMail
  source: string
  chosen: Path | undefined
  block: Block | undefined
  choose: (path: Path | undefined) => void
  /** Takes a change over and chooses what it was about. `isPart`: chooses what was put in, not what was made around it. */
  apply: (edit: Edit | undefined, isPart?: boolean) => boolean
  /** Takes over a source that somebody types. `what` names what is changed: the same in quick succession is one step. */
  write: (source: string, what: string) => void
  /** Changes one block that stays where it is. */
  change: (path: Path, what: string, edit: (mail: Mail, block: Block) => Edit) => void
  undo: () => boolean
  redo: () => boolean
  canUndo: boolean
  canRedo: boolean
}

type Past = { before: string[]; after: string[]; what: string; at: number }

/** `source` and `onChange` hold the mail; history and choice live here. */
export function useMail(source: string, onChange: (source: string) => void): MailState {
  const read = useMemo(() => readMail(source), [source])
  const past = useRef<Past>({ before: [], after: [], what: '', at: 0 })
  const [, setCount] = useState(0)
  const [chosen, choose] = useState<Path>()
  // What was typed a moment ago may not have been rendered yet.
  const latest = useRef(source)
  latest.current = source

  const put = useCallback(
    (next: string, what: string) => {
      const now = latest.current
      if (next === now) return
      const kept = past.current
      const isSame = what !== '' && kept.what === what && Date.now() - kept.at < TOGETHER_MS
      if (!isSame) kept.before = [...kept.before.slice(-KEPT), now]
      Object.assign(kept, { after: [], what, at: Date.now() })
      setCount((count) => count + 1)
      latest.current = next
      onChange(next)
    },
    [onChange],
  )
  const change = useCallback<MailState['change']>(
    (path, what, edit) => {
      const now = readMail(latest.current)
      const block = now.isSound ? findBlock(now.mail, path) : undefined
      if (now.isSound && block) put(edit(now.mail, block).source, `${path} ${what}`)
    },
    [put],
  )
  const apply = useCallback(
    (edit: Edit | undefined, isPart = false) => {
      if (!edit) return false
      put(edit.source, '')
      const next = readMail(edit.source)
      if (next.isSound) choose(blockAt(next.mail, edit.focus, isPart)?.path)
      return true
    },
    [put],
  )
  const go = (from: 'before' | 'after', to: 'before' | 'after') => {
    const kept = past.current
    const next = kept[from].at(-1)
    if (next === undefined) return false
    Object.assign(kept, { [from]: kept[from].slice(0, -1), [to]: [...kept[to], source], what: '' })
    setCount((count) => count + 1)
    onChange(next)
    return true
  }
  const block = read.isSound && chosen !== undefined ? findBlock(read.mail, chosen) : undefined
  return {
    ...{ read, source, chosen: block ? chosen : undefined, block, choose, apply, write: put, change },
    undo: () => go('before', 'after'),
    redo: () => go('after', 'before'),
    canUndo: past.current.before.length > 0,
    canRedo: past.current.after.length > 0,
  }
}
