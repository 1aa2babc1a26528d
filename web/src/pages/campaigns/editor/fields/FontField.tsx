// The font of a block: that of the sender first. Fonts that mail programs have, since others would be fetched from elsewhere.
import { Select } from '@mantine/core'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import { FONTS, type Font } from '../brand/sender-look.ts'
import { useEditor } from '../editor-context.ts'
import type { Block } from '../mjml/read-mail.ts'
import { useAttribute } from './attribute-fields.tsx'

const firstOf = (family: string) => family.split(',')[0]?.replace(/['"]/g, '').trim()

export function FontField({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { sender } = useEditor()
  const { own, inherited, set, isReadOnly } = useAttribute({ block, name: 'font-family' })
  const ofSender = sender?.look?.font
  const known = (Object.keys(FONTS) as Font[]).toSorted((a, b) => Number(b === ofSender) - Number(a === ofSender))
  const data = known.map((font) => ({
    value: FONTS[font].family as string,
    label: font === ofSender ? words.fontOfSender(FONTS[font].label) : FONTS[font].label,
  }))
  const isOther = own !== undefined && !data.some(({ value }) => value === own)
  return (
    <Select
      label={words.font}
      clearable
      readOnly={isReadOnly}
      placeholder={inherited === undefined ? undefined : firstOf(inherited)}
      value={own ?? null}
      data={isOther ? [...data, { value: own, label: firstOf(own) ?? own }] : data}
      onChange={(family) => set(family ?? undefined)}
    />
  )
}
