// Importing people, one step below the other: the file, what its columns mean, what people have said with its proof, and an
// honest count of what will happen. Nothing is changed before the last button, and that one says for how many.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { importWords } from '../../words/imports.ts'
import { useWords } from '../../words/language.tsx'
import { type Field, fieldsQuery } from '../contacts/contacts.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { ConsentStep } from './ConsentStep.tsx'
import { type Draft, draftOf, isUnfinished, keyOfField, mappingOf, NEW_FIELD } from './draft.ts'
import styles from './Imports.module.css'
import { checkFile, type Forecast, importFile, previewFile } from './imports.ts'
import { MapColumns } from './MapColumns.tsx'
import type { Preview } from './mapping.ts'
import { SalesStep } from './SalesStep.tsx'
import { Summary } from './Summary.tsx'

export function NewImportPage() {
  const words = useWords(importWords)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const fields = useQuery(fieldsQuery)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [checked, setChecked] = useState<{ draft: Draft; forecast: Forecast } | null>(null)

  const preview = useMutation({
    mutationFn: (file: File) => previewFile(file),
    onSuccess: (answer: Preview, file) => {
      setDraft(draftOf(file, answer))
      setChecked(null)
    },
  })
  const check = useMutation({
    mutationFn: async (of: Draft) => {
      await makeFields(of, fields.data?.items ?? [])
      await queries.invalidateQueries({ queryKey: ['fields'] })
      return checkFile(of.file, mappingOf(of))
    },
    onSuccess: (forecast, of) => setChecked({ draft: of, forecast }),
  })
  const start = useMutation({
    mutationFn: (of: Draft) => importFile(of.file, mappingOf(of)),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ to: '/contacts/imports/$id', params: { id } })
    },
  })
  const crumbs = [
    { label: words.contacts, href: '/contacts' },
    { label: words.title, href: '/contacts/imports' },
  ]
  return (
    <>
      <PageTop title={words.newImport} crumbs={crumbs} />
      <PageBody>
        <PageTitle>{words.newImport}</PageTitle>
        <section className={styles.step}>
          <h2>
            <span>1</span> {words.stepFile}
          </h2>
          <ChooseFile
            draft={draft}
            isReading={preview.isPending}
            error={preview.error}
            onChoose={(file) => preview.mutate(file)}
          />
        </section>
        {draft && (
          <>
            <section className={styles.step}>
              <h2>
                <span>2</span> {words.stepColumns}
              </h2>
              <MapColumns draft={draft} fields={fields.data?.items ?? []} onChange={setDraft} />
            </section>
            <section className={styles.step}>
              <h2>
                <span>3</span> {words.stepConsent}
              </h2>
              <ConsentStep draft={draft} onChange={setDraft} />
            </section>
            <section className={styles.step}>
              <h2>
                <span>4</span> {words.stepSales}
              </h2>
              <SalesStep draft={draft} onChange={setDraft} />
            </section>
            <section className={styles.step}>
              <h2>
                <span>5</span> {words.stepSummary}
              </h2>
              <Summary
                forecast={checked?.forecast ?? null}
                withSales={checked !== null && checked.draft.sales.length > 0}
                isUnfinished={isUnfinished(draft)}
                isOutdated={checked !== null && checked.draft !== draft}
                isChecking={check.isPending}
                isStarting={start.isPending}
                error={check.error ?? start.error}
                onCheck={() => check.mutate(draft)}
                onStart={() => start.mutate(draft)}
              />
            </section>
          </>
        )}
      </PageBody>
    </>
  )
}

/** Makes the fields that a column is to become and that are not there yet: as text, which holds anything. */
async function makeFields({ columns }: Draft, known: Field[]): Promise<void> {
  for (const { heading, to } of columns) {
    const key = keyOfField(heading)
    if (to === NEW_FIELD && !known.some((field) => field.key === key))
      await post('/fields', { key, label: heading.slice(0, 200), type: 'text' })
  }
}
