// The feed of a campaign: chosen and tried while it is a draft; once it is followed, how that goes.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../../parts/Answer.tsx'
import { DateText } from '../../../parts/DateText.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { FaultLines } from '../../../parts/ErrorNote.tsx'
import { Note } from '../../../parts/Tag.tsx'
import { useMe } from '../../../session.ts'
import { feedWords } from '../../../words/feed.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import type { Campaign } from '../campaigns.ts'
import type { DraftState } from '../use-draft.ts'
import styles from './Feed.module.css'
import { FeedForm } from './FeedForm.tsx'
import { type Feed, feedQuery, followFeed, ITEM_VARIABLES } from './feed.ts'
import { hasPlace, putPlaceIn } from './mail-place.ts'

type Props = { campaign: Campaign; draft: DraftState }

export function FeedTab({ campaign, draft }: Props) {
  const words = useWords(feedWords)
  const me = useMe()
  const query = useQuery(feedQuery(campaign.id))
  const [isChoosing, setChoosing] = useState(false)
  const mayWrite = campaign.status === 'draft' && me.role !== 'privacy_officer'
  return (
    <Answer query={query} what={words.what} level={1}>
      {({ feed }) => {
        if (!feed && !isChoosing)
          return (
            <EmptyState
              title={words.none}
              level={1}
              actions={
                mayWrite && (
                  <Button variant="filled" onClick={() => setChoosing(true)}>
                    {words.begin}
                  </Button>
                )
              }
            >
              {mayWrite ? words.noneDetail : words.noneNow}
            </EmptyState>
          )
        return (
          <div className={styles.tab}>
            {feed && !mayWrite && <HowItGoes feed={feed} />}
            {mayWrite && <FeedForm campaignId={campaign.id} feed={feed} onGone={() => setChoosing(false)} />}
            {feed && mayWrite && <Begin campaign={campaign} draft={draft} />}
            {feed && <Entries feed={feed} isDraft={mayWrite} />}
          </div>
        )
      }}
    </Answer>
  )
}

/** The place in the mail, then following: in that order, since a mail without entries would say nothing. */
function Begin({ campaign, draft }: Props) {
  const words = useWords(feedWords)
  const queries = useQueryClient()
  const { mjml } = draft.values
  const isReady = hasPlace(mjml)
  const follow = useMutation({
    mutationFn: async () => {
      await draft.flush()
      await followFeed(campaign.id)
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['campaign', campaign.id] }),
        queries.invalidateQueries({ queryKey: ['campaigns'] }),
      ]),
  })
  return (
    <section className={styles.part}>
      <h2>{words.inMail}</h2>
      <p className="muted text-13">{isReady ? words.isInMail : words.notInMail}</p>
      {!isReady && (
        <div>
          <Button onClick={() => draft.change({ mjml: putPlaceIn(mjml) })}>{words.putIn}</Button>
        </div>
      )}
      <p className="muted text-13">
        {words.howTo}{' '}
        {[...ITEM_VARIABLES, 'feed.title', 'feed.items.first.title'].map((name) => (
          <code key={name} className={styles.variable}>{`{{ ${name} }}`}</code>
        ))}
      </p>
      {isReady && (
        <>
          <p className="muted text-13">{words.followDetail}</p>
          {follow.isError && <FaultLines error={follow.error} />}
          <div>
            <Button variant="filled" loading={follow.isPending} onClick={() => follow.mutate()}>
              {words.follow}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function HowItGoes({ feed }: { feed: Feed }) {
  const words = useWords(feedWords)
  const formats = useFormats()
  return (
    <section>
      <h2>{feed.title || words.what}</h2>
      <p className={`${styles.address} muted`}>{feed.url}</p>
      <p className="text-13">
        {feed.followingSince && `${words.following(formats.longDate(new Date(feed.followingSince)))}. `}
        {words.paces[feed.pace]}.{' '}
        {feed.readAt && (
          <>
            {words.read} <DateText at={feed.readAt} show="both" />.{' '}
          </>
        )}
        {feed.waiting === 0 ? words.nothingWaits : words.waiting(formats.number(feed.waiting), feed.waiting === 1)}
      </p>
      {feed.fault && (
        <Note tone="near">
          {words.faults[feed.fault](feed.faultDetail ?? '')}{' '}
          {feed.faultSince && (
            <span className="muted">
              ({words.since} {formats.exact(new Date(feed.faultSince))})
            </span>
          )}
        </Note>
      )}
    </section>
  )
}

function Entries({ feed: { items }, isDraft }: { feed: Feed; isDraft: boolean }) {
  const words = useWords(feedWords)
  return (
    <section className={styles.part}>
      <h2>{words.says}</h2>
      {isDraft && <p className="muted text-13">{words.saysDraft}</p>}
      {items.length === 0 && <p className="muted">{words.empty}</p>}
      <ol className={styles.entries}>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may say the same
          <li key={index}>
            <a className="link" href={item.link} target="_blank" rel="noreferrer noopener">
              {item.title}
            </a>{' '}
            {item.published && <DateText at={item.published} />}
            <p className="text-13 muted">{item.summary}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
