// The files that were taken in, newest first, each with what became of its rows.
import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ListPage } from '../../frame/ListPage.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { importWords } from '../../words/imports.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './Imports.module.css'
import { type ImportRow, importsQuery, takenOf } from './imports.ts'

export function ImportsPage() {
  const words = useWords(importWords)
  const formats = useFormats()
  const imports = useQuery(importsQuery)
  const begin = (
    <Button
      component={AppLink}
      href="/contacts/imports/new"
      variant="filled"
      leftSection={<IconUpload size={16} stroke={1.5} />}
    >
      {words.newImport}
    </Button>
  )
  return (
    <ListPage
      title={words.title}
      crumbs={[{ label: words.contacts, href: '/contacts' }]}
      actions={begin}
      query={imports}
      what={words.what}
      heading={({ length }) => words.headline(formats.number(length), length === 1)}
      below={words.below}
      empty={
        <EmptyState title={words.empty} level={1}>
          {words.emptyDetail}
        </EmptyState>
      }
    >
      {(items) => (
        <table className={styles.list}>
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.when}</th>
              <th scope="col" className="numeric">
                {words.taken}
              </th>
              <th scope="col" className="numeric">
                {words.notTaken}
              </th>
              <th scope="col" className="numeric">
                {words.heldBack}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <Row key={one.id} row={one} />
            ))}
          </tbody>
        </table>
      )}
    </ListPage>
  )
}

function Row({ row }: { row: ImportRow }) {
  const words = useWords(importWords)
  const formats = useFormats()
  return (
    <tr>
      <th scope="row">
        <AppLink className="name" href={`/contacts/imports/${row.id}`}>
          {row.fileName}
        </AppLink>
        {row.status !== 'done' && (
          <span className={row.status === 'running' ? 'dim' : 'broken'}> {words.status[row.status]}</span>
        )}
      </th>
      <td className="dim">
        <DateText at={row.createdAt} show="both" />
      </td>
      <td className="numeric" data-label={words.taken}>
        {formats.number(takenOf(row))}
      </td>
      <td className="numeric" data-label={words.notTaken}>
        {formats.number(row.refused)}
      </td>
      <td className="numeric" data-label={words.heldBack}>
        {formats.number(row.heldBack)}
      </td>
    </tr>
  )
}
