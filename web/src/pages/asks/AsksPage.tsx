// Questions that wait for an answer, who is asked and how; what was answered in a talk or on paper is entered here.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { askWords } from '../../words/asks.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { AnswerForm } from './AnswerForm.tsx'
import styles from './AsksPage.module.css'
import { type Ask, asksQuery } from './asks.ts'

export function AsksPage() {
  const words = useWords(askWords)
  const formats = useFormats()
  const asks = useQuery(asksQuery())
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={asks} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.detail}>
                {items.length === 0 ? words.none : words.headline(formats.number(items.length), items.length === 1)}
              </PageTitle>
              {items.map((ask) => (
                <OneAsk key={ask.id} ask={ask} />
              ))}
            </>
          )}
        </Answer>
        <section className={styles.paper}>
          <h2>{words.paperTitle}</h2>
          <AnswerForm path="/asks/entered" hasCode hasDay />
        </section>
      </PageBody>
    </>
  )
}

function OneAsk({ ask }: { ask: Ask }) {
  const words = useWords(askWords)
  const parts = useWords(partWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={styles.ask}>
      <h2>
        <AppLink className="name" href={`/contacts/${ask.contactId}`}>
          {ask.name ?? words.somebody}
        </AppLink>
        {ask.company && <span className="muted">, {ask.company}</span>}
      </h2>
      <p className={`${styles.facts} text-13`}>
        <span>
          {ask.purpose}, {parts.channel[ask.channel]}
        </span>
        <Tag>{words.way[ask.way]}</Tag>
        <span className="dim">
          {words.since} <DateText at={ask.askedAt} />
        </span>
        {ask.code && <span className="dim">{words.code(`${ask.code.slice(0, 4)} ${ask.code.slice(4)}`)}</span>}
      </p>
      <div className={styles.acts}>
        {ask.way === 'paper' && (
          <Button component="a" href={`/api/asks/${ask.id}/paper`} download>
            {words.print}
          </Button>
        )}
        {(ask.way === 'seller' || ask.way === 'paper') && (
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.enter}
          </Button>
        )}
      </div>
      {isOpen && (
        <AnswerForm path={`/asks/${ask.id}/answer`} hasDay>
          <ReadAloud ask={ask} />
        </AnswerForm>
      )}
    </section>
  )
}

/** The very words that the answer rests on. */
export function ReadAloud({ ask: { text } }: { ask: Ask }) {
  const words = useWords(askWords)
  return (
    <div>
      <p className="text-13 muted">{words.readAloud}</p>
      <blockquote className={styles.words} lang={text.language}>
        <b>{text.name}</b>
        <br />
        {text.text}
      </blockquote>
    </div>
  )
}
