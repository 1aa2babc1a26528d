// What each column becomes: guessed, with values of the file beside it, so that a wrong guess is seen.
import { Select, TextInput } from '@mantine/core'
import { importWords } from '../../words/imports.ts'
import { useLanguage, useWords } from '../../words/language.tsx'
import type { Field } from '../contacts/contacts.ts'
import { type Draft, NEW_FIELD, saysWho } from './draft.ts'
import styles from './Imports.module.css'

const LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en']

export type MapColumnsProps = { draft: Draft; fields: Field[]; onChange: (draft: Draft) => void }

export function MapColumns({ draft, fields, onChange }: MapColumnsProps) {
  const words = useWords(importWords)
  const { language } = useLanguage()
  const names = new Intl.DisplayNames([language], { type: 'language' })
  const targetsFor = (heading: string) => [
    {
      group: words.aboutPerson,
      items: Object.entries(words.target).map(([value, label]) => ({ value, label })),
    },
    ...(fields.length > 0
      ? [{ group: words.customFields, items: fields.map(({ key, label }) => ({ value: `field:${key}`, label })) }]
      : []),
    { group: words.newFieldHeading, items: [{ value: NEW_FIELD, label: words.newField(heading) }] },
  ]
  const map = (heading: string, to: string) =>
    onChange({
      ...draft,
      // A meaning belongs to one column: where another had it, that one is left out now.
      columns: draft.columns.map((column) =>
        column.heading === heading
          ? { heading, to }
          : column.to === to && to !== NEW_FIELD
            ? { ...column, to: '' }
            : column,
      ),
    })
  return (
    <>
      <p className={styles.hint}>{words.columnsHint}</p>
      <table className={styles.columns}>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.values}</th>
            <th scope="col">{words.becomes}</th>
          </tr>
        </thead>
        <tbody>
          {draft.columns.map(({ heading, to }, index) => (
            <tr key={heading}>
              <th scope="row" className={to === '' ? 'dim' : undefined}>
                {heading}
              </th>
              <td className={styles.samples}>{draft.preview.columns[index]?.samples.join(' · ')}</td>
              <td>
                <Select
                  aria-label={`${words.becomes}: ${heading}`}
                  placeholder={words.leaveOut}
                  clearable
                  searchable
                  data={targetsFor(heading)}
                  value={to || null}
                  onChange={(value) => map(heading, value ?? '')}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!saysWho(draft) && (
        <p className={`${styles.said} ${styles.warning}`} role="status">
          {words.nobodyToTell}
        </p>
      )}
      {!draft.columns.some(({ to }) => to === 'language') && (
        <div className={styles.below}>
          <Select
            label={words.language}
            placeholder={words.noLanguage}
            clearable
            data={LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }))}
            value={draft.language || null}
            onChange={(value) => onChange({ ...draft, language: value ?? '' })}
          />
        </div>
      )}
      <div className={styles.below}>
        <TextInput
          label={words.origin}
          description={words.originHint}
          maxLength={200}
          value={draft.origin}
          onChange={(event) => onChange({ ...draft, origin: event.currentTarget.value })}
        />
      </div>
    </>
  )
}
