// Where a campaign stands, in words, with the moment that goes with it.

import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { CampaignLine } from './campaigns.ts'

export function StatusText({ campaign }: { campaign: CampaignLine }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const { status, startsAt, startedAt, finishedAt } = campaign
  const moment = status === 'scheduled' ? startsAt : status === 'sending' ? startedAt : finishedAt
  return (
    <>
      <b>{words.states[status]}</b>
      {moment && (
        <>
          {' · '}
          <time dateTime={moment} title={formats.exact(new Date(moment))}>
            {formats.shortDate(new Date(moment), new Date())}, {formats.time(new Date(moment))}
          </time>
        </>
      )}
    </>
  )
}
