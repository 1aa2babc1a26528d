// What the SMS says, and how much of it is paid for.
import { Textarea } from '@mantine/core'
import { Note } from '../../../parts/Tag.tsx'
import { campaignWords } from '../../../words/campaigns.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { smsWords } from '../../../words/sms.ts'
import styles from '../CampaignPage.module.css'
import type { Campaign } from '../campaigns.ts'
import { LanguageBar } from '../LanguageBar.tsx'
import type { DraftState } from '../use-draft.ts'

export function SmsTab({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(smsWords)
  const { frozen, tabs } = useWords(campaignWords)
  const formats = useFormats()
  const { preview } = draft
  const problem = preview?.checks
    .flatMap((check) => check.problems)
    .find((one) => one.path === 'mjml' && !one.isWarning)?.message
  const { sms } = preview ?? {}
  return (
    <div className={styles.message}>
      <h1 className="visually-hidden">{tabs.message}</h1>
      {!draft.mayEdit && <Note>{frozen}</Note>}
      <LanguageBar campaign={campaign} draft={draft} />
      <Textarea
        label={words.text}
        description={words.textHint}
        value={draft.values.mjml}
        autosize
        minRows={5}
        maxRows={16}
        maxLength={2000}
        readOnly={!draft.mayEdit}
        error={problem}
        onChange={(event) => draft.change({ mjml: event.currentTarget.value })}
      />
      {sms && (
        <p className="text-13 muted" role="status">
          {words.counted(words.parts(sms.parts, formats.number(sms.parts)), formats.number(sms.left))}.{' '}
          {sms.encoding === 'ucs2' && words.ucs2}
        </p>
      )}
    </div>
  )
}
