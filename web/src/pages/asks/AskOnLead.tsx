// On a lead: what to ask this person when one talks to them, the words to read aloud, and the answer.
import { useQuery } from '@tanstack/react-query'
import { askWords } from '../../words/asks.ts'
import { useWords } from '../../words/language.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import { ReadAloud } from './AsksPage.tsx'
import { asksQuery } from './asks.ts'

export type AskOnLeadProps = {
  contactId: string
  name: string | null
  heading: 'h2' | 'h3'
  className: string | undefined
}

export function AskOnLead({ contactId, name, heading: Part, className }: AskOnLeadProps) {
  const words = useWords(askWords)
  const { data } = useQuery(asksQuery(contactId))
  return (data?.items ?? [])
    .filter(({ way }) => way === 'seller')
    .map((ask) => (
      <section key={ask.id} className={className}>
        <Part>{words.askThem(name ?? words.somebody, ask.purpose)}</Part>
        <AnswerForm path={`/asks/${ask.id}/answer`}>
          <ReadAloud ask={ask} />
        </AnswerForm>
      </section>
    ))
}
