// The page of one form, new or standing: what it asks, which yes it may ask for, and what people see.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import { FormEditor } from './FormEditor.tsx'
import { brandsQuery, formsQuery } from './forms.ts'

export function NewFormPage() {
  const words = useWords(formWords)
  const brands = useQuery(brandsQuery)
  return (
    <Frame title={words.newForm}>
      <Answer query={brands} what={words.loading}>
        {({ items }) => <FormEditor brands={items} />}
      </Answer>
    </Frame>
  )
}

export function FormPage() {
  const words = useWords(formWords)
  const { id } = useParams({ strict: false })
  const forms = useQuery(formsQuery)
  const brands = useQuery(brandsQuery)
  const form = forms.data?.items.find((one) => one.id === id)
  return (
    <Frame title={form?.name ?? words.title}>
      <Answer query={forms} what={words.loading}>
        {() =>
          form ? (
            <Answer query={brands} what={words.loading}>
              {({ items }) => <FormEditor key={form.id} brands={items} form={form} />}
            </Answer>
          ) : (
            <EmptyState title={words.notFound}>{words.notFoundDetail}</EmptyState>
          )
        }
      </Answer>
    </Frame>
  )
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords(formWords)
  return (
    <>
      <PageTop title={title} crumbs={[{ label: words.title, href: '/forms' }]} />
      <PageBody>
        <PageTitle>{title}</PageTitle>
        {children}
      </PageBody>
    </>
  )
}
