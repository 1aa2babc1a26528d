// Fields for the attributes of a block. Each shows what holds now, and writes to the block alone; empty goes back to what
// the mail says of all such blocks.
import { ColorInput, NumberInput, SegmentedControl } from '@mantine/core'
import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import styles from '../Editor.module.css'
import { useEditor } from '../editor-context.ts'
import { languageOf } from '../liquid/fallbacks.ts'
import { LiquidInput } from '../liquid/LiquidInput.tsx'
import { setAttributes } from '../mjml/edit-mail.ts'
import { inheritedLook, lookOf, ownLook, paddingOf, type Sides, writeSides } from '../mjml/look.ts'
import type { Block } from '../mjml/read-mail.ts'

export type FieldProps = { block: Block; name: string; label: string; description?: string }

/** What the field needs of its attribute. */
export function useAttribute({ block, name }: Pick<FieldProps, 'block' | 'name'>) {
  const { mail, state, mayEdit } = useEditor()
  const { element } = block
  return {
    own: element ? ownLook(element, name) : undefined,
    inherited: element ? inheritedLook(mail, element, name) : undefined,
    now: lookOf(mail, block, name),
    isReadOnly: !mayEdit,
    set: (value: string | undefined) =>
      state.change(block.path, name, (known, one) => setAttributes(known, one, { [name]: value })),
  }
}

export function TextField({ label, description, ...of }: FieldProps) {
  const { own, set, isReadOnly } = useAttribute(of)
  const { mail, variables } = useEditor()
  return (
    <LiquidInput
      label={label}
      description={description}
      value={own ?? ''}
      readOnly={isReadOnly}
      variables={variables}
      language={languageOf(mail.source)}
      onChange={set}
    />
  )
}

/** In pixels. */
export function PixelField({ label, description, max = 600, ...of }: FieldProps & { max?: number }) {
  const { own, inherited, set, isReadOnly } = useAttribute(of)
  return (
    <NumberInput
      label={label}
      description={description}
      value={own === undefined ? '' : Number.parseFloat(own)}
      placeholder={inherited === undefined ? undefined : String(Number.parseFloat(inherited) || '')}
      readOnly={isReadOnly}
      min={0}
      max={max}
      suffix=" px"
      onChange={(value) => set(value === '' ? undefined : `${value}px`)}
    />
  )
}

export function ColourField({ label, ...of }: FieldProps) {
  const { colours } = useEditor()
  const { own, inherited, set, isReadOnly } = useAttribute(of)
  return (
    <ColorInput
      label={label}
      value={own ?? ''}
      placeholder={inherited}
      readOnly={isReadOnly}
      format="hex"
      swatches={colours}
      swatchesPerRow={8}
      popoverProps={{ withinPortal: true }}
      onChange={(value) => set(value === '' ? undefined : value)}
    />
  )
}

export function AlignField({ label, name, block }: FieldProps) {
  const words = useWords(editorWords)
  const { now, set, isReadOnly } = useAttribute({ block, name })
  const choice = (value: string, said: string, Icon: typeof IconAlignLeft) => ({
    value,
    label: <Icon size={16} stroke={1.5} role="img" aria-label={said} />,
  })
  return (
    <Labelled label={label}>
      <SegmentedControl
        aria-label={label}
        fullWidth
        readOnly={isReadOnly}
        value={now ?? 'left'}
        onChange={set}
        data={[
          choice('left', words.left, IconAlignLeft),
          choice('center', words.centre, IconAlignCenter),
          choice('right', words.right, IconAlignRight),
        ]}
      />
    </Labelled>
  )
}

export function VerticalField({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { now, set, isReadOnly } = useAttribute({ block, name: 'vertical-align' })
  return (
    <Labelled label={words.vertical}>
      <SegmentedControl
        aria-label={words.vertical}
        fullWidth
        readOnly={isReadOnly}
        value={now ?? 'top'}
        onChange={set}
        data={[
          { value: 'top', label: words.top },
          { value: 'middle', label: words.middle },
          { value: 'bottom', label: words.bottom },
        ]}
      />
    </Labelled>
  )
}

export function SpaceField({ block, name = 'padding' }: { block: Block; name?: string }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit } = useEditor()
  const sides = paddingOf(mail, block, name)
  const set = (side: keyof Sides, value: string | number) =>
    state.change(block.path, name, (known, one) => {
      const next = { ...paddingOf(known, one, name), [side]: `${value === '' ? 0 : value}px` }
      const own = Object.fromEntries(
        (['top', 'right', 'bottom', 'left'] as const).map((of) => [`${name}-${of}`, undefined]),
      )
      return setAttributes(known, one, { ...own, [name]: writeSides(next) })
    })
  return (
    <fieldset className={styles.sides}>
      <legend>{words.space}</legend>
      {(['top', 'bottom', 'left', 'right'] as const).map((side) => (
        <NumberInput
          key={side}
          label={words.sides[side]}
          value={Number.parseFloat(sides[side]) || 0}
          min={0}
          max={200}
          readOnly={!mayEdit}
          suffix=" px"
          onChange={(value) => set(side, value)}
        />
      ))}
    </fieldset>
  )
}

export function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <p className={styles.fieldName} aria-hidden>
        {label}
      </p>
      {children}
    </div>
  )
}
