// A block in the mail with what it holds, its handle, and where something may be dropped into it.
import { IconGripVertical } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import { blockName, sayCondition } from './block-names.ts'
import styles from './Canvas.module.css'
import { useEditor } from './editor-context.ts'
import { mayMove } from './mjml/edit-mail.ts'
import { lookOf } from './mjml/look.ts'
import { type Block, parentPath } from './mjml/read-mail.ts'
import { PartView } from './PartView.tsx'
import { groundOf, spaceOf } from './part-style.ts'
import { useBlockActions } from './use-block-actions.ts'

export function BlockView({ block }: { block: Block }) {
  const { state } = useEditor()
  return (
    <li
      className={styles.block}
      data-kind={block.kind}
      data-block={block.path}
      data-parent={parentPath(block.path)}
      data-chosen={state.chosen === block.path || undefined}
    >
      <Grip block={block} />
      <Inside block={block} />
      <Faults block={block} />
    </li>
  )
}

/** What is wrong with this block itself, under it. */
function Faults({ block }: { block: Block }) {
  const faults = useEditor().faults.get(block.path)
  return faults?.map(({ message, line, isWarning }) => (
    <p key={`${line} ${message}`} className={styles.fault} data-warning={isWarning || undefined}>
      {message}
    </p>
  ))
}

function Inside({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail } = useEditor()
  switch (block.kind) {
    case 'section':
      return (
        <div style={{ ...groundOf(mail, block), ...spaceOf(mail, block) }}>
          <ul className={styles.columns} aria-label={words.layout}>
            {block.children.map((column) => (
              <Column key={column.path} block={column} isOnly={block.children.length === 1} />
            ))}
          </ul>
        </div>
      )
    case 'wrapper':
      return (
        <div style={{ ...groundOf(mail, block), ...spaceOf(mail, block) }}>
          <Holds block={block} />
        </div>
      )
    case 'hero':
      return (
        <div
          className={styles.hero}
          data-vertical={lookOf(mail, block, 'vertical-align')}
          style={{ ...groundOf(mail, block), ...spaceOf(mail, block), minHeight: lookOf(mail, block, 'height') }}
        >
          <Holds block={block} />
        </div>
      )
    case 'condition':
      return <Condition block={block} />
    default:
      return <PartView block={block} />
  }
}

function Column({ block, isOnly }: { block: Block; isOnly: boolean }) {
  const { mail, state } = useEditor()
  const width = lookOf(mail, block, 'width')
  const style: CSSProperties = width ? { flex: `0 1 ${width}` } : { flex: '1 1 0' }
  return (
    <li
      className={styles.column}
      style={{ ...style, ...groundOf(mail, block), ...spaceOf(mail, block) }}
      data-block={block.path}
      data-chosen={state.chosen === block.path || undefined}
      data-vertical={lookOf(mail, block, 'vertical-align')}
    >
      {!isOnly && <Grip block={block} />}
      <Holds block={block} />
      <Faults block={block} />
    </li>
  )
}

function Condition({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { variables } = useEditor()
  return (
    <div className={styles.condition}>
      {block.children.map((branch) => (
        <div key={branch.path}>
          <p className={styles.who}>
            {branch.condition === null
              ? words.otherwise
              : words.onlyWhere(sayCondition(branch.condition, variables, words.operators))}
          </p>
          <Holds block={branch} />
        </div>
      ))}
    </div>
  )
}

/** What stands in a container, in order, and a place to drop into while there is nothing. */
export function Holds({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, mayEdit } = useEditor()
  const name = block.path === '' ? words.canvas : blockName(mail, block, words)
  return (
    <div className={styles.holds} data-container={block.path} data-takes={block.takes ?? ''}>
      {block.children.length > 0 ? (
        <ol className={styles.list} aria-label={name}>
          {block.children.map((child) => (
            <BlockView key={child.path} block={child} />
          ))}
        </ol>
      ) : (
        mayEdit && <p className={styles.empty}>{words.dropHere}</p>
      )}
    </div>
  )
}

/** By it a block is dragged, chosen with the keyboard, moved and removed. */
function Grip({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit, startDrag } = useEditor()
  const actions = useBlockActions()
  if (!mayEdit) return null
  const name = blockName(mail, block, words)
  const isMovable = mayMove(block)
  return (
    <button
      type="button"
      className={styles.grip}
      data-grip={block.path}
      aria-label={name}
      aria-pressed={state.chosen === block.path}
      aria-keyshortcuts={isMovable ? 'Alt+ArrowUp Alt+ArrowDown Delete' : undefined}
      onPointerDown={(event) => isMovable && startDrag(event, actions.dragOf(block))}
      onClick={() => actions.choose(block)}
      onKeyDown={(event) => {
        const step = event.altKey && event.key === 'ArrowUp' ? -1 : event.altKey && event.key === 'ArrowDown' ? 1 : 0
        if (step !== 0) actions.step(block, step, true)
        else if (event.key === 'Delete' && isMovable) actions.remove(block)
        else if (event.key === 'Escape') state.choose(undefined)
        else return
        event.preventDefault()
      }}
    >
      <IconGripVertical size={14} stroke={1.5} aria-hidden />
    </button>
  )
}
