// One audience: who would be in it, exporting it, its files, and what the platform has taken over.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import stacked from '../../parts/StackedTable.module.css'
import { Tag } from '../../parts/Tag.tsx'
import { advertisingWords } from '../../words/advertising.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from '../webhooks/WebhooksPage.module.css'
import own from './AudienceSection.module.css'
import { type AdAudience, type AdExport, allowedQuery, audiencesQuery } from './advertising.ts'

type Props = { audience: AdAudience; mayChange: boolean }

export function AudienceSection({ audience, mayChange }: Props) {
  const words = useWords(advertisingWords)
  const formats = useFormats()
  const { data: allowed } = useQuery(allowedQuery(audience.id))
  const { name, platform, segment, purpose, url, stoppedAt } = audience
  return (
    <section className={styles.webhook}>
      <h2>{name}</h2>
      <span className={`${styles.url} small dim`}>{words.of(segment.name, purpose.name)}</span>
      <div className={`${styles.state} text-13`}>
        <Tag>{words.platform[platform]}</Tag>
        {stoppedAt && <Tag tone="near">{words.stopped}</Tag>}
        <span className="muted">{url === null ? words.byFile : words.byWebhook(url)}</span>
        {allowed && stoppedAt === null && (
          <span className="muted">{words.allow(formats.number(allowed.allow), formats.number(allowed.people))}</span>
        )}
      </div>
      {mayChange && <Acts audience={audience} />}
      {audience.exports.length > 0 && <Exports audience={audience} mayChange={mayChange} />}
    </section>
  )
}

function Acts({ audience: { id, stoppedAt } }: { audience: AdAudience }) {
  const words = useWords(advertisingWords)
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: audiencesQuery.queryKey })
  const exportNow = useMutation({ mutationFn: () => post(`/ad-audiences/${id}/exports`), onSuccess: refresh })
  const stop = async () => {
    await post(`/ad-audiences/${id}/stop`)
    await refresh()
  }
  return (
    <div className={styles.acts}>
      <Button disabled={exportNow.isPending} onClick={() => exportNow.mutate()}>
        {words.exportNow}
      </Button>
      {stoppedAt === null && (
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {words.stop}
        </Button>
      )}
      {exportNow.isError && <ErrorLine error={exportNow.error} />}
      {isAsking && (
        <Confirm title={words.stopTitle} button={words.stopNow} act={stop} onClose={() => setAsking(false)}>
          {words.stopDetail}
        </Confirm>
      )}
    </div>
  )
}

function Exports({ audience, mayChange }: Props) {
  const words = useWords(advertisingWords)
  const formats = useFormats()
  return (
    <table className={`${styles.list} ${stacked.table} ${own.table}`}>
      <caption className="visually-hidden">{words.exports}</caption>
      <thead>
        <tr>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.added}</th>
          <th scope="col">{words.removed}</th>
          <th scope="col">{words.members}</th>
          <th scope="col">{words.state}</th>
        </tr>
      </thead>
      <tbody>
        {audience.exports.map((one) => (
          <tr key={one.id}>
            <td className="no-wrap">
              <DateText at={one.at} show="both" />
            </td>
            <td data-label={words.added}>{formats.number(one.added)}</td>
            <td data-label={words.removed}>{formats.number(one.removed)}</td>
            <td data-label={words.members}>{formats.number(one.members)}</td>
            <td>
              {one.takenOverAt ? (
                words.takenOver
              ) : mayChange && audience.url === null ? (
                <Files audience={audience} one={one} />
              ) : (
                `${words.waiting}${one.answer ? `. ${words.answered(one.answer)}` : ''}`
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Files({ audience, one }: { audience: AdAudience; one: AdExport }) {
  const words = useWords(advertisingWords)
  const queries = useQueryClient()
  const path = `/ad-audiences/${audience.id}/exports/${one.id}`
  const takeOver = useMutation({
    mutationFn: () => post(`${path}/taken-over`),
    onSuccess: () => queries.invalidateQueries({ queryKey: audiencesQuery.queryKey }),
  })
  return (
    <div className={styles.acts} title={words.filesHint}>
      <a className="link" href={`/api${path}/remove.csv`} download>
        {words.toRemove}
      </a>
      <a className="link" href={`/api${path}/add.csv`} download>
        {words.toAdd}
      </a>
      <Button size="compact-sm" variant="default" disabled={takeOver.isPending} onClick={() => takeOver.mutate()}>
        {words.uploaded}
      </Button>
      {takeOver.isError && <ErrorLine error={takeOver.error} />}
    </div>
  )
}
