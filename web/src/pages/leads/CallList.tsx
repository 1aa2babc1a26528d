// A list of numbers for calling through: who may be called now, who is not on it and why, and the file.
import { Button } from '@mantine/core'
import { IconDownload, IconPhone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { post } from '../../api.ts'
import type { DecisionReason } from '../../parts/decision-mark.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import styles from './LeadsPage.module.css'

type Outcome = {
  id: string | null
  allowed: number
  not: { reason: DecisionReason; count: number }[]
  until: string | null
  next: string | null
}

export function CallList() {
  const words = useWords(leadWords)
  const release = useMutation({ mutationFn: () => post<Outcome>('/call-lists') })
  return (
    <div className={styles.calls}>
      <Button
        variant="subtle"
        leftSection={<IconPhone size={16} stroke={1.5} />}
        disabled={release.isPending}
        onClick={() => release.mutate()}
      >
        {words.callList}
      </Button>
      {release.isError && <ErrorLine error={release.error} />}
      {release.data && <Released outcome={release.data} />}
    </div>
  )
}

function Released({ outcome: { id, allowed, not, until, next } }: { outcome: Outcome }) {
  const words = useWords(leadWords)
  const reasons = useWords(campaignWords).reasons
  const formats = useFormats()
  const why = not.map(({ reason, count }) => `${formats.number(count)} ${reasons[reason].toLowerCase()}`)
  return (
    <div role="status" className="text-13">
      <p>
        {id === null ? words.nobodyToCall : words.onCallList(formats.number(allowed), allowed === 1)}{' '}
        {until !== null && words.callsUntil(formats.time(new Date(until)))}{' '}
        {why.length > 0 && words.notOnCallList(why.join(', '))}{' '}
        {next !== null && words.callsFrom(formats.exact(new Date(next)))}
      </p>
      {id !== null && (
        <Button
          component="a"
          href={`/api/call-lists/${id}/list.csv`}
          download
          leftSection={<IconDownload size={16} stroke={1.5} />}
        >
          {words.downloadCallList}
        </Button>
      )}
    </div>
  )
}
