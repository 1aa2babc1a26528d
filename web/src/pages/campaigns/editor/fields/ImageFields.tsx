// The picture that a block shows: chosen in the library or uploaded there, or by its address; and what it shows in words.
import { Button, Checkbox } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import styles from '../Editor.module.css'
import { useEditor } from '../editor-context.ts'
import { PickImage } from '../images/PickImage.tsx'
import { shownAddress } from '../images/use-image.ts'
import { languageOf } from '../liquid/fallbacks.ts'
import { LiquidInput } from '../liquid/LiquidInput.tsx'
import type { Block } from '../mjml/read-mail.ts'
import { type FieldProps, TextField, useAttribute } from './attribute-fields.tsx'

export function ImageField(props: FieldProps) {
  const words = useWords(editorWords)
  const { now = '', set, isReadOnly } = useAttribute(props)
  const [isChoosing, setChoosing] = useState(false)
  const address = shownAddress(now, useEditor().logo)
  return (
    <div className={styles.stacked}>
      {/^(https?:|\/)/.test(address) && <img className={styles.thumbnail} src={address} alt="" />}
      {!isReadOnly && (
        <div className={styles.formButtons}>
          <Button
            size="compact-sm"
            leftSection={<IconPhoto size={14} stroke={1.5} />}
            onClick={() => setChoosing(true)}
          >
            {now === '' ? words.chooseImage : words.otherImage}
          </Button>
          {now !== '' && props.name !== 'src' && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => set(undefined)}>
              {words.noImage}
            </Button>
          )}
        </div>
      )}
      <TextField {...props} />
      {isChoosing && <PickImage block={props.block} onClose={() => setChoosing(false)} />}
    </div>
  )
}

/** Nothing said is not the same as nothing to say: a picture that only decorates is said to. */
export function AltField({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { own, set, isReadOnly } = useAttribute({ block, name: 'alt' })
  const { mail, variables } = useEditor()
  const isDecoration = own?.trim() === ''
  return (
    <>
      <LiquidInput
        label={words.alt}
        description={words.altHint}
        value={own ?? ''}
        readOnly={isReadOnly}
        error={own === undefined ? words.altWanted : undefined}
        variables={variables}
        language={languageOf(mail.source)}
        onChange={(said) => set(said || undefined)}
      />
      <Checkbox
        label={words.decoration}
        checked={isDecoration}
        disabled={isReadOnly}
        onChange={(event) => set(event.currentTarget.checked ? '' : undefined)}
      />
    </>
  )
}
