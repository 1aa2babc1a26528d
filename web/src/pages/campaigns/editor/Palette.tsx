// What can be put into the mail: dragged to its place, or pressed to go after the chosen block.
import { ActionIcon } from '@mantine/core'
import {
  IconBadgeTm,
  IconCode,
  IconColumns1,
  IconColumns2,
  IconColumns3,
  IconFilter,
  IconHeading,
  IconLayoutBoard,
  IconLayoutNavbar,
  IconPhoto,
  IconRectangle,
  IconSeparator,
  IconShare,
  IconShoppingBag,
  IconSpacingVertical,
  IconTypography,
  IconX,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import { LookSide } from './brand/LookSide.tsx'
import styles from './Editor.module.css'
import { useEditor } from './editor-context.ts'
import { forgetBlock, keptBlocksQuery } from './kept-blocks.ts'
import { NEW_PARTS, NEW_ROWS, type NewBlock, type NewKind, newBlock } from './new-blocks.ts'
import { useBlockActions } from './use-block-actions.ts'

const ICONS: Record<NewKind, typeof IconCode> = {
  heading: IconHeading,
  text: IconTypography,
  button: IconRectangle,
  image: IconPhoto,
  logo: IconBadgeTm,
  divider: IconSeparator,
  spacer: IconSpacingVertical,
  social: IconShare,
  condition: IconFilter,
  raw: IconCode,
  one: IconColumns1,
  two: IconColumns2,
  three: IconColumns3,
  hero: IconLayoutNavbar,
  product: IconShoppingBag,
}

/** `onAdded` hears of a block that was pressed, where the palette covers the mail. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const words = useWords(editorWords)
  const { mail, surroundings, sender } = useEditor()
  const hasLogo = typeof sender?.look?.logoId === 'string'
  const group = (label: string, kinds: readonly NewKind[]) => (
    <section aria-label={label}>
      <h3 className={styles.groupName}>{label}</h3>
      <ul className={styles.palette}>
        {kinds.map((kind) => {
          const Icon = ICONS[kind]
          return (
            <li key={kind}>
              <Offer
                label={words.fresh[kind]}
                icon={<Icon size={18} stroke={1.5} aria-hidden />}
                make={() => newBlock(mail, kind, surroundings)}
                onAdded={onAdded}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
  return (
    <div className={styles.paletteSide}>
      <p className="small dim">{words.dragHint}</p>
      {group(
        words.parts,
        NEW_PARTS.filter((kind) => kind !== 'logo' || hasLogo),
      )}
      {group(words.rows, NEW_ROWS)}
      <Kept onAdded={onAdded} />
      {sender && <LookSide sender={sender} />}
    </div>
  )
}

type OfferProps = { label: string; icon: ReactNode; make: () => NewBlock; onAdded: (() => void) | undefined }

function Offer({ label, icon, make, onAdded }: OfferProps) {
  const { startDrag } = useEditor()
  const actions = useBlockActions()
  return (
    <button
      type="button"
      className={styles.offer}
      onPointerDown={(event) => startDrag(event, actions.dragNew(make(), label))}
      onClick={() => {
        actions.add(make(), label)
        onAdded?.()
      }}
    >
      {icon}
      <span>{label}</span>
    </button>
  )
}

function Kept({ onAdded }: { onAdded: (() => void) | undefined }) {
  const words = useWords(editorWords)
  const queries = useQueryClient()
  const { data } = useQuery(keptBlocksQuery)
  const forget = useMutation({
    mutationFn: forgetBlock,
    onSettled: () => queries.invalidateQueries({ queryKey: ['blocks'] }),
  })
  return (
    <section aria-label={words.kept}>
      <h3 className={styles.groupName}>{words.kept}</h3>
      {data?.items.length === 0 && <p className="small dim">{words.noneKept}</p>}
      <ul className={styles.keptList}>
        {data?.items.map(({ id, name, level, mjml }) => (
          <li key={id}>
            <Offer
              label={name}
              icon={<IconLayoutBoard size={18} stroke={1.5} aria-hidden />}
              make={() => ({ [level]: mjml })}
              onAdded={onAdded}
            />
            <ActionIcon size={28} aria-label={words.forget(name)} onClick={() => forget.mutate(id)}>
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  )
}
