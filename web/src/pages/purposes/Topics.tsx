// The topics of a purpose: what they are called in each language, and how many have left each out.
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { purposeWords, TEXT_LANGUAGES } from '../../words/purposes.ts'
import { topicWords } from '../../words/topics.ts'
import styles from './PurposePage.module.css'
import type { PurposeDetail, Topic } from './purposes.ts'
import { TopicModal } from './TopicModal.tsx'
import lists from './Topics.module.css'

type Open = { kind: 'add' } | { kind: 'rename' | 'retire'; topic: Topic }

export function Topics({ purpose }: { purpose: PurposeDetail }) {
  const words = useWords(topicWords)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const isActive = purpose.retiredAt === null
  return (
    <section className={styles.section}>
      <div className={lists.head}>
        <h2>{words.title}</h2>
        {isActive && <Button onClick={() => setOpen({ kind: 'add' })}>{words.add}</Button>}
      </div>
      <p className="muted">{purpose.topics.length === 0 ? words.none : words.intro}</p>
      {purpose.topics.length > 0 && (
        <ul className={lists.list}>
          {purpose.topics.map((topic) => (
            <TopicLine key={topic.id} topic={topic} mayChange={isActive} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {open?.kind === 'add' && <TopicModal purpose={purpose} onClose={close} />}
      {open?.kind === 'rename' && <TopicModal purpose={purpose} topic={open.topic} onClose={close} />}
      {open?.kind === 'retire' && <RetireTopic purpose={purpose} topic={open.topic} onClose={close} />}
    </section>
  )
}

function TopicLine({ topic, mayChange, onOpen }: { topic: Topic; mayChange: boolean; onOpen: (open: Open) => void }) {
  const words = useWords(topicWords)
  const { language } = useWords(purposeWords)
  const formats = useFormats()
  const { name, leftOut, retiredAt } = topic
  const texts = TEXT_LANGUAGES.flatMap((code) => topic.texts.find((text) => text.language === code) ?? [])
  return (
    <li>
      <div>
        <h3>
          {name} {retiredAt !== null && <Tag>{words.retired}</Tag>}
        </h3>
        <p className="text-13">
          {texts.map((text, index) => (
            <span key={text.language}>
              {index > 0 && ' · '}
              <span className="dim">{language[text.language] ?? text.language}</span>{' '}
              <span lang={text.language}>{text.name}</span>
            </span>
          ))}
        </p>
        <p className="text-13 muted">
          {leftOut === 0 ? words.nobodyLeftOut : words.leftOut(formats.number(leftOut), leftOut === 1)}
        </p>
      </div>
      {mayChange && retiredAt === null && (
        <div className={lists.acts}>
          <Button variant="subtle" aria-label={words.renameOf(name)} onClick={() => onOpen({ kind: 'rename', topic })}>
            {words.rename}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            aria-label={words.retireOf(name)}
            onClick={() => onOpen({ kind: 'retire', topic })}
          >
            {words.retire}
          </Button>
        </div>
      )}
    </li>
  )
}

function RetireTopic({ purpose, topic, onClose }: { purpose: PurposeDetail; topic: Topic; onClose: () => void }) {
  const words = useWords(topicWords)
  const queries = useQueryClient()
  const retire = async () => {
    await post(`/purposes/${purpose.id}/topics/${topic.id}/retire`)
    await queries.invalidateQueries({ queryKey: ['purposes'] })
  }
  return (
    <Confirm title={words.retireTitle(topic.name)} button={words.retireButton} act={retire} onClose={onClose}>
      {words.retireDetail}
    </Confirm>
  )
}
