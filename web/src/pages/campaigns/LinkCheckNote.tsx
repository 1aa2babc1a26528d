// What was found when the links of the mail were last followed: loud where people cannot stop it, one quiet line where
// everything works, nothing before anybody looked.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import styles from './CampaignPage.module.css'
import type { Campaign } from './campaigns.ts'

/** Where people get the mail or have just got it, so that its links can be followed. */
const LIVE = ['scheduled', 'sending', 'ready', 'paused', 'sent']

export function LinkCheckNote({ campaign: { id, status, linkCheck } }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: () => post(`/campaigns/${id}/check-links`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['campaign', id] }),
  })
  if (!linkCheck || !LIVE.includes(status)) return null
  const { fault, says, deadLinks, checkedAt } = linkCheck
  const at = formats.exact(new Date(checkedAt))
  const button = (
    <Button size="xs" disabled={check.isPending} onClick={() => check.mutate()}>
      {check.isPending ? words.checkingLinks : words.checkLinks}
    </Button>
  )
  if (fault === null && deadLinks.length === 0)
    return (
      <p className={`small dim ${styles.linkCheck}`} role="status">
        {words.linksHold}. {words.linksChecked(at)}{' '}
        <button type="button" className="link" disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? words.checkingLinks : words.checkLinks}
        </button>
      </p>
    )
  return (
    <Note tone={fault === null ? 'near' : 'broken'}>
      {fault !== null && (
        <p>
          <b>{words.cannotBeStopped}.</b> {says} {status === 'paused' && words.pausedUntil}
        </p>
      )}
      {deadLinks.length > 0 && (
        <p>
          {words.deadLinks(deadLinks.length === 1)} {deadLinks.join(', ')}
        </p>
      )}
      <p className="small">{words.linksChecked(at)}</p>
      {check.isError && <ErrorLine error={check.error} />}
      {button}
    </Note>
  )
}
