// Where one piece of evidence stands in the file: in a column, or the same for every row.
import { Select, TextInput } from '@mantine/core'
import { importWords } from '../../words/imports.ts'
import { useWords } from '../../words/language.tsx'
import type { Evidence } from './draft.ts'
import styles from './Imports.module.css'

export type EvidenceFieldProps = {
  label: string
  hint: string
  evidence: Evidence
  headings: string[]
  /** All that may be said where it is the same for every row; any words unless told. */
  choices?: { value: string; label: string }[]
  onChange: (evidence: Evidence) => void
}

export function EvidenceField({ label, hint, evidence, headings, choices, onChange }: EvidenceFieldProps) {
  const words = useWords(importWords)
  const { from, text } = evidence
  return (
    <div className={styles.proof}>
      <span>{label}</span>
      <Select
        aria-label={`${label}: ${words.fromColumn} / ${words.sameForAll}`}
        allowDeselect={false}
        data={[
          { value: 'column', label: words.fromColumn },
          { value: 'value', label: words.sameForAll },
        ]}
        value={from}
        onChange={(next) => onChange({ from: next === 'value' ? 'value' : 'column', text: '' })}
      />
      {from === 'value' && !choices ? (
        <TextInput
          aria-label={label}
          placeholder={hint}
          value={text}
          onChange={(event) => onChange({ from, text: event.currentTarget.value })}
        />
      ) : (
        <Select
          aria-label={label}
          searchable={from === 'column'}
          placeholder={from === 'column' ? words.column : words.choose}
          data={from === 'value' && choices ? choices : headings}
          value={text || null}
          onChange={(next) => onChange({ from, text: next ?? '' })}
        />
      )}
      {from === 'column' && choices && <p className={styles.proofHint}>{hint}</p>}
    </div>
  )
}
