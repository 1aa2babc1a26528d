// What can be done with the mail and with the chosen block. It stays in reach while one scrolls.
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconBookmark,
  IconCopy,
  IconSquareToggle,
  IconTrash,
} from '@tabler/icons-react'
import type { EditorView } from 'prosemirror-view'
import { useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import { blockName } from './block-names.ts'
import styles from './Editor.module.css'
import { useEditor } from './editor-context.ts'
import { KeepBlock } from './KeepBlock.tsx'
import { mayMove } from './mjml/edit-mail.ts'
import { findBlock, parentPath } from './mjml/read-mail.ts'
import { TextTools, Tool } from './TextTools.tsx'
import { useBlockActions } from './use-block-actions.ts'

export function Toolbar({ view }: { view: EditorView | undefined }) {
  const words = useWords(editorWords)
  const { mail, state, say, variables } = useEditor()
  const actions = useBlockActions()
  const [isKeeping, setKeeping] = useState(false)
  const { block } = state
  const isMovable = block !== undefined && mayMove(block)
  const around = block && findAround(block.path)
  function findAround(path: string) {
    for (let at = parentPath(path); at !== ''; at = parentPath(at)) {
      const found = findBlock(mail, at)
      if (found && found.kind !== 'branch') return found
    }
    return undefined
  }
  return (
    <section className={styles.bar} aria-label={words.tools}>
      <div className={styles.barRow}>
        <Tool label={words.undo} isOff={!state.canUndo} act={() => state.undo() && say(words.undone)}>
          <IconArrowBackUp size={16} stroke={1.5} />
        </Tool>
        <Tool label={words.redo} isOff={!state.canRedo} act={() => state.redo() && say(words.redone)}>
          <IconArrowForwardUp size={16} stroke={1.5} />
        </Tool>
        {block && (
          <>
            <span className={styles.barName}>{words.kinds[block.kind]}</span>
            {around && (
              <Tool label={`${words.around}: ${blockName(mail, around, words)}`} act={() => state.choose(around.path)}>
                <IconSquareToggle size={16} stroke={1.5} />
              </Tool>
            )}
            {isMovable && (
              <>
                <Tool label={words.moveUp} act={() => actions.step(block, -1)}>
                  <IconArrowUp size={16} stroke={1.5} />
                </Tool>
                <Tool label={words.moveDown} act={() => actions.step(block, 1)}>
                  <IconArrowDown size={16} stroke={1.5} />
                </Tool>
                <Tool label={words.copy} act={() => actions.copy(block)}>
                  <IconCopy size={16} stroke={1.5} />
                </Tool>
                <Tool label={words.keep} act={() => setKeeping(true)}>
                  <IconBookmark size={16} stroke={1.5} />
                </Tool>
                <Tool label={words.remove} act={() => actions.remove(block)}>
                  <IconTrash size={16} stroke={1.5} />
                </Tool>
              </>
            )}
          </>
        )}
      </div>
      {view && block && (
        <div className={styles.barRow}>
          <TextTools view={view} variables={variables} />
        </div>
      )}
      {isKeeping && block && <KeepBlock block={block} onClose={() => setKeeping(false)} />}
    </section>
  )
}
