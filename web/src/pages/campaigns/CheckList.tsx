// What is looked at before a mail is published: what stops it, what is worth a look, and what is right. The links are
// followed when somebody asks, since other people's servers are asked then.
import { Button } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { checkListWords, type LinkAnswer } from '../../words/checks.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { smsWords } from '../../words/sms.ts'
import type { Campaign, Preview } from './campaigns.ts'
import styles from './MailPreview.module.css'
import type { DraftState } from './use-draft.ts'

type Check = Preview['checks'][number]
type Mark = 'passed' | 'look' | 'failed'
const markOf = ({ problems }: Check): Mark =>
  problems.length === 0 ? 'passed' : problems.every((problem) => problem.isWarning) ? 'look' : 'failed'

type CheckListProps = { campaign: Campaign; draft: DraftState; preview: Preview; mayFollow: boolean }

export function CheckList({ campaign, draft, preview, mayFollow }: CheckListProps) {
  const words = useWords(checkListWords)
  const { line } = useWords(campaignWords)
  const sms = useWords(smsWords)
  const formats = useFormats()
  const marks = preview.checks.map(markOf)
  const count = (mark: Mark) => marks.filter((one) => one === mark).length
  const worst: Mark = count('failed') > 0 ? 'failed' : count('look') > 0 ? 'look' : 'passed'
  const passed = preview.checks.length - count('failed')
  return (
    <details className={styles.checks} open={worst !== 'passed'}>
      <summary>
        <MarkIcon mark={worst} />
        <b>{words.summary(formats.number(passed), formats.number(preview.checks.length))}</b>
        {count('look') > 0 && <span>{words.warnings(formats.number(count('look')), count('look') === 1)}</span>}
      </summary>
      <ul>
        {preview.checks.map((check) => (
          <li key={check.name}>
            <MarkIcon mark={markOf(check)} isNamed />
            <div>
              {(campaign.channel === 'sms' && sms.names[check.name]) || words.names[check.name]}
              {check.note !== null && <p className="small dim">{check.note}</p>}
              {check.problems.map((problem) => (
                <p key={`${problem.path} ${problem.line} ${problem.message}`} className="small dim">
                  {problem.line === null ? problem.message : `${line(String(problem.line))}: ${problem.message}`}
                </p>
              ))}
              {check.name === 'links' && mayFollow && <FollowLinks campaign={campaign} draft={draft} />}
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}

function MarkIcon({ mark, isNamed = false }: { mark: Mark; isNamed?: boolean }) {
  const words = useWords(checkListWords)
  const Icon = { passed: IconCheck, look: IconAlertTriangle, failed: IconAlertOctagon }[mark]
  const named = isNamed ? ({ role: 'img', 'aria-label': words[mark] } as const) : ({ 'aria-hidden': true } as const)
  return (
    <Icon
      className={mark === 'passed' ? undefined : mark === 'look' ? 'near' : 'broken'}
      size={16}
      stroke={1.75}
      {...named}
    />
  )
}

type Followed = { items: { address: string; answer: LinkAnswer; status: number | null }[] }

function FollowLinks({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(checkListWords)
  const formats = useFormats()
  const follow = useMutation({
    mutationFn: async () => {
      await draft.flush()
      return post<Followed>(`/campaigns/${campaign.id}/follow-links`)
    },
  })
  const items = follow.data?.items ?? []
  const dead = items.filter(({ answer }) => answer !== 'there')
  return (
    <div className={styles.follow} aria-live="polite">
      {follow.isError && <ErrorLine error={follow.error} />}
      {dead.map(({ address, answer, status }) => (
        <p key={address} className="small">
          <span className={styles.address}>{address}</span> {words.answers[answer](String(status ?? ''))}
        </p>
      ))}
      {follow.data && dead.length === 0 && (
        <p className="small dim">
          {items.length === 0 ? words.noneToFollow : words.allThere(formats.number(items.length), items.length === 1)}
        </p>
      )}
      <Button size="xs" disabled={follow.isPending} onClick={() => follow.mutate()}>
        {follow.isPending ? words.following : words.follow}
      </Button>
    </div>
  )
}
