// Forms: what asks for a yes, and what to put into one's own pages so that visits can count.
import { Button, Code, CopyButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { RuleList, RuleRow } from '../../parts/RuleList.tsx'
import { formWords } from '../../words/forms.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'
import { type Form, formsQuery } from './forms.ts'

export function FormsPage() {
  const words = useWords(formWords)
  const forms = useQuery(formsQuery)
  const make = (
    <Button component={AppLink} href="/forms/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {words.newForm}
    </Button>
  )
  return (
    <>
      <PageTop title={words.title} actions={forms.data?.items.length !== 0 && make} />
      <PageBody>
        <Answer query={forms} what={words.what} level={1}>
          {({ items, tracker }) => (
            <>
              {items.length === 0 ? (
                <EmptyState title={words.empty} level={1} actions={make}>
                  {words.emptyDetail}
                </EmptyState>
              ) : (
                <FormList forms={items} />
              )}
              <TrackerSnippet tracker={tracker} />
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function FormList({ forms }: { forms: Form[] }) {
  const words = useWords(formWords)
  const formats = useFormats()
  return (
    <>
      <PageTitle>{words.heading(formats.number(forms.length), forms.length === 1)}</PageTitle>
      <RuleList label={words.title}>
        {forms.map((form) => (
          <RuleRow
            key={form.id}
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
        ))}
      </RuleList>
    </>
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
    </section>
  )
}

/** Text to be copied into a page. */
export function Snippet({ text }: { text: string }) {
  const words = useWords(formWords)
  return (
    <>
      <Code className={styles.code} tabIndex={0}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" onClick={copy}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </>
  )
}
