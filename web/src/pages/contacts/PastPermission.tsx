// What we might have done with this person at a moment that has passed: the same grid, decided from what was known then,
// with the words that were shown. For whoever must answer "why did I get this".
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { type CellAddress, ConsentGrid } from '../../parts/ConsentGrid.tsx'
import { evidenceWords } from '../../words/evidence.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { Channel } from '../../words/parts.ts'
import { type PastDecision, pastQuery } from './contacts.ts'
import styles from './Permission.module.css'

/** The order of the columns. */
const CHANNELS: Channel[] = ['email', 'sms', 'phone', 'post', 'web']

export function PastPermission({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const words = useWords(evidenceWords)
  const formats = useFormats()
  const [when, setWhen] = useState(() => localInput(new Date(Date.now() - 86_400_000)))
  const at = when === '' || Number.isNaN(+new Date(when)) ? null : new Date(when)
  const past = useQuery({ ...pastQuery(contactId, at?.toISOString() ?? ''), enabled: at !== null })
  const [selected, setSelected] = useState<CellAddress | null>(null)
  return (
    <>
      <div className={styles.then}>
        <TextInput
          type="datetime-local"
          label={words.thenLabel}
          value={when}
          max={localInput(new Date())}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
        <button type="button" className="link small" onClick={onClose}>
          {words.thenNow}
        </button>
      </div>
      {at && (
        <Answer query={past} what={words.thenWhat}>
          {({ items }) => (
            <>
              <h2>{words.thenHeading(formats.exact(at))}</h2>
              <ConsentGrid
                purposes={[...new Map(items.map(({ purpose }) => [purpose.id, purpose])).values()]}
                channels={CHANNELS.filter((channel) => items.some((item) => item.channel === channel))}
                cells={items.map((item) => ({
                  ...{ purposeId: item.purpose.id, channel: item.channel, state: item.state },
                  ...{ at: item.since, until: item.expiresAt },
                }))}
                now={at}
                selected={selected}
                onSelect={setSelected}
              >
                <Then item={items.find((item) => isAt(item, selected))} />
              </ConsentGrid>
            </>
          )}
        </Answer>
      )}
    </>
  )
}

const isAt = (item: PastDecision, cell: CellAddress | null) =>
  item.purpose.id === cell?.purposeId && item.channel === cell.channel

function Then({ item }: { item: PastDecision | undefined }) {
  const words = useWords(evidenceWords)
  if (!item) return <p className="small">{words.thenChoose}</p>
  const { answer, ruleVersion, text } = item
  return (
    <>
      <p>
        <b>{answer}</b>
      </p>
      <p className={`${styles.rules} small dim`}>{words.thenRules(ruleVersion)}</p>
      {text && (
        <>
          <p className={`${styles.rules} small dim`}>{words.thenText(text.language, String(text.version))}</p>
          <blockquote className={styles.shown} lang={text.language}>
            <b>{text.name}</b> {text.text}
          </blockquote>
        </>
      )}
    </>
  )
}

/** A moment as a datetime-local field writes it, in the reader's own zone. */
function localInput(at: Date): string {
  return new Date(+at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
