// A line of text in which fields can stand: two braces offer them, with what they mean.
import { Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import type { Variable } from '../mjml/variables.ts'
import { fallbackFor } from './fallbacks.ts'
import styles from './LiquidInput.module.css'
import { fillField, findFields, type OpenField, openField } from './open-field.ts'

/** Fields that are offered at once: those that fit best come first. */
const OFFERED = 12

export type LiquidInputProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string
  variables: readonly Variable[]
  /** Of the mail, for what stands where a field is not known. */
  language: string | undefined
  onChange: (value: string) => void
}

export function LiquidInput({ value, variables, language, onChange, ...input }: LiquidInputProps) {
  const words = useWords(editorWords)
  const combobox = useCombobox()
  const element = useRef<HTMLInputElement>(null)
  const cursor = useRef<number>(undefined)
  const [open, setOpen] = useState<OpenField>()
  const found = open && !input.readOnly ? findFields(variables, open.typed).slice(0, OFFERED) : []
  const options = found.flatMap((variable) => {
    const fallback = fallbackFor(variable.name, language)
    return [{ ...variable, fallback: '' }, ...(fallback === undefined ? [] : [{ ...variable, fallback }])]
  })
  // React puts the cursor to the end of a value that it sets.
  useLayoutEffect(() => {
    if (cursor.current === undefined) return
    element.current?.setSelectionRange(cursor.current, cursor.current)
    cursor.current = undefined
  })
  const look = (at: HTMLInputElement) => {
    const next = openField(at.value, at.selectionStart ?? at.value.length)
    setOpen(next)
    if (!next) return combobox.closeDropdown()
    combobox.openDropdown()
  }
  const typed = open?.typed
  const { selectFirstOption } = combobox
  // The first one is chosen once those that fit are there.
  useEffect(() => {
    if (typed !== undefined) selectFirstOption()
  }, [typed, selectFirstOption])
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(index) => {
        const option = options[Number(index)]
        if (!open || !option) return
        const filled = fillField(value, open, option)
        cursor.current = filled.cursor
        setOpen(undefined)
        combobox.closeDropdown()
        onChange(filled.text)
      }}
    >
      <Combobox.Target withAriaAttributes={options.length > 0} withKeyboardNavigation={options.length > 0}>
        <TextInput
          {...input}
          ref={element}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget)
          }}
          onBlur={(event) => {
            input.onBlur?.(event)
            combobox.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options className={styles.options} aria-label={words.field}>
          {options.map(({ name, label, fallback }, index) => (
            <Combobox.Option key={`${name} ${fallback}`} value={String(index)} className={styles.option}>
              {fallback === '' ? label : words.orElse(label, fallback)} <span className={styles.name}>{name}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
