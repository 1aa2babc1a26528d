// What can be done with a block, each act with its result in words for who cannot see it.
import { editorWords } from '../../../words/editor.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { blockName } from './block-names.ts'
import { useEditor } from './editor-context.ts'
import {
  duplicateBlock,
  insertBlock,
  levelOf,
  mayTake,
  moveBlock,
  type Place,
  removeBlock,
  stepBlock,
} from './mjml/edit-mail.ts'
import { blockAt, findPlace } from './mjml/find-place.ts'
import { type Block, findBlock, type Level, parentPath, placeIn, readMail } from './mjml/read-mail.ts'
import { fitting, type NewBlock, wrapPart } from './new-blocks.ts'
import type { Dragged } from './use-drag.ts'

export type BlockActions = ReturnType<typeof useBlockActions>

export function useBlockActions() {
  const words = useWords(editorWords)
  const formats = useFormats()
  const { mail, state, say, begin } = useEditor()
  const wrap = wrapPart(mail)
  const kindOf = (block: Block) => words.kinds[block.kind]
  /** The handle keeps the focus where a block has been moved by the keyboard. */
  const focusGrip = () =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-chosen] > [data-grip]')?.focus())

  /** What was put in may lie outside of what is seen. */
  const show = () =>
    requestAnimationFrame(() => document.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' }))

  const addAt = (place: Place, fresh: NewBlock, label: string) => {
    const container = findBlock(mail, place.container)
    const fits = container?.takes ? fitting(fresh, container.takes) : undefined
    if (!fits) return
    // A new text is written over at once; any other block is at hand by its handle.
    const isText = /^<mj-text\b/.test(fits.mjml)
    begin.current = isText ? 'all' : undefined
    if (!state.apply(insertBlock(mail, place, fits.mjml, fits.level, wrap), fits.level === 'part')) return
    say(words.added(label))
    if (!isText) focusGrip()
    show()
  }
  return {
    choose: (block: Block) => state.choose(block.path),
    /** After the chosen block, or where the mail goes on. */
    add: (fresh: NewBlock, label: string) => {
      const levels = (['part', 'row'] as const).filter((level) => fresh[level] !== undefined)
      addAt(findPlace(mail, state.chosen, levels.length === 2 ? ['part'] : levels), fresh, label)
    },
    step: (block: Block, by: -1 | 1, byKey = false) => {
      const edit = stepBlock(mail, block.path, by, wrap)
      if (!edit || !state.apply(edit)) return say(words.notFurther)
      const next = readMail(edit.source)
      const moved = next.isSound ? blockAt(next.mail, edit.focus) : undefined
      const all = next.isSound && moved ? (findBlock(next.mail, parentPath(moved.path))?.children.length ?? 0) : 0
      if (moved) say(words.moved(kindOf(block), formats.number(placeIn(moved.path) + 1), formats.number(all)))
      if (byKey) focusGrip()
    },
    copy: (block: Block) => state.apply(duplicateBlock(mail, block.path)) && say(words.added(kindOf(block))),
    remove: (block: Block) => {
      if (!state.apply(removeBlock(mail, block.path))) return
      say(words.removed(kindOf(block)))
      focusGrip()
    },
    dragOf: (block: Block): Dragged => {
      const level = levelOf(mail, block)
      return {
        label: blockName(mail, block, words),
        fits: (path, takes) => !`${path}.`.startsWith(`${block.path}.`) && takesLevel(takes, level),
        drop: (place) => state.apply(moveBlock(mail, block.path, place, wrap), level === 'part'),
      }
    },
    dragNew: (fresh: NewBlock, label: string): Dragged => ({
      label,
      fits: (_path, takes) =>
        (takes === 'row' || takes === 'part') &&
        fitting(fresh, takes) !== undefined &&
        takesLevel(takes, levelFor(fresh, takes)),
      drop: (place) => addAt(place, fresh, label),
    }),
  }
}

const takesLevel = (takes: string, level: Level) => (takes === 'row' || takes === 'part') && mayTake({ takes }, level)
const levelFor = (fresh: NewBlock, takes: Level): Level => fitting(fresh, takes)?.level ?? 'row'
