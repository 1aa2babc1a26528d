// Forms: what asks for a yes, and what to put into one's own pages so that visits can count.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ListPage } from '../../frame/ListPage.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { BeginLink } from '../../parts/BeginLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { RuleList, RuleRow } from '../../parts/RuleList.tsx'
import { formWords } from '../../words/forms.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'
import { type Form, formsQuery } from './forms.ts'
import { Snippet } from './Snippet.tsx'

export function FormsPage() {
  const words = useWords(formWords)
  const formats = useFormats()
  const forms = useQuery(formsQuery)
  const begin = <BeginLink href="/forms/new">{words.newForm}</BeginLink>
  const snippet = forms.data && <TrackerSnippet tracker={forms.data.tracker} />
  return (
    <ListPage
      title={words.title}
      actions={forms.data?.items.length !== 0 && begin}
      query={forms}
      what={words.what}
      heading={({ length }) => words.heading(formats.number(length), length === 1)}
      empty={
        <>
          <EmptyState title={words.empty} level={1} actions={begin}>
            {words.emptyDetail}
          </EmptyState>
          {snippet}
        </>
      }
    >
      {(items) => (
        <>
          <RuleList label={words.title}>
            {items.map((form) => (
              <Row key={form.id} form={form} />
            ))}
          </RuleList>
          {snippet}
        </>
      )}
    </ListPage>
  )
}

function Row({ form }: { form: Form }) {
  const words = useWords(formWords)
  const formats = useFormats()
  return (
    <RuleRow
      level={2}
      title={<AppLink href={`/forms/${form.id}`}>{form.name}</AppLink>}
      detail={
        <>
          {words.sentBy(formats.number(form.people), form.people === 1)} ·{' '}
          <a href={form.url} target="_blank" rel="noreferrer">
            {words.open}
          </a>
        </>
      }
      action={
        <Button size="compact-sm" component={AppLink} href={`/forms/${form.id}`}>
          {words.change}
        </Button>
      }
    />
  )
}

function TrackerSnippet({ tracker }: { tracker: string }) {
  const words = useWords(formWords)
  return (
    <section className={styles.snippet}>
      <h2>{words.pages}</h2>
      <p className="muted text-13">{words.pagesDetail}</p>
      <Snippet text={tracker} />
      <p className="muted text-13">{words.consentCall}</p>
      <Snippet text={"assent('consent', true)   // assent('consent', false)"} />
      <p className="muted text-13">{words.mayAsk}</p>
      <Snippet text="assent('mayAsk')" />
    </section>
  )
}
